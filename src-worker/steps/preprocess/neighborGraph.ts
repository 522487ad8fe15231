import { sharedArray, type SparseMatrix } from '../../data/arrays.ts';
import { transpose } from '../../data/sparse.ts';

/** A points × neighbours table of column indices and values as a square sparse matrix with ascending columns. */
export function graphFromLists(
  indices: Uint32Array,
  values: ArrayLike<number>,
  points: number,
): SparseMatrix<Float32Array> {
  const neighbors = indices.length / points;
  const indptr = sharedArray('u32', points + 1);
  const outIndices = sharedArray('u32', indices.length);
  const data = sharedArray('f32', indices.length);
  const order = new Uint32Array(neighbors);
  for (let i = 0; i < points; i++) {
    const start = i * neighbors;
    for (let n = 0; n < neighbors; n++) order[n] = start + n;
    order.sort((a, b) => indices[a] - indices[b]);
    for (let n = 0; n < neighbors; n++) {
      outIndices[start + n] = indices[order[n]];
      data[start + n] = values[order[n]];
    }
    indptr[i + 1] = start + neighbors;
  }
  return { kind: 'sparse', rows: points, cols: points, indptr, indices: outIndices, data };
}

/**
 * The fuzzy union P + Pᵀ − P ∘ Pᵀ of a directed graph of strengths in [0, 1]: symmetric, without self-loops and
 * without zeros.
 */
export function fuzzyUnion(directed: SparseMatrix<Float32Array>): SparseMatrix<Float32Array> {
  return merge(directed, transpose(directed), (a, b) => a + b - a * b);
}

/** Row by row, `combine(a, b)` wherever either matrix has an entry (0 where it has none), off the diagonal. */
export function merge(
  a: SparseMatrix,
  b: SparseMatrix,
  combine: (a: number, b: number) => number,
): SparseMatrix<Float32Array> {
  const limit = a.indices.length + b.indices.length;
  const columns = new Uint32Array(limit);
  const values = new Float32Array(limit);
  const indptr = sharedArray('u32', a.rows + 1);
  let count = 0;
  for (let i = 0; i < a.rows; i++) {
    let p = a.indptr[i];
    let q = b.indptr[i];
    const pEnd = a.indptr[i + 1];
    const qEnd = b.indptr[i + 1];
    while (p < pEnd || q < qEnd) {
      const left = p < pEnd ? a.indices[p] : Infinity;
      const right = q < qEnd ? b.indices[q] : Infinity;
      const column = Math.min(left, right);
      const value = combine(left === column ? a.data[p++] : 0, right === column ? b.data[q++] : 0);
      if (value === 0 || column === i) continue;
      columns[count] = column;
      values[count++] = value;
    }
    indptr[i + 1] = count;
  }
  const indices = sharedArray('u32', count);
  const data = sharedArray('f32', count);
  indices.set(columns.subarray(0, count));
  data.set(values.subarray(0, count));
  return { kind: 'sparse', rows: a.rows, cols: a.cols, indptr, indices, data };
}
