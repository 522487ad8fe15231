import { defineKernel } from './kernel.ts';

export interface CentredProductArgs {
  /** A in compressed rows. */
  indptr: Uint32Array;
  indices: Uint32Array;
  data: Float32Array;
  /** Columns of X. */
  width: number;
  /** X, columns of A × width, row-major. */
  x: Float64Array;
  /** What is subtracted from each row of A X. */
  shift: Float64Array;
  /** Result, rows of A × width, row-major. */
  out: Float64Array;
}

/**
 * Rows `from` to `to` of A X − 1 shiftᵀ: with shift = meanᵀ X this is how a sparse matrix whose columns were centred is
 * multiplied with dense columns without being made.
 */
export const centredProduct = defineKernel<CentredProductArgs>('pca.centredProduct', (args, from, to) => {
  const { indptr, indices, data, width, x, shift, out } = args;
  const row = new Float64Array(width);
  for (let i = from; i < to; i++) {
    for (let c = 0; c < width; c++) row[c] = -shift[c];
    for (let p = indptr[i], end = indptr[i + 1]; p < end; p++) {
      const value = data[p];
      const q = indices[p] * width;
      for (let c = 0; c < width; c++) row[c] += value * x[q + c];
    }
    out.set(row, i * width);
  }
});
