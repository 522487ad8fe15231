import { defineKernel } from './kernel.ts';

export interface TransposedProductArgs {
  /** A in compressed rows. */
  indptr: Uint32Array;
  indices: Uint32Array;
  data: Float32Array;
  columns: number;
  /** Rows in one chunk. */
  chunk: number;
  /** Columns of X. */
  width: number;
  /** X, rows of A × width, row-major. */
  x: Float64Array;
  /** Result, chunks × columns of A × width. */
  out: Float64Array;
}

/** Aᵀ X over the rows of each of the chunks `from` to `to`: their sum is the product. */
export const transposedProduct = defineKernel<TransposedProductArgs>(
  'pca.transposedProduct',
  (args, from, to) => {
    const { indptr, indices, data, columns, chunk, width, x, out } = args;
    const rows = indptr.length - 1;
    for (let c = from; c < to; c++) {
      const start = c * columns * width;
      const last = Math.min(rows, (c + 1) * chunk);
      for (let i = c * chunk; i < last; i++) {
        for (let p = indptr[i], end = indptr[i + 1]; p < end; p++) {
          const value = data[p];
          const q = start + indices[p] * width;
          for (let k = 0; k < width; k++) out[q + k] += value * x[i * width + k];
        }
      }
    }
  },
);
