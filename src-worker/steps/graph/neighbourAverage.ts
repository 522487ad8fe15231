import type { SparseMatrix } from '../../data/arrays.ts';

/**
 * The plain mean of `values` over each cell and its neighbours: the cells with a positive entry in its row of
 * `neighbours` (connectivities or distances), each counted once. The sums are in double precision.
 */
export function neighbourAverage(neighbours: SparseMatrix, values: ArrayLike<number>): Float64Array {
  const { rows, indptr, indices, data } = neighbours;
  const out = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let sum = values[i];
    let count = 1;
    for (let p = indptr[i]; p < indptr[i + 1]; p++) {
      if (data[p] <= 0 || indices[p] === i) continue;
      sum += values[indices[p]];
      count++;
    }
    out[i] = sum / count;
  }
  return out;
}
