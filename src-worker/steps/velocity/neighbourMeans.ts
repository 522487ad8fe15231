import { sharedArray, type SparseMatrix } from '../../data/arrays.ts';

/**
 * Uniform means over neighbourhoods, laid out by the cell that gives: `receivers` of cell j are the cells in whose
 * neighbourhood j lies, itself among them; `shares` is 1 / (size of the neighbourhood) of each receiving cell.
 */
export interface NeighbourMeans {
  indptr: Uint32Array;
  receivers: Uint32Array;
  shares: Float64Array;
}

/**
 * The neighbourhoods over which moments are taken: each cell and every cell with a positive connectivity to it, all
 * with the same weight. `connectivities` is cells × cells.
 */
export function neighbourMeans(connectivities: SparseMatrix): NeighbourMeans {
  const { rows: cells, indptr, indices, data } = connectivities;
  const counts = new Uint32Array(cells).fill(1);
  const out = sharedArray('u32', cells + 1).fill(1, 1);
  forEachNeighbour((i, j) => {
    counts[i]++;
    out[j + 1]++;
  });
  for (let j = 0; j < cells; j++) out[j + 1] += out[j];
  const receivers = sharedArray('u32', out[cells]);
  const next = out.slice(0, cells);
  for (let j = 0; j < cells; j++) receivers[next[j]++] = j;
  forEachNeighbour((i, j) => {
    receivers[next[j]++] = i;
  });
  const shares = sharedArray('f64', cells);
  for (let i = 0; i < cells; i++) shares[i] = 1 / counts[i];
  return { indptr: out, receivers, shares };

  function forEachNeighbour(visit: (i: number, j: number) => void): void {
    for (let i = 0; i < cells; i++)
      for (let p = indptr[i]; p < indptr[i + 1]; p++)
        if (indices[p] !== i && data[p] > 0) visit(i, indices[p]);
  }
}
