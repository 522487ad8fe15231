import { percentileOfSorted } from '../../data/percentile.ts';

/** How clearly a distribution has a second, upper mode, and where that lies. */
export interface Bimodality {
  pValue: number;
  upperMode: number;
}

const GRID = 30;

/**
 * Looks for a second mode in the upper half of a distribution, by a Gaussian kernel density (Scott's bandwidth) on 30
 * points from the minimum to the maximum: the height of the upper peak over the mean height of the upper part, in
 * standard errors but at least in units of density, against the normal distribution (as scVelo does to decide whether
 * a gene reached its upper steady state).
 *
 * Values that are all equal have no second mode: p = 1, mode 0.
 */
export function upperMode(values: Float64Array): Bimodality {
  const sorted = values.slice().sort();
  const low = sorted[0];
  const upper = percentileOfSorted(sorted, 99.9);
  const high = upper <= low ? upper : sorted[sorted.length - 1];
  const bandwidth = scottBandwidth(sorted);
  if (!(bandwidth > 0)) return { pValue: 1, upperMode: 0 };
  const grid = Float64Array.from({ length: GRID }, (_, k) => low + (k * (high - low)) / (GRID - 1));
  const density = kernelDensity(sorted, grid, bandwidth);

  // The valley is sought in the middle; the modes lie on both sides of it.
  const middle = GRID / 2 - 2;
  const valley = middle + indexOfExtreme(density.subarray(middle, middle + 4), -1);
  const above = density.subarray(valley);
  const peak = indexOfExtreme(above, 1);
  const excess = above[peak] - mean(above);
  const error = Math.max(1, standardDeviation(density) / Math.sqrt(GRID));
  const next = Math.min(peak + 1, above.length - 1);
  return {
    pValue: normalSurvival(excess / error),
    upperMode: (grid[valley + peak] + grid[valley + next]) / 2,
  };
}

/** P(Z > z) for a standard normal Z, within 2e−7 of its value (rational Chebyshev fit of Numerical Recipes, erfcc). */
export function normalSurvival(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.5 * x);
  const coefficients = [
    0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196,
    1.00002368, -1.26551223,
  ];
  const tail = t * Math.exp(-x * x + coefficients.reduce((sum, c) => sum * t + c, 0));
  return z >= 0 ? tail / 2 : 1 - tail / 2;
}

function scottBandwidth(values: Float64Array): number {
  const n = values.length;
  return n < 2 ? 0 : standardDeviation(values) * Math.sqrt(n / (n - 1)) * n ** -0.2;
}

/** The density at the grid's points; values further than 8.5 bandwidths, which add nothing, are passed over. */
function kernelDensity(sorted: Float64Array, grid: Float64Array, bandwidth: number): Float64Array {
  const out = new Float64Array(grid.length);
  const reach = 8.5 * bandwidth;
  let from = 0;
  for (let k = 0; k < grid.length; k++) {
    while (from < sorted.length && sorted[from] < grid[k] - reach) from++;
    let sum = 0;
    for (let i = from; i < sorted.length && sorted[i] <= grid[k] + reach; i++) {
      const z = (sorted[i] - grid[k]) / bandwidth;
      sum += Math.exp(-0.5 * z * z);
    }
    out[k] = sum / (sorted.length * bandwidth * Math.sqrt(2 * Math.PI));
  }
  return out;
}

function indexOfExtreme(values: Float64Array, sign: 1 | -1): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (sign * values[i] > sign * values[best]) best = i;
  return best;
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function standardDeviation(values: Float64Array): number {
  const centre = mean(values);
  let sum = 0;
  for (const value of values) sum += (value - centre) ** 2;
  return Math.sqrt(sum / values.length);
}
