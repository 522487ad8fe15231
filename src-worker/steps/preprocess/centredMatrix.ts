import { sharedArray, type SparseMatrix } from '../../data/arrays.ts';
import { centredProduct } from '../../kernels/centredProduct.ts';
import { gramProduct, PRODUCT_WIDTH } from '../../kernels/gramProduct.ts';
import { transposedProduct } from '../../kernels/transposedProduct.ts';
import type { Work } from '../work.ts';

/**
 * A sparse cells × genes matrix seen as if the mean of each gene had been subtracted, as an operator on dense columns.
 * Blocks of columns are row-major on shared memory.
 */
export interface CentredMatrix {
  cells: number;
  genes: number;
  /** The sum of squares of the centred matrix. */
  totalSquares: number;
  /** AᵀA of the centred A times a genes × 2 block ({@link PRODUCT_WIDTH}). */
  gramTimes(block: Float64Array): Promise<Float64Array>;
  /** Centred A times a genes × width block: a cells × width block. */
  times(block: Float64Array, width: number): Promise<Float64Array>;
  /** The transpose of centred A times a cells × width block whose columns sum to 0: a genes × width block. */
  transposeTimes(block: Float64Array, width: number): Promise<Float64Array>;
}

/** Most parts that a sum over the cells is cut into; they are added in their order, whatever thread made them. */
const CHUNKS = 32;
const SMALLEST_CHUNK = 64;

/** Prepares the centred view; every product runs in parallel and sums in an order that threads do not change. */
export function centredMatrix(matrix: SparseMatrix<Float32Array>, parallel: Work['parallel']): CentredMatrix {
  const { rows: cells, cols: genes, indptr, indices, data } = matrix;
  const { mean, totalSquares } = columnMeans(matrix);
  const entries = { indptr, indices, data };
  const chunk = Math.max(SMALLEST_CHUNK, Math.ceil(cells / CHUNKS));
  const chunks = Math.ceil(cells / chunk);
  // Used again by every product with the Gram matrix.
  const partial = sharedArray('f64', chunks * genes * PRODUCT_WIDTH);
  const sums = sharedArray('f64', chunks * PRODUCT_WIDTH);

  return {
    cells,
    genes,
    totalSquares,
    async gramTimes(block) {
      const shift = weightedSums(mean, block, PRODUCT_WIDTH);
      const args = { ...entries, columns: genes, chunk, x: block, shift, out: partial, sums };
      await parallel(gramProduct, args, chunks, { tile: 1 });
      const product = summed(partial, genes * PRODUCT_WIDTH);
      const total = summed(sums, PRODUCT_WIDTH);
      for (let g = 0; g < genes; g++)
        for (let c = 0; c < PRODUCT_WIDTH; c++) product[g * PRODUCT_WIDTH + c] -= mean[g] * total[c];
      return product;
    },
    async times(block, width) {
      const out = sharedArray('f64', cells * width);
      const args = { ...entries, width, x: block, shift: weightedSums(mean, block, width), out };
      await parallel(centredProduct, args, cells, { tile: 256 });
      return out;
    },
    async transposeTimes(block, width) {
      const out = sharedArray('f64', chunks * genes * width);
      const args = { ...entries, columns: genes, chunk, width, x: block, out };
      await parallel(transposedProduct, args, chunks, { tile: 1 });
      return summed(out, genes * width);
    },
  };
}

function columnMeans({ rows, cols, indices, data }: SparseMatrix<Float32Array>): {
  mean: Float64Array;
  totalSquares: number;
} {
  const mean = new Float64Array(cols);
  const filled = new Uint32Array(cols);
  for (let p = 0; p < indices.length; p++) {
    mean[indices[p]] += data[p];
    filled[indices[p]]++;
  }
  for (let g = 0; g < cols; g++) mean[g] /= rows;
  let totalSquares = 0;
  for (let g = 0; g < cols; g++) totalSquares += (rows - filled[g]) * mean[g] * mean[g];
  for (let p = 0; p < indices.length; p++) totalSquares += (data[p] - mean[indices[p]]) ** 2;
  return { mean, totalSquares };
}

/** weightsᵀ X of a block X of `width` columns. */
function weightedSums(weights: Float64Array, block: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (let i = 0; i < weights.length; i++)
    for (let c = 0; c < width; c++) sums[c] += weights[i] * block[i * width + c];
  return sums;
}

/** The sum of the parts of `length` values that lie one after another, in their order. */
function summed(parts: Float64Array, length: number): Float64Array {
  const sum = new Float64Array(length);
  for (let start = 0; start < parts.length; start += length)
    for (let i = 0; i < length; i++) sum[i] += parts[start + i];
  return sum;
}
