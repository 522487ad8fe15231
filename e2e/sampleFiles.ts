import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Dataset } from '../src-worker/data/dataset.ts';
import { writeLoom } from '../src-worker/formats/loom/write.ts';
import { simulate } from '../src-worker/simulate/index.ts';

/** Cells of each sample. */
export const CELLS_A_SAMPLE = 200;
/** Cells that the shorter table lacks. */
export const CELLS_LEFT_OUT = 12;

export interface SampleFiles {
  /** Counts as velocyto writes them: the barcodes of both samples are the same, each with its sample in front. */
  counts: [string, string];
  /** Clusters and a UMAP of all cells by barcode, which are written as Seurat's merge does. */
  table: string;
  /** The same without the last cells. */
  shortTable: string;
}

/** Counts of two samples, `sampleA.loom` and `sampleB.loom`, and tables that say what their cells are. */
export async function writeSampleFiles(folder: string): Promise<SampleFiles> {
  const lines: string[] = [];
  const write = async (sample: string, seed: number): Promise<string> => {
    const { dataset } = simulate({ nCells: CELLS_A_SAMPLE, nGenes: 120, nStates: 3, seed });
    const path = join(folder, `${sample}.loom`);
    const barcodes = dataset.cellNames.map((_, cell) => barcodeOf(cell));
    const bare: Dataset = {
      ...dataset,
      cellNames: barcodes.map((bases) => `${sample}:${bases}x`),
      obs: {},
      var: {},
      obsm: {},
      obsp: {},
    };
    await writeLoom(path, bare);
    barcodes.forEach((bases, cell) => {
      const state = cell % 3;
      const place = [Math.cos(state * 2) + cell / 999, Math.sin(state * 2) - cell / 999];
      lines.push([`${sample}_${bases}-1`, `State ${String(state + 1)}`, ...place.map(String)].join(','));
    });
    return path;
  };
  const counts: [string, string] = [await write('sampleA', 1), await write('sampleB', 2)];
  const header = 'barcode,clusters,UMAP_1,UMAP_2';
  const table = join(folder, 'clusters.csv');
  const shortTable = join(folder, 'fewer.csv');
  writeFileSync(table, `${[header, ...lines].join('\n')}\n`);
  writeFileSync(shortTable, `${[header, ...lines.slice(0, -CELLS_LEFT_OUT)].join('\n')}\n`);
  return { counts, table, shortTable };
}

/** Sixteen bases that no other cell has. */
function barcodeOf(cell: number): string {
  return Array.from({ length: 16 }, (_, place) => 'ACGT'[((cell * 2_654_435) >> (place + 1)) & 3]).join('');
}
