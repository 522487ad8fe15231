import { setImmediate } from 'node:timers/promises';

import type { DenseArray } from '../../src-worker/data/arrays.ts';
import type { CountLayer } from '../../src-worker/formats/counts/countLayer.ts';
import { targetSize } from '../../src-worker/views/oneGene.ts';
import { loadArray } from '../project/arrays.ts';
import { loadCountBlock } from '../project/counts.ts';
import { librarySizeKey } from '../project/datasets.ts';
import type { Source } from './source.ts';

/** Counts of each cell of a source over all genes of the dataset, and their median. */
export interface LibrarySizes {
  sizes: Float32Array;
  target: number;
}

/** The library sizes of a layer: those that the run stored, else counted anew (once) from the dataset. */
export async function librarySizes(source: Source, layer: CountLayer): Promise<LibrarySizes> {
  const { cache } = source.reader;
  const name = layer === 'spliced' ? 'initial_size_spliced' : 'initial_size_unspliced';
  if (source.has(name))
    return cache.get(`sizes/${source.fingerprint(name)}`, () => withTarget(source.stored(name).data));
  return cache.get(`sizes/${source.cellsKey}/${layer}`, async () => {
    const all = await cache.get(`sizes/${source.dataset.fingerprint}/all/${layer}`, () =>
      countSizes(source, layer),
    );
    return withTarget(source.cellIndex ? Float32Array.from(source.cellIndex, (i) => all[i]) : all);
  });
}

/** Unspliced counts over all counts of each cell; NaN for cells without counts. */
export async function unsplicedFraction(source: Source): Promise<Float32Array> {
  const { sizes: spliced } = await librarySizes(source, 'spliced');
  const { sizes: unspliced } = await librarySizes(source, 'unspliced');
  return unspliced.map((u, i) => u / (u + spliced[i]));
}

function withTarget(sizes: Float32Array): LibrarySizes {
  return { sizes, target: targetSize(sizes) };
}

/** As stored with the dataset; projects of the first schema have none. There block after block, giving way to other work in between: the whole layer can be large. */
async function countSizes(source: Source, layer: CountLayer): Promise<Float32Array> {
  const { dataset, reader } = source;
  const stored = loadArray(reader.database, { datasetId: dataset.id }, librarySizeKey(layer));
  if (stored) return (stored as DenseArray<Float32Array>).data;
  const sums = new Float64Array(dataset.cells);
  for (let gene = 0; gene < dataset.genes;) {
    const block = loadCountBlock(reader.database, dataset.id, layer, gene);
    const { indices, data } = block;
    for (let p = 0; p < indices.length; p++) sums[indices[p]] += data[p];
    gene = block.geneTo;
    await setImmediate();
  }
  return Float32Array.from(sums);
}
