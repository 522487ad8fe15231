/** Cells, or groups of cells with nearly one coordinate, by their coordinate. */
export interface Weighted {
  /** The mean coordinate and value of each group, ascending by coordinate. */
  x: Float64Array;
  y: Float64Array;
  /** Sums of the cells' weights (above 0) and of their squares. */
  weight: Float64Array;
  squares: Float64Array;
  /** Variance of the values within each group; 0 for a cell alone. */
  spread: Float64Array;
}

export interface Smooth {
  mean: Float64Array;
  low: Float64Array;
  high: Float64Array;
}

/** Beyond this many bandwidths the kernel (4e-6 and less) counts as 0. */
const REACH = 5;
/** Where the kernel, 1 at its middle, and the weights sum to less than one cell, nothing is said. */
const LEAST_WEIGHT = 1;
/** Effective sample sizes below which there is no mean, and no band of it. */
const LEAST_MEAN = 3;
const LEAST_BAND = 5;
/** The standard normal's 97.5 % point. */
const Z = 1.959964;

/**
 * Local linear regression with a Gaussian kernel and the pointwise 95 % band of the mean: mean ± 1.96 σ(t) √Σ lᵢ², where lᵢ are the
 * weights that the mean at t gives the values, 1/Σ lᵢ² is the effective sample size n, and σ²(t) the kernel-weighted mean of the
 * squared residuals times n / (n − 2), which makes up for the values' own share in the mean (Fan & Gijbels 1996, sections 2.3 and
 * 4.3). Where all coordinates in reach are equal it is their weighted mean.
 *
 * @param at Ascending; what is given back has one number each, NaN where there are too few cells: n below 3,
 *   in the band below 5, or less than one cell's worth of weight in reach.
 */
export function localLinear(cells: Weighted, at: Float64Array, bandwidth: number): Smooth {
  const mean = new Float64Array(at.length).fill(Number.NaN);
  const shares = new Float64Array(at.length).fill(Number.NaN);
  eachWindow(cells.x, at, bandwidth, (k, from, to) => {
    const fitted = fitAt(cells, at[k], bandwidth, from, to);
    if (!fitted || !(fitted.share <= 1 / LEAST_MEAN)) return;
    mean[k] = fitted.mean;
    shares[k] = fitted.share;
  });
  const squares = squaredResiduals(cells, at, mean);
  const low = new Float64Array(at.length).fill(Number.NaN);
  const high = low.slice();
  eachWindow(cells.x, at, bandwidth, (k, from, to) => {
    const effective = 1 / shares[k];
    if (!(effective >= LEAST_BAND)) return;
    const variance = (localMean(cells, squares, at[k], bandwidth, from, to) * effective) / (effective - 2);
    const reach = Z * Math.sqrt(variance * shares[k]);
    low[k] = mean[k] - reach;
    high[k] = mean[k] + reach;
  });
  return { mean, low, high };
}

/** The cells, from … to − 1, that count at each point. */
function eachWindow(
  x: Float64Array,
  at: Float64Array,
  bandwidth: number,
  run: (k: number, from: number, to: number) => void,
): void {
  let from = 0;
  let to = 0;
  for (let k = 0; k < at.length; k++) {
    while (from < x.length && x[from] < at[k] - REACH * bandwidth) from++;
    while (to < x.length && x[to] <= at[k] + REACH * bandwidth) to++;
    run(k, from, to);
  }
}

/** The line's value at t, and Σ lᵢ². */
function fitAt(
  { x, y, weight, squares }: Weighted,
  t: number,
  h: number,
  from: number,
  to: number,
): { mean: number; share: number } | undefined {
  let [s0, s1, s2, t0, t1] = [0, 0, 0, 0, 0];
  let [q0, q1, q2] = [0, 0, 0];
  for (let i = from; i < to; i++) {
    const d = h > 0 ? (x[i] - t) / h : 0;
    const kernel = Math.exp(-0.5 * d * d);
    const k = weight[i] * kernel;
    const q = squares[i] * kernel * kernel;
    s0 += k;
    s1 += k * d;
    s2 += k * d * d;
    t0 += k * y[i];
    t1 += k * d * y[i];
    q0 += q;
    q1 += q * d;
    q2 += q * d * d;
  }
  if (!(s0 >= LEAST_WEIGHT)) return undefined;
  const determinant = s0 * s2 - s1 * s1;
  if (determinant <= 1e-9 * s0 * s0) return { mean: t0 / s0, share: q0 / (s0 * s0) };
  return {
    mean: (s2 * t0 - s1 * t1) / determinant,
    share: (s2 * s2 * q0 - 2 * s1 * s2 * q1 + s1 * s1 * q2) / (determinant * determinant),
  };
}

/** Mean of (value − mean at its coordinate)² of each group, the mean taken as straight between points; NaN where it is not known. */
function squaredResiduals({ x, y, spread }: Weighted, at: Float64Array, mean: Float64Array): Float64Array {
  const out = new Float64Array(x.length);
  const last = at.length - 1;
  for (let i = 0, k = 0; i < x.length; i++) {
    while (k < last - 1 && at[k + 1] < x[i]) k++;
    const next = Math.min(k + 1, last);
    const part = at[next] > at[k] ? (x[i] - at[k]) / (at[next] - at[k]) : 0;
    const between = mean[k] * (1 - part) + mean[next] * part;
    out[i] = (y[i] - between) ** 2 + spread[i];
  }
  return out;
}

function localMean(
  { x, weight }: Weighted,
  values: Float64Array,
  t: number,
  h: number,
  from: number,
  to: number,
): number {
  let sum = 0;
  let all = 0;
  for (let i = from; i < to; i++) {
    if (Number.isNaN(values[i])) continue;
    const d = h > 0 ? (x[i] - t) / h : 0;
    const k = weight[i] * Math.exp(-0.5 * d * d);
    sum += k * values[i];
    all += k;
  }
  return sum / all;
}
