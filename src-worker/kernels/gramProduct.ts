import { defineKernel } from './kernel.ts';

/** How many dense columns a product takes at once. */
export const PRODUCT_WIDTH = 2;

export interface GramProductArgs {
  /** A in compressed rows. */
  indptr: Uint32Array;
  indices: Uint32Array;
  data: Float32Array;
  columns: number;
  /** Rows in one chunk. */
  chunk: number;
  /** X, columns of A × 2, row-major. */
  x: Float64Array;
  /** What is subtracted from each row of A X. */
  shift: Float64Array;
  /** Result, chunks × columns of A × 2: Bᵀ B X of the chunk's rows, where B X = A X − shift, but for the next. */
  out: Float64Array;
  /** Result, chunks × 2: the sums of B X over the chunk's rows. */
  sums: Float64Array;
}

/**
 * Aᵀ (A X − 1 shiftᵀ) over the rows of each of the chunks `from` to `to`, in one pass over A: this is how the Gram matrix of
 * a centred sparse matrix is applied to two columns without making either of the two.
 */
export const gramProduct = defineKernel<GramProductArgs>('pca.gramProduct', (args, from, to) => {
  const { indptr, indices, data, columns, chunk, x, shift, out, sums } = args;
  const rows = indptr.length - 1;
  const y = new Float64Array(columns * PRODUCT_WIDTH);
  for (let c = from; c < to; c++) {
    y.fill(0);
    let total0 = 0;
    let total1 = 0;
    const last = Math.min(rows, (c + 1) * chunk);
    for (let i = c * chunk; i < last; i++) {
      const start = indptr[i];
      const end = indptr[i + 1];
      let t0 = -shift[0];
      let t1 = -shift[1];
      for (let p = start; p < end; p++) {
        const value = data[p];
        const q = indices[p] * PRODUCT_WIDTH;
        t0 += value * x[q];
        t1 += value * x[q + 1];
      }
      total0 += t0;
      total1 += t1;
      for (let p = start; p < end; p++) {
        const value = data[p];
        const q = indices[p] * PRODUCT_WIDTH;
        y[q] += value * t0;
        y[q + 1] += value * t1;
      }
    }
    out.set(y, c * y.length);
    sums[c * PRODUCT_WIDTH] = total0;
    sums[c * PRODUCT_WIDTH + 1] = total1;
  }
});
