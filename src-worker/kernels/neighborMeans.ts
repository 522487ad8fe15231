import type { Neighbourhoods } from '../data/neighbourhoods.ts';
import { defineKernel } from './kernel.ts';

export interface NeighborMeansArgs {
  cells: number;
  /** Values by gene: genes × cells in compressed rows. */
  indptr: Uint32Array;
  indices: Uint32Array;
  data: Float32Array;
  graph: Neighbourhoods;
  /** Result, genes × cells. */
  out: Float32Array;
}

/** For the genes `from` to `to`, the mean over the neighbourhood of each cell. */
export const neighborMeans = defineKernel<NeighborMeansArgs>('moments.neighborMeans', (args, from, to) => {
  const { cells, indptr, indices, data, out } = args;
  const { receiverIndptr, receivers, share } = args.graph;
  const sums = new Float64Array(cells);
  for (let g = from; g < to; g++) {
    sums.fill(0);
    for (let p = indptr[g]; p < indptr[g + 1]; p++) {
      const value = data[p];
      const end = receiverIndptr[indices[p] + 1];
      for (let q = receiverIndptr[indices[p]]; q < end; q++) sums[receivers[q]] += value;
    }
    const base = g * cells;
    for (let i = 0; i < cells; i++) out[base + i] = sums[i] * share[i];
  }
});
