import { percentile } from '../../data/percentile.ts';
import { decay } from './decay.ts';

/** How clearly a distribution has a second, upper mode, and where that lies. */
export interface Bimodality {
  pValue: number;
  upperMode: number;
}

export const GRID = 30;

/** In bandwidths: where a value's kernel has fallen below 1e−9 of its height. */
const REACH = 6.5;

const BINS_A_BANDWIDTH = 32;

/**
 * Looks for a second mode in the upper half of a distribution, by a Gaussian kernel density (Scott's bandwidth) on 30
 * points from the minimum to the maximum: the height of the upper peak over the mean height of the upper part, in
 * standard errors but at least in units of density, against the normal distribution (as scVelo does to decide whether
 * a gene reached its upper steady state).
 *
 * Values that are all equal have no second mode: p = 1, mode 0.
 *
 * @param extreme their 99.9th percentile, where it is known already.
 */
export function upperMode(values: Float64Array, extreme = percentile(values, 99.9)): Bimodality {
  let low = Infinity;
  let highest = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (values[i] < low) low = values[i];
    if (values[i] > highest) highest = values[i];
  }
  const high = extreme <= low ? extreme : highest;
  const bandwidth = scottBandwidth(values);
  if (!(bandwidth > 0)) return { pValue: 1, upperMode: 0 };
  const step = (high - low) / (GRID - 1);
  const density = kernelDensity(values, low, step, bandwidth);
  const grid = (k: number): number => low + k * step;

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
    upperMode: (grid(valley + peak) + grid(valley + next)) / 2,
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

/**
 * The density at {@link GRID} points, `step` apart from `low` on, which span the values. Values are first dealt into bins
 * {@link BINS_A_BANDWIDTH} times finer than the bandwidth, by shares into the two nearest: the density then errs by less than 1e−4 of
 * its height, and takes as long for any number of values. Bins beyond {@link REACH} are passed over.
 */
export function kernelDensity(
  values: Float64Array,
  low: number,
  step: number,
  bandwidth: number,
): Float64Array {
  const out = new Float64Array(GRID);
  const binsAStep = Math.max(1, Math.ceil((BINS_A_BANDWIDTH * step) / bandwidth));
  const bins = binned(values, low, step / binsAStep, (GRID - 1) * binsAStep + 1);
  const delta = step / binsAStep / bandwidth;
  const reach = Math.min(bins.length - 1, delta > 0 ? Math.trunc(REACH / delta) : Infinity);
  const kernel = Float64Array.from({ length: reach + 1 }, (_, d) => decay(-0.5 * (d * delta) ** 2));
  for (let k = 0; k < GRID; k++) {
    const middle = k * binsAStep;
    const last = Math.min(bins.length - 1, middle + reach);
    let sum = 0;
    for (let b = Math.max(0, middle - reach); b <= last; b++) sum += bins[b] * kernel[Math.abs(b - middle)];
    out[k] = sum;
  }
  const scale = 1 / (values.length * bandwidth * Math.sqrt(2 * Math.PI));
  for (let k = 0; k < GRID; k++) out[k] *= scale;
  return out;
}

/** How many values lie at each of `count` places, `width` apart from `low` on; values between two places count in shares. */
function binned(values: Float64Array, low: number, width: number, count: number): Float64Array {
  const bins = new Float64Array(count + 1);
  for (let i = 0; i < values.length; i++) {
    const place = width > 0 ? (values[i] - low) / width : 0;
    const b = Math.min(count - 1, Math.trunc(place));
    const share = place - b;
    bins[b] += 1 - share;
    bins[b + 1] += share;
  }
  return bins.subarray(0, count);
}

function indexOfExtreme(values: Float64Array, sign: 1 | -1): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (sign * values[i] > sign * values[best]) best = i;
  return best;
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

function standardDeviation(values: Float64Array): number {
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - centre) ** 2;
  return Math.sqrt(sum / values.length);
}
