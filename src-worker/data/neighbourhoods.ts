import { sharedArray, type SparseMatrix } from './arrays.ts';

/** The cells over which each cell's values are averaged: its neighbours and itself, all with one weight. */
export interface Neighbourhoods {
  indptr: Uint32Array;
  indices: Uint32Array;
  /** The same by the cell that is averaged over: the cells in whose neighbourhood each cell is. */
  receiverIndptr: Uint32Array;
  receivers: Uint32Array;
  /** 1 / size of each cell's neighbourhood. */
  share: Float64Array;
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
  const share = sharedArray('f64', rows);
  for (let i = 0; i < rows; i++) share[i] = 1 / (starts[i + 1] - starts[i]);
  return { indptr: starts, indices: members, ...receiversOf(starts, members), share };
}

/**
 * The same neighbourhoods with at most so many cells each, which lie evenly among their cells in the order of these: their means are
 * near those of all, and taken sooner.
 */
export function thinned({ indptr, indices }: Neighbourhoods, most: number): Neighbourhoods {
  const cells = indptr.length - 1;
  const size = (i: number): number => Math.min(most, indptr[i + 1] - indptr[i]);
  const starts = sharedArray('u32', cells + 1);
  for (let i = 0; i < cells; i++) starts[i + 1] = starts[i] + size(i);
  const members = sharedArray('u32', starts[cells]);
  const share = sharedArray('f64', cells);
  for (let i = 0; i < cells; i++) {
    const all = indptr[i + 1] - indptr[i];
    const kept = size(i);
    for (let k = 0; k < kept; k++)
      members[starts[i] + k] = indices[indptr[i] + Math.trunc(((k + 0.5) * all) / kept)];
    share[i] = 1 / kept;
  }
  return { indptr: starts, indices: members, ...receiversOf(starts, members), share };
}

/** Writes to `out` the mean of `values` over each cell's neighbourhood. The arrays must differ. */
export function neighbourMean(graph: Neighbourhoods, values: ArrayLike<number>, out: Float64Array): void {
  const { indptr, indices, share } = graph;
  for (let i = 0; i < share.length; i++) {
    const to = indptr[i + 1];
    let sum = 0;
    for (let p = indptr[i]; p < to; p++) sum += values[indices[p]];
    out[i] = sum * share[i];
  }
}

/** The same for two values a cell at once, which lie in `pairs` one after the other. */
export function neighbourMeanOfPairs(graph: Neighbourhoods, pairs: Float64Array, out: Float64Array): void {
  const { indptr, indices, share } = graph;
  for (let i = 0; i < share.length; i++) {
    const to = indptr[i + 1];
    let first = 0;
    let second = 0;
    for (let p = indptr[i]; p < to; p++) {
      const q = 2 * indices[p];
      first += pairs[q];
      second += pairs[q + 1];
    }
    out[2 * i] = first * share[i];
    out[2 * i + 1] = second * share[i];
  }
}

/** The same for three values a cell. */
export function neighbourMeanOfTriples(
  graph: Neighbourhoods,
  triples: Float64Array,
  out: Float64Array,
): void {
  const { indptr, indices, share } = graph;
  for (let i = 0; i < share.length; i++) {
    const to = indptr[i + 1];
    let first = 0;
    let second = 0;
    let third = 0;
    for (let p = indptr[i]; p < to; p++) {
      const q = 3 * indices[p];
      first += triples[q];
      second += triples[q + 1];
      third += triples[q + 2];
    }
    out[3 * i] = first * share[i];
    out[3 * i + 1] = second * share[i];
    out[3 * i + 2] = third * share[i];
  }
}

/**
 * Brings the means of pairs up to date where one value of one cell changed by `change`: the first (`place` 0) or the
 * second (1) of its pair.
 */
export function addToMeans(
  graph: Neighbourhoods,
  cell: number,
  place: number,
  change: number,
  means: Float64Array,
): void {
  const { receiverIndptr, receivers, share } = graph;
  const to = receiverIndptr[cell + 1];
  for (let p = receiverIndptr[cell]; p < to; p++) {
    const i = receivers[p];
    means[2 * i + place] += change * share[i];
  }
}

function receiversOf(
  indptr: Uint32Array,
  indices: Uint32Array,
): { receiverIndptr: Uint32Array; receivers: Uint32Array } {
  const cells = indptr.length - 1;
  const starts = sharedArray('u32', cells + 1);
  for (let p = 0; p < indptr[cells]; p++) starts[indices[p] + 1]++;
  for (let i = 0; i < cells; i++) starts[i + 1] += starts[i];
  const next = starts.slice(0, cells);
  const receivers = sharedArray('u32', indptr[cells]);
  for (let i = 0; i < cells; i++)
    for (let p = indptr[i]; p < indptr[i + 1]; p++) receivers[next[indices[p]]++] = i;
  return { receiverIndptr: starts, receivers };
}
