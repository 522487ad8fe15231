import { dense, type DenseArray } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { defineKernel } from '../../kernels/kernel.ts';
import type { StepContext } from '../step.ts';
import { chooseExtremeCells, fitLine, lineScratch, rSquared } from './steadyStateLine.ts';

/** The steady-state lines of all genes. */
export interface SteadyStateFit {
  gamma: DenseArray<Float64Array>;
  offset: DenseArray<Float64Array>;
  r2: DenseArray<Float64Array>;
}

/**
 * Fits the steady-state line u = γ s (+ offset) of every gene over its extreme cells, and its R² over all cells.
 * `Ms` and `Mu` are first moments, genes × cells.
 *
 * @throws DataError where the two differ in shape or hold no cells.
 */
export async function fitSteadyState(
  context: Pick<StepContext, 'parallel'>,
  Ms: DenseArray<Float32Array>,
  Mu: DenseArray<Float32Array>,
  options: { percentile: number; fitOffset: boolean; progress?: [number, number] },
): Promise<SteadyStateFit> {
  const [genes, cells] = Ms.shape;
  if (Mu.shape[0] !== genes || Mu.shape[1] !== cells)
    throw new DataError(
      `Ms has ${genes} genes × ${cells} cells and Mu ${Mu.shape[0]} × ${Mu.shape[1]}.`,
      {},
      'Compute both moments from the same cells and genes.',
    );
  if (cells === 0 || genes === 0)
    throw new DataError(`there are ${cells} cells and ${genes} genes to fit.`, {}, 'Filter less strictly.');
  const fit: SteadyStateFit = {
    gamma: dense('f64', [genes]),
    offset: dense('f64', [genes]),
    r2: dense('f64', [genes]),
  };
  const { percentile, fitOffset, progress } = options;
  const args = {
    s: Ms.data,
    u: Mu.data,
    cells,
    percentile,
    fitOffset,
    gamma: fit.gamma.data,
    offset: fit.offset.data,
    r2: fit.r2.data,
  };
  await context.parallel(fitLines, args, genes, { tile: GENES_A_TILE, progress });
  return fit;
}

/**
 * v = Mu − γ Ms − offset for every gene, genes × cells, in normalised counts per unit time with β = 1. Genes without
 * spliced counts have γ = 0, so v = Mu.
 */
export async function residualVelocity(
  context: Pick<StepContext, 'parallel'>,
  Ms: DenseArray<Float32Array>,
  Mu: DenseArray<Float32Array>,
  gamma: Float64Array,
  options: { offset?: Float64Array; progress?: [number, number] } = {},
): Promise<DenseArray<Float32Array>> {
  const [genes, cells] = Ms.shape;
  const velocity = dense('f32', [genes, cells]);
  const args = { s: Ms.data, u: Mu.data, cells, gamma, offset: options.offset, velocity: velocity.data };
  await context.parallel(residuals, args, genes, { tile: GENES_A_TILE, progress: options.progress });
  return velocity;
}

/** Small enough to notice a cancellation within 200 ms at a million cells. */
const GENES_A_TILE = 8;

interface LineArgs {
  s: Float32Array;
  u: Float32Array;
  cells: number;
  percentile: number;
  fitOffset: boolean;
  gamma: Float64Array;
  offset: Float64Array;
  r2: Float64Array;
}

const fitLines = defineKernel<LineArgs>('velocity.steadyStateLines', (args, from, to) => {
  const { cells, percentile, fitOffset } = args;
  const scratch = lineScratch(cells);
  const line = { gamma: 0, offset: 0 };
  for (let g = from; g < to; g++) {
    const s = args.s.subarray(g * cells, (g + 1) * cells);
    const u = args.u.subarray(g * cells, (g + 1) * cells);
    chooseExtremeCells(s, u, percentile, fitOffset, scratch);
    fitLine(s, u, scratch.chosen, fitOffset, line);
    args.gamma[g] = line.gamma;
    args.offset[g] = line.offset;
    args.r2[g] = rSquared(s, u, line);
  }
});

export interface ResidualArgs {
  s: Float32Array;
  u: Float32Array;
  cells: number;
  gamma: Float64Array;
  offset: Float64Array | undefined;
  velocity: Float32Array;
}

/** What lies off the line, gene by gene; see {@link residualVelocity}. */
export const residuals = defineKernel<ResidualArgs>('velocity.residuals', (args, from, to) => {
  const { s, u, cells, velocity } = args;
  for (let g = from; g < to; g++) {
    const gamma = args.gamma[g];
    const offset = args.offset ? args.offset[g] : 0;
    for (let p = g * cells; p < (g + 1) * cells; p++) velocity[p] = u[p] - gamma * s[p] - offset;
  }
});
