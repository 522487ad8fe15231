import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Dataset } from '../data/dataset.ts';
import { sparseFromDense, toDense } from '../data/sparse.ts';
import type { AnnData } from '../formats/h5ad/annData.ts';
import { writeH5ad } from '../formats/h5ad/write.ts';
import { temporaryFolder } from '../formats/testing.ts';

/** A folder of files for the tests of one file, gone after them. */
export function testFolder(): {
  at: (name: string) => string;
  counts: (name: string, cells: string[], options?: CountsOptions) => Promise<string>;
  annotated: (name: string, cells: string[], more?: Partial<AnnData>) => Promise<string>;
  table: (name: string, lines: string[]) => string;
} {
  const folder = temporaryFolder();
  const at = (name: string): string => join(folder, name);
  return {
    at,
    counts: async (name, cells, options = {}) => {
      await writeH5ad(at(name), countsOf(cells, options));
      return at(name);
    },
    annotated: async (name, cells, more = {}) => {
      await writeH5ad(at(name), {
        obs: { index: cells, columns: {} },
        var: { index: ['unrelated'], columns: {} },
        ...more,
      });
      return at(name);
    },
    table: (name, lines) => {
      writeFileSync(at(name), `${lines.join('\n')}\n`);
      return at(name);
    },
  };
}

export interface CountsOptions {
  genes?: string[];
  /** What makes the counts of this sample differ from those of others. */
  seed?: number;
  more?: Partial<AnnData>;
}

export const GENES = ['Actb', 'Gapdh', 'Sox2', 'Pax6', 'Neurog3'];

/** Counts that depend on seed, barcode and gene alone, so that a cell is known by them wherever it stands. */
export function countOf(seed: number, cell: string, gene: string, layer: string): number {
  let hash = seed + 17;
  for (const letter of `${cell}|${gene}|${layer}`) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0;
  return 1 + ((hash >>> 8) % 997);
}

function countsOf(cells: string[], { genes = GENES, seed = 0, more = {} }: CountsOptions): AnnData {
  const layer = (name: string): ReturnType<typeof sparseFromDense> =>
    sparseFromDense(
      cells.flatMap((cell) => genes.map((gene) => countOf(seed, cell, gene, name))),
      cells.length,
      genes.length,
    );
  return {
    obs: { index: cells, columns: {} },
    var: { index: genes, columns: {} },
    layers: { spliced: layer('spliced'), unspliced: layer('unspliced') },
    ...more,
  };
}

/** The counts of one cell, gene by gene. */
export function rowOf({ layers, cellNames, geneNames }: Dataset, cell: string, layer = 'spliced'): number[] {
  const row = cellNames.indexOf(cell);
  const values = toDense(layers[layer]);
  return Array.from(values.subarray(row * geneNames.length, (row + 1) * geneNames.length));
}

/** `n` different barcodes of 16 bases; others for another `start`. */
export function barcodes(n: number, start = 0): string[] {
  return Array.from({ length: n }, (_, i) => {
    let rest = Math.imul(start + i + 1, 2654435761) >>> 0;
    let out = '';
    for (let base = 0; base < 16; base++) {
      out += 'ACGT'[rest & 3];
      rest >>>= 2;
    }
    return out;
  });
}
