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

/** The Euclidean length. */
export function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
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

/** The inner product, in four partial sums that the processor can add at the same time. */
function dot(a: Float64Array, b: Float64Array): number {
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
