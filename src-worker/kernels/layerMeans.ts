import type { SparseMatrix } from '../data/arrays.ts';
import type { Neighbourhoods } from '../data/neighbourhoods.ts';
import { defineKernel } from './kernel.ts';
import { GENES_AT_ONCE, neighborhoodMeans, SETS } from './neighborhoodMeans.ts';

/** Genes that are laid out in full at once. */
export const GENES_LAID_OUT = SETS * GENES_AT_ONCE;

export interface LayerMeansArgs {
  /** Cells × genes. */
  layer: SparseMatrix;
  graph: Neighbourhoods;
  /** Result, genes × cells. */
  out: Float32Array;
}

/**
 * For the genes `from` to `to`, the mean over the neighbourhood of each cell. The layer is read as it lies, by cell, and a few
 * genes at a time are laid out in full: so nothing is turned, and what is averaged stays near the processor.
 */
export const layerMeans = defineKernel<LayerMeansArgs>('moments.layerMeans', (args, from, to) => {
  const { layer, graph, out } = args;
  const { rows: cells, indptr, indices, data } = layer;
  const { values, means, order, average } = neighborhoodMeans(graph);
  const reading = readingOf(args);
  if (reading.gene > from) startAnew(reading, args);
  const { next } = reading;
  for (let first = from; first < to; first += GENES_LAID_OUT) {
    const last = Math.min(to, first + GENES_LAID_OUT);
    values.fill(0);
    for (let k = 0; k < cells; k++) {
      const end = indptr[order[k] + 1];
      let p = next[k];
      while (p < end && indices[p] < first) p++;
      for (; p < end; p++) {
        const place = indices[p] - first;
        if (place >= last - first) break;
        values[GENES_AT_ONCE * (k + cells * (place >>> 3)) + (place & 7)] = data[p];
      }
      next[k] = p;
    }
    reading.gene = last;
    for (let g = first; g < last; g++) {
      const place = (g - first) % GENES_AT_ONCE;
      if (place === 0) average(Math.floor((g - first) / GENES_AT_ONCE));
      out.set(means[place], g * cells);
    }
  }
});

/** Up to where this thread has read the cells, in the order in which it averages them: it only goes on from there. */
interface Reading {
  /** Where the entries of this gene and of later ones begin. */
  gene: number;
  next: Uint32Array;
}

const readings = new WeakMap<LayerMeansArgs, Reading>();

function readingOf(args: LayerMeansArgs): Reading {
  let reading = readings.get(args);
  if (!reading) {
    reading = { gene: 0, next: new Uint32Array(args.layer.rows) };
    startAnew(reading, args);
    readings.set(args, reading);
  }
  return reading;
}

function startAnew(reading: Reading, { layer, graph }: LayerMeansArgs): void {
  const { order } = neighborhoodMeans(graph);
  for (let k = 0; k < order.length; k++) reading.next[k] = layer.indptr[order[k]];
  reading.gene = 0;
}
