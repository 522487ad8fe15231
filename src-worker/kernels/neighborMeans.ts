import { defineKernel } from './kernel.ts';

export interface NeighborMeansArgs {
  cells: number;
  /** Values by gene: genes × cells in compressed rows. */
  indptr: Uint32Array;
  indices: Uint32Array;
  data: Float32Array;
  /** For each cell, the cells in whose neighbourhood it is, itself included. */
  memberIndptr: Uint32Array;
  memberIndices: Uint32Array;
  /** 1 / size of the neighbourhood of each cell. */
  inverseSize: Float64Array;
  /** Result, genes × cells. */
  out: Float32Array;
}

/** For the genes `from` to `to`, the mean over the neighbourhood of each cell. */
export const neighborMeans = defineKernel<NeighborMeansArgs>('moments.neighborMeans', (args, from, to) => {
  const { cells, indptr, indices, data, memberIndptr, memberIndices, inverseSize, out } = args;
  const sums = new Float64Array(cells);
  for (let g = from; g < to; g++) {
    sums.fill(0);
    for (let p = indptr[g]; p < indptr[g + 1]; p++) {
      const value = data[p];
      const end = memberIndptr[indices[p] + 1];
      for (let q = memberIndptr[indices[p]]; q < end; q++) sums[memberIndices[q]] += value;
    }
    const base = g * cells;
    for (let i = 0; i < cells; i++) out[base + i] = sums[i] * inverseSize[i];
  }
});
