import { dtypeOf, sharedArray, type SparseMatrix } from './arrays.ts';

/**
 * The transpose of a CSR matrix, again as CSR (so: the matrix by columns) and in the same precision; row order within a
 * column ascends. Not by `turned`, which looks up a place for each entry: that takes half as long again.
 */
export function transpose<T extends Float32Array | Float64Array>(matrix: SparseMatrix<T>): SparseMatrix<T> {
  const { rows, cols, indptr, indices, data } = matrix;
  const entries = indptr[rows];
  const outIndptr = sharedArray('u32', cols + 1);
  for (let p = 0; p < entries; p++) outIndptr[indices[p] + 1]++;
  for (let c = 0; c < cols; c++) outIndptr[c + 1] += outIndptr[c];
  const next = outIndptr.slice();
  const outIndices = sharedArray('u32', entries);
  const outData = sharedArray(dtypeOf(data), entries) as T;
  for (let r = 0; r < rows; r++) {
    for (let p = indptr[r]; p < indptr[r + 1]; p++) {
      const q = next[indices[p]]++;
      outIndices[q] = r;
      outData[q] = data[p];
    }
  }
  return { kind: 'sparse', rows: cols, cols: rows, indptr: outIndptr, indices: outIndices, data: outData };
}

/**
 * The submatrix of the given rows and columns, in the given order. Where these are all, its values are a copy, and where they lie
 * is shared with the matrix. Indices beyond the matrix are a RangeError.
 */
export function submatrix(
  matrix: SparseMatrix,
  rowIndex: ArrayLike<number>,
  colIndex: ArrayLike<number>,
): SparseMatrix<Float32Array> {
  if (isAll(rowIndex, matrix.rows) && isAll(colIndex, matrix.cols)) {
    const data = sharedArray('f32', matrix.data.length);
    data.set(matrix.data);
    return { ...matrix, data };
  }
  const position = new Int32Array(matrix.cols).fill(-1);
  for (let c = 0; c < colIndex.length; c++) {
    if (colIndex[c] >= matrix.cols) throw new RangeError(`Column ${colIndex[c]} of ${matrix.cols}`);
    position[colIndex[c]] = c;
  }
  const ordered = isAscending(colIndex);
  const indptr = sharedArray('u32', rowIndex.length + 1);
  for (let r = 0; r < rowIndex.length; r++) {
    if (rowIndex[r] >= matrix.rows) throw new RangeError(`Row ${rowIndex[r]} of ${matrix.rows}`);
    let kept = 0;
    for (let p = matrix.indptr[rowIndex[r]]; p < matrix.indptr[rowIndex[r] + 1]; p++)
      if (position[matrix.indices[p]] >= 0) kept++;
    indptr[r + 1] = indptr[r] + kept;
  }
  const indices = sharedArray('u32', indptr[rowIndex.length]);
  const data = sharedArray('f32', indptr[rowIndex.length]);
  for (let r = 0, q = 0; r < rowIndex.length; r++) {
    for (let p = matrix.indptr[rowIndex[r]]; p < matrix.indptr[rowIndex[r] + 1]; p++) {
      const c = position[matrix.indices[p]];
      if (c < 0) continue;
      indices[q] = c;
      data[q++] = matrix.data[p];
    }
    if (!ordered) sortRow(indices, data, indptr[r], indptr[r + 1]);
  }
  return { kind: 'sparse', rows: rowIndex.length, cols: colIndex.length, indptr, indices, data };
}

/**
 * The square matrix of the chosen rows and the same columns, in the given order, in the same precision; columns ascend within a row.
 * In an order in which near cells stand together, products with it read what lies together.
 */
export function reordered<T extends Float32Array | Float64Array>(
  matrix: SparseMatrix<T>,
  order: Uint32Array,
): SparseMatrix<T> {
  const size = order.length;
  // The transpose, whose rows ascend because the rows of the matrix are taken in the new order; and that turned back.
  const { starts, indices, values } = turned(matrix, order, (entries) => ({
    indices: new Uint32Array(entries),
    values: new (matrix.data.constructor as new (length: number) => T)(entries),
  }));
  return transpose({ kind: 'sparse', rows: size, cols: size, indptr: starts, indices, data: values });
}

/**
 * The transpose of a matrix, or of the square matrix of the `chosen` rows and the same columns in their order, in the room that
 * `makeRoom` gives for so many entries. Columns ascend within a row.
 *
 * @returns the room, and in `starts` where each row begins in it, and the last one ends
 */
