import type { SparseMatrix } from '../../data/arrays.ts';
import type { Neighbourhoods } from '../../data/neighbourhoods.ts';
import { defineKernel } from '../../kernels/kernel.ts';
import { chooseAlsoHighestSpliced, chooseExtremeCells, lineScratch } from './steadyStateLine.ts';

export interface StochasticFitArgs {
  /** The genes to fit; items of the kernel are places in this list. */
  fitted: Uint32Array;
  cells: number;
  /** First moments, genes × cells. */
  Ms: Float32Array;
  Mu: Float32Array;
  /** Normalised counts by gene (genes × cells). */
  spliced: SparseMatrix;
  unspliced: SparseMatrix;
  graph: Neighbourhoods;
  percentile: number;
  /** In: steady-state γ of every gene. Out: that of the stochastic model for the fitted genes. */
  gamma: Float64Array;
  /** Out: genes × cells. */
  variance: Float32Array;
}

/**
 * γ of the stochastic model for some genes, and the velocity of the second moments.
 *
 * In steady state u = γ s and, of the second moments, 2⟨us⟩ + ⟨u⟩ = γ (2⟨s²⟩ − ⟨s⟩). Both hold for one γ, so they are
 * solved together by generalised least squares: the first over the cells with the highest abundances, the second over
 * all cells, each divided by the standard deviation of its residuals. Bergen et al. 2020
 * (doi:10.1038/s41587-020-0591-3).
 *
 * ⟨s²⟩ and ⟨us⟩ are made gene by gene and never kept.
 */
export const fitStochastic = defineKernel<StochasticFitArgs>('velocity.stochasticFit', (args, from, to) => {
  const { cells, spliced, unspliced, graph } = args;
  const scratch = lineScratch(cells);
  const secondS = new Float64Array(cells);
  const secondUS = new Float64Array(cells);
  const dense = new Float32Array(cells);
  for (let k = from; k < to; k++) {
    const g = args.fitted[k];
    const s = args.Ms.subarray(g * cells, (g + 1) * cells);
    const u = args.Mu.subarray(g * cells, (g + 1) * cells);
    const variance = args.variance.subarray(g * cells, (g + 1) * cells);
    meanProducts(spliced, spliced, g, graph, dense, secondS);
    meanProducts(spliced, unspliced, g, graph, dense, secondUS);
    for (let i = 0; i < cells; i++) {
      secondS[i] = 2 * secondS[i] - s[i];
      secondUS[i] = 2 * secondUS[i] + u[i];
    }
    const weightFirst = 1 / residualVariance(s, u, args.gamma[g]);
    const weightSecond = 1 / residualVariance(secondS, secondUS, slope(secondS, secondUS));
    chooseExtremeCells(s, u, args.percentile, false, scratch);
    chooseAlsoHighestSpliced(s, args.percentile, scratch);
    const first = productSums(s, u, scratch.chosen);
    const second = productSums(secondS, secondUS);
    const gamma =
      (weightFirst * first.xy + weightSecond * second.xy) /
      (weightFirst * first.xx + weightSecond * second.xx);
    // Equations that are met exactly, or hold no counts, have no weights: the steady-state γ stands.
    if (Number.isFinite(gamma)) args.gamma[g] = gamma;
    const fitted = args.gamma[g];
    for (let i = 0; i < cells; i++)
      variance[i] = secondUS[i] - 2 * s[i] * u[i] - fitted * (secondS[i] - 2 * s[i] * s[i]);
  }
});

/** Means over each cell's neighbourhood of the product of two sparse rows; writes one value a cell to `out`. */
function meanProducts(
  a: SparseMatrix,
  b: SparseMatrix,
  row: number,
  graph: Neighbourhoods,
  dense: Float32Array,
  out: Float64Array,
): void {
  const { receiverIndptr, receivers, share } = graph;
  out.fill(0);
  for (let p = b.indptr[row]; p < b.indptr[row + 1]; p++) dense[b.indices[p]] = b.data[p];
  for (let p = a.indptr[row]; p < a.indptr[row + 1]; p++) {
    const j = a.indices[p];
    const product = a.data[p] * dense[j];
    if (product === 0) continue;
    for (let q = receiverIndptr[j]; q < receiverIndptr[j + 1]; q++) out[receivers[q]] += product;
  }
  for (let p = b.indptr[row]; p < b.indptr[row + 1]; p++) dense[b.indices[p]] = 0;
  for (let i = 0; i < out.length; i++) out[i] *= share[i];
}

type Values = Float32Array | Float64Array;

function productSums(x: Values, y: Values, chosen?: Uint8Array): { xx: number; xy: number } {
  let xx = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    if (chosen && chosen[i] === 0) continue;
    xx += x[i] * x[i];
    xy += x[i] * y[i];
  }
  return { xx, xy };
}

function slope(x: Values, y: Values): number {
  const { xx, xy } = productSums(x, y);
  return xx > 0 ? xy / xx : 0;
}

/** The variance of y − γ x about its own mean. */
function residualVariance(x: Values, y: Values, gamma: number): number {
  let mean = 0;
  for (let i = 0; i < x.length; i++) mean += y[i] - gamma * x[i];
  mean /= x.length;
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (y[i] - gamma * x[i] - mean) ** 2;
  return sum / x.length;
}
