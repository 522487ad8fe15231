import { defineKernel } from './kernel.ts';

/** How many columns the dense factor has. */
export const PRODUCT_WIDTH = 4;

export interface CentredProductArgs {
  /** A in compressed rows. */
  indptr: Uint32Array;
  indices: Uint32Array;
  data: Float32Array;
  /** X, columns of A × 4, row-major. */
  x: Float64Array;
  /** l, one number a row of A. */
  left: Float64Array;
  /** r, four numbers. */
  right: Float64Array;
  /** Result, rows of A × 4, row-major. */
  out: Float64Array;
}

/**
 * Rows `from` to `to` of A X − l rᵀ: the product of a sparse matrix, less a matrix of rank one, with four dense
 * columns. This is how a centred matrix is applied without being made.
 */
export const centredProduct = defineKernel<CentredProductArgs>('pca.centredProduct', (args, from, to) => {
  const { indptr, indices, data, x, left, right, out } = args;
  const [r0, r1, r2, r3] = right;
  for (let i = from; i < to; i++) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    const end = indptr[i + 1];
    for (let p = indptr[i]; p < end; p++) {
      const value = data[p];
      const q = indices[p] * PRODUCT_WIDTH;
      s0 += value * x[q];
      s1 += value * x[q + 1];
      s2 += value * x[q + 2];
      s3 += value * x[q + 3];
    }
    const o = i * PRODUCT_WIDTH;
    const l = left[i];
    out[o] = s0 - l * r0;
    out[o + 1] = s1 - l * r1;
    out[o + 2] = s2 - l * r2;
    out[o + 3] = s3 - l * r3;
  }
});
