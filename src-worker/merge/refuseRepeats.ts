import { realpathSync } from 'node:fs';

import type { Dataset } from '../data/dataset.ts';
import { DataError } from '../data/errors.ts';
import { COUNT_LAYERS } from '../formats/counts/countLayer.ts';
import type { ImportSource } from '../formats/source.ts';
import { splitAtBases } from './readings.ts';

/** @throws DataError where there is no file with counts, or a file is given twice. */
export function refuseRepeatedFiles({ counts, annotations = [] }: ImportSource): void {
  if (counts.length === 0)
    throw new DataError(
      'no file with counts was given.',
      {},
      'Choose a file with spliced and unspliced counts.',
    );
  const seen = new Set<string>();
  for (const path of [...counts.map((file) => file.path), ...annotations]) {
    const real = realPath(path);
    if (seen.has(real))
      throw new DataError('this file is given twice.', { file: path }, 'Leave it out once.');
    seen.add(real);
  }
}

/**
 * @param samples with the same genes in the same order.
 * @throws DataError where two of them hold the same cells: half of the smaller has barcode and counts of a cell of the other.
 */
export function refuseSameCells(samples: readonly Dataset[]): void {
  const keys = samples.map(({ cellNames }) => cellNames.map((name) => splitAtBases(name)?.key ?? name));
  const places = keys.map((list) => new Map(list.map((key, cell) => [key, cell])));
  for (let b = 1; b < samples.length; b++)
    for (let a = 0; a < b; a++) {
      let common = 0;
      keys[b].forEach((key, cell) => {
        const other = places[a].get(key);
        if (other !== undefined && sameCounts(samples[a], other, samples[b], cell)) common++;
      });
      if (common * 2 < Math.min(keys[a].length, keys[b].length)) continue;
      throw new DataError(
        `${common} of its ${keys[b].length} cells have the same barcodes and the same counts as cells of ${samples[a].source.path}.`,
        { file: samples[b].source.path },
        'This is one sample given twice: leave one of the two out.',
      );
    }
}

/** Whether two cells have the same counts, and any at all. */
function sameCounts(a: Dataset, cellA: number, b: Dataset, cellB: number): boolean {
  const some = Object.values(a.layers).some(({ indptr }) => indptr[cellA + 1] > indptr[cellA]);
  return (
    some &&
    COUNT_LAYERS.every((layer) => {
      const [one, other] = [a.layers[layer], b.layers[layer]];
      const [from, to] = [one.indptr[cellA], one.indptr[cellA + 1]];
      const start = other.indptr[cellB];
      if (other.indptr[cellB + 1] - start !== to - from) return false;
      for (let p = from, q = start; p < to; p++, q++)
        if (one.indices[p] !== other.indices[q] || one.data[p] !== other.data[q]) return false;
      return true;
    })
  );
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    // Its reader says what is wrong with it.
    return path;
  }
}
