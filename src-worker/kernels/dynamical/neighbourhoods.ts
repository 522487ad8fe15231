import { sharedArray, type SparseMatrix } from '../../data/arrays.ts';

/** The cells over which each cell's values are averaged: its neighbours and itself, all with one weight. */
export interface Neighbourhoods {
  indptr: Uint32Array;
  indices: Uint32Array;
}

/**
 * Neighbourhoods from a neighbour graph (cells × cells): every cell with a positive connectivity, and the cell itself.
 * The indices ascend within a cell.
 */
export function neighbourhoods(connectivities: SparseMatrix): Neighbourhoods {
  const { rows, indptr, indices, data } = connectivities;
  const starts = sharedArray('u32', rows + 1);
  for (let i = 0; i < rows; i++) {
    let count = 1;
    for (let p = indptr[i]; p < indptr[i + 1]; p++) if (data[p] > 0 && indices[p] !== i) count++;
    starts[i + 1] = starts[i] + count;
  }
  const members = sharedArray('u32', starts[rows]);
  for (let i = 0, q = 0; i < rows; i++) {
    let self = false;
    for (let p = indptr[i]; p < indptr[i + 1]; p++) {
      const j = indices[p];
      if (j === i || !(data[p] > 0)) continue;
      if (!self && j > i) {
        members[q++] = i;
        self = true;
      }
      members[q++] = j;
    }
    if (!self) members[q++] = i;
  }
  return { indptr: starts, indices: members };
}

/** Writes to `out` the mean of `values` over each cell's neighbourhood. The arrays must differ. */
export function neighbourMean(graph: Neighbourhoods, values: ArrayLike<number>, out: Float64Array): void {
  const { indptr, indices } = graph;
  for (let i = 0; i < out.length; i++) {
    const from = indptr[i];
    const to = indptr[i + 1];
    let sum = 0;
    for (let p = from; p < to; p++) sum += values[indices[p]];
    out[i] = sum / (to - from);
  }
}

/** The same for two values a cell at once, which lie in `pairs` one after the other. */
export function neighbourMeanOfPairs(graph: Neighbourhoods, pairs: Float64Array, out: Float64Array): void {
  const { indptr, indices } = graph;
  const cells = indptr.length - 1;
  for (let i = 0; i < cells; i++) {
    const from = indptr[i];
    const to = indptr[i + 1];
    let first = 0;
    let second = 0;
    for (let p = from; p < to; p++) {
      const q = 2 * indices[p];
      first += pairs[q];
      second += pairs[q + 1];
    }
    const share = 1 / (to - from);
    out[2 * i] = first * share;
    out[2 * i + 1] = second * share;
  }
}
