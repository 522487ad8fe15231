import { sharedArray, type SparseMatrix } from '../../data/arrays.ts';
import { transpose } from '../../data/sparse.ts';
import { centredProduct, PRODUCT_WIDTH } from '../../kernels/centredProduct.ts';
import type { StepContext } from '../step.ts';

/**
 * A sparse cells × genes matrix seen as if the mean of each gene had been subtracted, as an operator on blocks of
 * four columns. Blocks are row-major on shared memory.
 */
export interface CentredMatrix {
  cells: number;
  genes: number;
  /** The sum of squares of the centred matrix. */
  totalSquares: number;
  /** Centred A times a genes × 4 block: a cells × 4 block. */
  times(block: Float64Array): Promise<Float64Array>;
  /** The transpose of centred A times a cells × 4 block: a genes × 4 block. */
  transposeTimes(block: Float64Array): Promise<Float64Array>;
}

/** Prepares the centred view; every product runs in parallel and sums in an order that threads do not change. */
export function centredMatrix(
  matrix: SparseMatrix<Float32Array>,
  parallel: StepContext['parallel'],
): CentredMatrix {
  const { rows: cells, cols: genes } = matrix;
  const byGene = transpose(matrix);
  const { mean, totalSquares } = columnMeans(byGene);
  const ones = sharedArray('f64', cells).fill(1);

  const product = async (
    a: SparseMatrix<Float32Array>,
    x: Float64Array,
    left: Float64Array,
    right: Float64Array,
  ): Promise<Float64Array> => {
    const out = sharedArray('f64', a.rows * PRODUCT_WIDTH);
    const args = { indptr: a.indptr, indices: a.indices, data: a.data, x, left, right, out };
    await parallel(centredProduct, args, a.rows, { tile: 256 });
    return out;
  };
  return {
    cells,
    genes,
    totalSquares,
    times: (block) => product(matrix, block, ones, weightedColumnSums(block, mean)),
    transposeTimes: (block) => product(byGene, block, mean, weightedColumnSums(block, ones)),
  };
}

function columnMeans(byGene: SparseMatrix<Float32Array>): { mean: Float64Array; totalSquares: number } {
  const { rows: genes, cols: cells, indptr, data } = byGene;
  const mean = sharedArray('f64', genes);
  let totalSquares = 0;
  for (let g = 0; g < genes; g++) {
    let sum = 0;
    for (let p = indptr[g]; p < indptr[g + 1]; p++) sum += data[p];
    mean[g] = sum / cells;
    let squares = (cells - (indptr[g + 1] - indptr[g])) * mean[g] * mean[g];
    for (let p = indptr[g]; p < indptr[g + 1]; p++) squares += (data[p] - mean[g]) ** 2;
    totalSquares += squares;
  }
  return { mean, totalSquares };
}

function weightedColumnSums(block: Float64Array, weights: Float64Array): Float64Array {
  const sums = new Float64Array(PRODUCT_WIDTH);
  for (let i = 0; i < weights.length; i++)
    for (let c = 0; c < PRODUCT_WIDTH; c++) sums[c] += weights[i] * block[i * PRODUCT_WIDTH + c];
  return sums;
}
