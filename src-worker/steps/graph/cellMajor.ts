import { dense, sharedArray, type DenseArray } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { defineKernel } from '../../kernels/kernel.ts';
import type { StepContext } from '../step.ts';

/**
 * The chosen genes of a genes × cells array, laid out cell by cell (cells × chosen genes), so that the profile of one
 * cell lies together.
 */
export async function gatherByCell(
  context: Pick<StepContext, 'parallel'>,
  values: DenseArray<Float32Array>,
  genes: Uint32Array,
  progress?: [number, number],
): Promise<DenseArray<Float32Array>> {
  const cells = values.shape[1];
  const out = dense('f32', [cells, genes.length]);
  await context.parallel(gather, { values: values.data, cells, genes, out: out.data }, cells, { progress });
  return out;
}

/**
 * The genes over which velocities are correlated: selected, and with a velocity in every cell. `velocity` is genes ×
 * cells.
 *
 * @throws DataError naming the step where they are fewer than two.
 */
export function usableVelocityGenes(
  velocity: DenseArray<Float32Array>,
  selected: Uint8Array,
  step: string,
): Uint32Array {
  const [genes, cells] = velocity.shape;
  const usable: number[] = [];
  for (let g = 0; g < genes; g++) {
    if (selected[g] === 0) continue;
    let sum = 0;
    for (let p = g * cells; p < (g + 1) * cells; p++) sum += velocity.data[p];
    if (Number.isFinite(sum)) usable.push(g);
  }
  if (usable.length < 2)
    throw new DataError(
      `a correlation needs two velocity genes or more; there ${usable.length === 1 ? 'is one' : 'are none'}.`,
      { step },
      'Lower the bounds on R² and γ, select more genes, or check the unspliced counts.',
    );
  const out = sharedArray('u32', usable.length);
  out.set(usable);
  return out;
}

interface GatherArgs {
  values: Float32Array;
  cells: number;
  genes: Uint32Array;
  out: Float32Array;
}

const gather = defineKernel<GatherArgs>('graph.gatherByCell', ({ values, cells, genes, out }, from, to) => {
  const width = genes.length;
  for (let k = 0; k < width; k++) {
    const row = genes[k] * cells;
    for (let i = from; i < to; i++) out[i * width + k] = values[row + i];
  }
});
