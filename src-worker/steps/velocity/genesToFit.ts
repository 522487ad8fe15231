import { dense, sharedArray, type DenseArray } from '../../data/arrays.ts';
import { defineKernel } from '../../kernels/kernel.ts';
import type { StepContext } from '../step.ts';
import { fitSteadyState } from './steadyStateFit.ts';
import { fitLine, rSquared } from './steadyStateLine.ts';
import { selectVelocityGenes } from './velocityGenes.ts';

/** The genes whose kinetics are worth fitting. */
export interface GenesToFit {
  /** Their indices, ascending. */
  genes: Uint32Array<ArrayBufferLike>;
  /** R² of every gene, chosen or not. */
  r2: DenseArray<Float64Array>;
}

/**
 * Chooses the genes to fit: all (of the highly variable ones, where these are known), or, as scVelo's recover_dynamics
 * does, the velocity genes of the steady-state model, but with
 * R² measured from the least-squares line through the origin over **all** cells (the steady-state model measures it
 * from the line of the extreme cells). γ is that of the extreme cells.
 */
export async function genesToFit(
  context: Pick<StepContext, 'parallel' | 'warn'>,
  data: { Ms: DenseArray<Float32Array>; Mu: DenseArray<Float32Array>; highlyVariable?: Uint8Array },
  options: { genes: string; minR2: number; minRatio: number; percentile: number; topGenes: number },
): Promise<GenesToFit> {
  const { Ms, Mu } = data;
  const [count, cells] = Ms.shape;
  const r2 = dense('f64', [count]);
  const args = { s: Ms.data, u: Mu.data, cells, r2: r2.data };
  await context.parallel(wholeLines, args, count, { tile: 8, progress: [0, 0.02] });
  const all = Uint32Array.from({ length: count }, (_, g) => g);
  let passes = data.highlyVariable;
  if (options.genes !== 'all') {
    const { percentile } = options;
    const { gamma } = await fitSteadyState(context, Ms, Mu, { percentile, fitOffset: false });
    passes = selectVelocityGenes({ ...data, gamma: gamma.data, r2: r2.data }, options, context.warn).data;
  }
  const chosen = all.filter((g) => !passes || passes[g] > 0);
  const genes = sharedArray(
    'u32',
    options.topGenes > 0 ? Math.min(options.topGenes, chosen.length) : chosen.length,
  );
  genes.set(genes.length < chosen.length ? mostAbundant(Ms, chosen, genes.length) : chosen);
  return { genes, r2 };
}

interface WholeLineArgs {
  s: Float32Array;
  u: Float32Array;
  cells: number;
  r2: Float64Array;
}

const wholeLines = defineKernel<WholeLineArgs>('dynamical.wholeLines', (args, from, to) => {
  const { cells } = args;
  const everyCell = new Uint8Array(cells).fill(1);
  const line = { gamma: 0, offset: 0 };
  for (let g = from; g < to; g++) {
    const s = args.s.subarray(g * cells, (g + 1) * cells);
    const u = args.u.subarray(g * cells, (g + 1) * cells);
    fitLine(s, u, everyCell, false, line);
    args.r2[g] = rSquared(s, u, line);
  }
});

function mostAbundant(Ms: DenseArray<Float32Array>, genes: Uint32Array, count: number): Uint32Array {
  const cells = Ms.shape[1];
  const sums = new Float64Array(Ms.shape[0]);
  for (const g of genes) for (let p = g * cells; p < (g + 1) * cells; p++) sums[g] += Ms.data[p];
  return genes
    .slice()
    .sort((a, b) => sums[b] - sums[a] || a - b)
    .subarray(0, count)
    .sort();
}
