import { sharedArray, type SparseMatrix } from '../../data/arrays.ts';
import {
  centredProduct,
  gramProduct,
  gramProductArgs,
  PRODUCT_WIDTH,
  type GramProductArgs,
} from '../../kernels/gramProduct.ts';
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
  /** AᵀA of the centred A times a genes × 8 block ({@link PRODUCT_WIDTH}), within 1e-7 of the length of the result. */
  gramTimes(block: Float64Array): Promise<Float64Array>;
  /** Centred A times a genes × width block: a cells × width block. */
  times(block: Float64Array, width: number): Promise<Float64Array>;
  /** The transpose of centred A times a cells × width block whose columns sum to 0: a genes × width block. */
  transposeTimes(block: Float64Array, width: number): Promise<Float64Array>;
}

/** Most parts that a sum over the cells is cut into; they are added in their order, whatever thread made them. */
const CHUNKS = 24;
const SMALLEST_CHUNK = 128;
/** Entries of the matrix in one WebAssembly memory, which holds 4 GiB. */
const MOST_ENTRIES = 2 ** 28;
/** Logarithms that are kept to be looked up. */
const KNOWN_BITS = 10;
const KNOWN = 2 ** KNOWN_BITS;

/**
 * Prepares the centred view of `log(1 + x)` of a matrix; every product runs in parallel and sums in an order that threads do not
 * change.
 */
export function centredLogarithms(
  matrix: SparseMatrix<Float32Array>,
  parallel: Work['parallel'],
  mostEntries = MOST_ENTRIES,
): CentredMatrix {
  const { rows: cells, cols: genes } = matrix;
  const parts = logarithmsInParts(matrix, mostEntries);
  const { mean, totalSquares } = columnMeans(parts, cells, genes);

  return {
    cells,
    genes,
    totalSquares,
    async gramTimes(block) {
      const shift = weightedSums(mean, block, PRODUCT_WIDTH);
      const product = new Float64Array(genes * PRODUCT_WIDTH);
      const total = new Float64Array(PRODUCT_WIDTH);
      for (const part of parts) {
        part.x.set(block);
        part.shift.set(shift);
        await parallel(gramProduct, part, Math.ceil(part.rows / part.chunk), { tile: 1 });
        addParts(part.out, product);
        addParts(part.sums, total);
      }
      for (let g = 0; g < genes; g++)
        for (let c = 0; c < PRODUCT_WIDTH; c++) product[g * PRODUCT_WIDTH + c] -= mean[g] * total[c];
      return product;
    },
    async times(block, width) {
      const product = sharedArray('f64', cells * width);
      const shift = weightedSums(mean, block, width);
      for (let column = 0; column < width; column += PRODUCT_WIDTH) {
        const count = Math.min(PRODUCT_WIDTH, width - column);
        let first = 0;
        for (const part of parts) {
          copyColumns(block, width, column, part.exactX, PRODUCT_WIDTH, 0, genes, count);
          part.exactShift.set(shift.subarray(column, column + count));
          await parallel(centredProduct, part, part.rows, { tile: 256 });
          const place = product.subarray(first * width);
          copyColumns(part.exactOut, PRODUCT_WIDTH, 0, place, width, column, part.rows, count);
          first += part.rows;
        }
      }
      return product;
    },
    async transposeTimes(block, width) {
      const product = new Float64Array(genes * width);
      let first = 0;
      for (const { rows, chunk, indptr, indices, data } of parts) {
        const chunks = Math.ceil(rows / chunk);
        const out = sharedArray('f64', chunks * genes * width);
        const x = block.subarray(first * width, (first + rows) * width);
        const args = { indptr, indices, data, columns: genes, chunk, width, x, out };
        await parallel(transposedProduct, args, chunks, { tile: 1 });
        addParts(out, product);
        first += rows;
      }
      return product;
    },
  };
}

/** log(1 + x) of ranges of rows, each in a memory of its own; mostly there is one. */
function logarithmsInParts(
  { rows, cols, indptr, indices, data }: SparseMatrix<Float32Array>,
  mostEntries: number,
): GramProductArgs[] {
  const chunk = Math.max(SMALLEST_CHUNK, Math.ceil(rows / CHUNKS));
  const parts: GramProductArgs[] = [];
  for (let start = 0; start < rows;) {
    let end = Math.min(rows, start + chunk);
    while (end < rows && indptr[Math.min(rows, end + chunk)] - indptr[start] <= mostEntries)
      end = Math.min(rows, end + chunk);
    const from = indptr[start];
    const to = indptr[end];
    const part = gramProductArgs(end - start, cols, to - from, chunk);
    for (let i = start; i <= end; i++) part.indptr[i - start] = indptr[i] - from;
    part.indices.set(indices.subarray(from, to));
    logarithms(data.subarray(from, to), part.data);
    parts.push(part);
    start = end;
  }
  return parts;
}

/** log(1 + x) of each value. Those of one cell are few different ones, so what was found is looked up before it is found anew. */
function logarithms(values: Float32Array, out: Float32Array): void {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const known = new Uint32Array(KNOWN);
  const found = new Float32Array(KNOWN);
  for (let p = 0; p < values.length; p++) {
    const place = Math.imul(bits[p], 0x9e3779b1) >>> (32 - KNOWN_BITS);
    if (known[place] !== bits[p]) {
      known[place] = bits[p];
      found[place] = Math.log1p(values[p]);
    }
    out[p] = found[place];
  }
}

function columnMeans(
  parts: readonly GramProductArgs[],
  rows: number,
  columns: number,
): { mean: Float64Array; totalSquares: number } {
  const mean = new Float64Array(columns);
  const filled = new Uint32Array(columns);
  for (const { indices, data } of parts) {
    for (let p = 0; p < indices.length; p++) {
      mean[indices[p]] += data[p];
      filled[indices[p]]++;
    }
  }
  for (let g = 0; g < columns; g++) mean[g] /= rows;
  let totalSquares = 0;
  for (let g = 0; g < columns; g++) totalSquares += (rows - filled[g]) * mean[g] * mean[g];
  for (const { indices, data } of parts)
    for (let p = 0; p < indices.length; p++) totalSquares += (data[p] - mean[indices[p]]) ** 2;
  return { mean, totalSquares };
}

/** Copies `count` columns of so many rows of a row-major block to another of another width. */
function copyColumns(
  from: Float64Array,
  fromWidth: number,
  fromColumn: number,
  to: Float64Array,
  toWidth: number,
  toColumn: number,
  rows: number,
  count: number,
): void {
  for (let i = 0, p = fromColumn, q = toColumn; i < rows; i++, p += fromWidth, q += toWidth)
    for (let c = 0; c < count; c++) to[q + c] = from[p + c];
}

/** weightsᵀ X of a block X of `width` columns. */
function weightedSums(weights: Float64Array, block: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (let i = 0; i < weights.length; i++)
    for (let c = 0; c < width; c++) sums[c] += weights[i] * block[i * width + c];
  return sums;
}

/** Adds the parts that lie one after another, in their order. */
function addParts(parts: Float64Array, sum: Float64Array): void {
  for (let start = 0; start < parts.length; start += sum.length)
    for (let i = 0; i < sum.length; i++) sum[i] += parts[start + i];
}
