import { dot } from './vectors.ts';

/**
 * Subtracts from `vector` its part in the span of the orthonormal `basis`, from the vector at `from` on, and adds the
 * coefficients to `coefficients`. Four at a time: most of the time of a Lanczos iteration outside the matrix goes here.
 */
export function projectOut(
  basis: readonly Float64Array[],
  vector: Float64Array,
  from = 0,
  coefficients?: Float64Array,
): void {
  const h = new Float64Array(4);
  for (let b = from; b < basis.length; b += 4) {
    const rest = basis.length - b;
    if (rest >= 4) subtractFour(basis[b], basis[b + 1], basis[b + 2], basis[b + 3], vector, h);
    else for (let k = 0; k < rest; k++) h[k] = subtractOne(basis[b + k], vector);
    if (coefficients) for (let k = 0; k < Math.min(4, rest); k++) coefficients[b + k] += h[k];
  }
}

function subtractFour(
  a: Float64Array,
  b: Float64Array,
  c: Float64Array,
  d: Float64Array,
  vector: Float64Array,
  h: Float64Array,
): void {
  const { length } = vector;
  let h0 = 0;
  let h1 = 0;
  let h2 = 0;
  let h3 = 0;
  for (let i = 0; i < length; i++) {
    const x = vector[i];
    h0 += a[i] * x;
    h1 += b[i] * x;
    h2 += c[i] * x;
    h3 += d[i] * x;
  }
  for (let i = 0; i < length; i++) vector[i] -= h0 * a[i] + h1 * b[i] + (h2 * c[i] + h3 * d[i]);
  h[0] = h0;
  h[1] = h1;
  h[2] = h2;
  h[3] = h3;
}

function subtractOne(a: Float64Array, vector: Float64Array): number {
  const h = dot(a, vector);
  for (let i = 0; i < vector.length; i++) vector[i] -= h * a[i];
  return h;
}
