import { percentileInPlace } from '../../data/percentile.ts';

/** Memory that the fits of one tile of genes share; each of one value a cell. */
export interface LineScratch {
  score: Float32Array;
  sorted: Float32Array;
  /** 1 for the cells that take part in the fit. */
  chosen: Uint8Array;
}

export function lineScratch(cells: number): LineScratch {
  return { score: new Float32Array(cells), sorted: new Float32Array(cells), chosen: new Uint8Array(cells) };
}

/**
 * Chooses the cells in which one gene is taken to be in steady state: those with s/max(s) + u/max(u) at or above the
 * given percentile of all cells, and with `bothEnds` also those at or below 100 − that percentile. `s` and `u` are the
 * first moments of the gene, one value a cell; the choice is written to `scratch.chosen`.
 *
 * La Manno et al. 2018 (doi:10.1038/s41586-018-0414-6).
 */
export function chooseExtremeCells(
  s: Float32Array,
  u: Float32Array,
  percentile: number,
  bothEnds: boolean,
  scratch: LineScratch,
): void {
  const { score, sorted, chosen } = scratch;
  const cells = s.length;
  const maxS = Math.max(maximum(s), SMALLEST_MAXIMUM);
  const maxU = Math.max(maximum(u), SMALLEST_MAXIMUM);
  // Rounded as the reference rounds them, so that cells that tie there tie here.
  for (let i = 0; i < cells; i++) score[i] = Math.fround(s[i] / maxS) + Math.fround(u[i] / maxU);
  sorted.set(score);
  const upper = percentileInPlace(sorted, percentile);
  const lower = bothEnds ? percentileInPlace(sorted, 100 - percentile) : -Infinity;
  for (let i = 0; i < cells; i++) chosen[i] = score[i] >= upper || score[i] <= lower ? 1 : 0;
}

/** Adds the cells whose `s` alone lies at or above the percentile to those chosen. */
export function chooseAlsoHighestSpliced(s: Float32Array, percentile: number, scratch: LineScratch): void {
  scratch.sorted.set(s);
  const bound = percentileInPlace(scratch.sorted, percentile);
  for (let i = 0; i < s.length; i++) if (s[i] >= bound) scratch.chosen[i] = 1;
}

/** A line u = γ s + offset. */
export interface Line {
  gamma: number;
  offset: number;
}

/**
 * Least squares of u on s over the chosen cells: through the origin, or with an offset that is not negative. A gene
 * without spliced counts has γ = 0.
 */
export function fitLine(
  s: Float32Array,
  u: Float32Array,
  chosen: Uint8Array,
  fitOffset: boolean,
  out: Line,
): void {
  let count = 0;
  let sumS = 0;
  let sumU = 0;
  let sumSS = 0;
  let sumSU = 0;
  for (let i = 0; i < s.length; i++) {
    if (chosen[i] === 0) continue;
    count++;
    sumS += s[i];
    sumU += u[i];
    sumSS += s[i] * s[i];
    sumSU += s[i] * u[i];
  }
  out.gamma = sumSS > 0 ? sumSU / sumSS : 0;
  out.offset = 0;
  if (!fitOffset || count < 2) return;
  const spread = sumSS / count - (sumS / count) ** 2;
  if (!(spread > 1e-12 * (sumSS / count))) return;
  const gamma = (sumSU / count - (sumS / count) * (sumU / count)) / spread;
  const offset = (sumU - gamma * sumS) / count;
  if (offset < 0) return;
  out.gamma = gamma;
  out.offset = offset;
}

/**
 * 1 − Σ(u − γ s − offset)² / Σ(u − ū)² over all cells: the share of the variance of u that the line explains, below 0
 * where the line is worse than the mean; 0 where u does not vary.
 */
export function rSquared(s: Float32Array, u: Float32Array, line: Line): number {
  const cells = s.length;
  let mean = 0;
  for (let i = 0; i < cells; i++) mean += u[i];
  mean /= cells;
  let residual = 0;
  let total = 0;
  for (let i = 0; i < cells; i++) {
    residual += (u[i] - line.gamma * s[i] - line.offset) ** 2;
    total += (u[i] - mean) ** 2;
  }
  return total > 0 ? 1 - residual / total : 0;
}

/** Genes whose counts are all smaller are not blown up by the division. */
const SMALLEST_MAXIMUM = 1e-3;

function maximum(values: Float32Array): number {
  let max = 0;
  for (let i = 0; i < values.length; i++) if (values[i] > max) max = values[i];
  return max;
}