export function turned<R extends { indices: Uint32Array; values: Float32Array | Float64Array }>(
  { rows, cols, indptr, indices, data }: SparseMatrix,
  chosen: Uint32Array | undefined,
  makeRoom: (entries: number, rows: number) => R,
): R & { starts: Uint32Array } {
  const taken = chosen ?? Uint32Array.from({ length: rows }, (_, i) => i);
  const size = chosen?.length ?? cols;
  const place = Int32Array.from({ length: cols }, chosen ? () => -1 : (_, c) => c);
  chosen?.forEach((column, c) => (place[column] = c));
  const starts = new Uint32Array(size + 1);
  for (const row of taken)
    for (let p = indptr[row]; p < indptr[row + 1]; p++)
      if (place[indices[p]] >= 0) starts[place[indices[p]] + 1]++;
  for (let c = 0; c < size; c++) starts[c + 1] += starts[c];
  const room = makeRoom(starts[size], size);
  const { indices: toIndices, values: toValues } = room;
  const next = starts.slice();
  for (let r = 0; r < taken.length; r++) {
    for (let p = indptr[taken[r]]; p < indptr[taken[r] + 1]; p++) {
      const c = place[indices[p]];
      if (c < 0) continue;
      const q = next[c]++;
      toIndices[q] = r;
      toValues[q] = data[p];
    }
  }
  return { ...room, starts };
}

/** A CSR matrix from a row-major dense array, keeping its nonzero values. */
export function sparseFromDense(
  values: ArrayLike<number>,
  rows: number,
  cols: number,
): SparseMatrix<Float32Array> {
  const indptr = sharedArray('u32', rows + 1);
  for (let r = 0; r < rows; r++) {
    let count = 0;
    for (let c = 0; c < cols; c++) if (values[r * cols + c] !== 0) count++;
    indptr[r + 1] = indptr[r] + count;
  }
  const indices = sharedArray('u32', indptr[rows]);
  const data = sharedArray('f32', indptr[rows]);
  for (let r = 0, q = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      if (values[r * cols + c] === 0) continue;
      indices[q] = c;
      data[q++] = values[r * cols + c];
    }
  }
  return { kind: 'sparse', rows, cols, indptr, indices, data };
}

/** A CSR matrix as a row-major dense array: for small matrices, as in tests and comparisons. */
export function toDense({ rows, cols, indptr, indices, data }: SparseMatrix): Float64Array {
  const out = new Float64Array(rows * cols);
  for (let r = 0; r < rows; r++)
    for (let p = indptr[r]; p < indptr[r + 1]; p++) out[r * cols + indices[p]] = data[p];
  return out;
}

/** The same matrix with values of single precision. */
export function singlePrecision(matrix: SparseMatrix): SparseMatrix<Float32Array> {
  return { ...matrix, data: Float32Array.from(matrix.data) };
}

/** The sum of each row. */
export function rowSums(matrix: SparseMatrix): Float64Array {
  const sums = new Float64Array(matrix.rows);
  for (let r = 0; r < matrix.rows; r++)
    for (let p = matrix.indptr[r]; p < matrix.indptr[r + 1]; p++) sums[r] += matrix.data[p];
  return sums;
}

function isAll(index: ArrayLike<number>, count: number): boolean {
  if (index.length !== count) return false;
  for (let i = 0; i < count; i++) if (index[i] !== i) return false;
  return true;
}

function isAscending(index: ArrayLike<number>): boolean {
  for (let i = 1; i < index.length; i++) if (index[i] <= index[i - 1]) return false;
  return true;
}

function sortRow(indices: Uint32Array, data: Float32Array, from: number, to: number): void {
  const order = Array.from({ length: to - from }, (_, i) => from + i).sort((a, b) => indices[a] - indices[b]);
  const sortedIndices = order.map((p) => indices[p]);
  const sortedData = order.map((p) => data[p]);
  indices.set(sortedIndices, from);
  data.set(sortedData, from);
}

/** Sum of each column. */
export function columnSums({ cols, indices, data }: SparseMatrix): Float64Array {
  const sums = new Float64Array(cols);
  for (let p = 0; p < data.length; p++) sums[indices[p]] += data[p];
  return sums;
}

/** How many rows have a value above 0 in each column. */
export function positiveCounts({ cols, indices, data }: SparseMatrix): Uint32Array {
  const counts = new Uint32Array(cols);
  for (let p = 0; p < indices.length; p++) if (data[p] > 0) counts[indices[p]]++;
  return counts;
}
