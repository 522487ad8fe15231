/** Σ aᵢ bᵢ of two vectors of one length, in four partial sums that the processor can add at the same time. */
export function dot(a: Float64Array, b: Float64Array): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < a.length; i += 4) {
    s0 += a[i] * b[i];
    s1 += a[i + 1] * b[i + 1];
    s2 += a[i + 2] * b[i + 2];
    s3 += a[i + 3] * b[i + 3];
  }
  for (; i < a.length; i++) s0 += a[i] * b[i];
  return s0 + s1 + (s2 + s3);
}

/** The Euclidean length. */
export function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

/** y ← y + factor · x, in place. */
export function addScaled(y: Float64Array, x: Float64Array, factor: number): void {
  for (let i = 0; i < y.length; i++) y[i] += factor * x[i];
}

/** y ← factor · y, in place. */
export function scaleBy(y: Float64Array, factor: number): void {
  for (let i = 0; i < y.length; i++) y[i] *= factor;
}

/** Σ weightₖ · columnₖ, four columns at a time, so that the sum is written a quarter as often. */
export function combination(columns: readonly Float64Array[], weights: ArrayLike<number>): Float64Array {
  const out = new Float64Array(columns[0].length);
  let k = 0;
  for (; k + 3 < columns.length; k += 4) addFour(out, columns, weights, k);
  for (; k < columns.length; k++) addScaled(out, columns[k], weights[k]);
  return out;
}

function addFour(
  out: Float64Array,
  columns: readonly Float64Array[],
  weights: ArrayLike<number>,
  k: number,
): void {
  const [a, b, c, d] = [columns[k], columns[k + 1], columns[k + 2], columns[k + 3]];
  const [wa, wb, wc, wd] = [weights[k], weights[k + 1], weights[k + 2], weights[k + 3]];
  for (let i = 0; i < out.length; i++) out[i] += wa * a[i] + wb * b[i] + (wc * c[i] + wd * d[i]);
}
