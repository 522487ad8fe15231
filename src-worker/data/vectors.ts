/** Σ aᵢ bᵢ of two vectors of one length. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
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
