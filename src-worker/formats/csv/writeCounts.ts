import { join } from 'node:path';

import type { Dataset } from '../../data/dataset.ts';
import { geneBlocks } from '../counts/geneBlocks.ts';
import { writeLines } from '../files/writeLines.ts';
import type { WriteOptions } from '../files/writeOptions.ts';
import { writeMtx } from '../mtx/writeMtx.ts';
import { quoted } from './writeTable.ts';

/** Tables of more values than this are packed. */
const MOST_UNPACKED = 5_000_000;

/** Above this a table of all values, most of them 0, is of no use to anyone: it would take gigabytes in R or pandas. */
const MOST_VALUES = 100_000_000;

const BLOCK_VALUES = 2_000_000;

type Counts = Pick<Dataset, 'cellNames' | 'geneNames' | 'layers' | 'var'>;

/**
 * Writes each layer as a table with a row a gene and a column a cell (`spliced.csv`, `unspliced.csv`, packed where they
 * are large), or all as a Matrix Market folder where the tables would be huge.
 *
 * @returns whether it became a Matrix Market folder
 */
export async function writeCounts(
  folder: string,
  counts: Counts,
  options: WriteOptions,
  most = { unpacked: MOST_UNPACKED, values: MOST_VALUES },
): Promise<boolean> {
  const { cellNames, geneNames, layers } = counts;
  const values = cellNames.length * geneNames.length;
  if (values > most.values) {
    await writeMtx(folder, counts, options);
    return true;
  }
  const ending = values > most.unpacked ? '.csv.gz' : '.csv';
  for (const [name, layer] of Object.entries(layers))
    await writeLines(join(folder, name + ending), countLines(layer, cellNames, geneNames), options);
  return false;
}

function* countLines(
  layer: Dataset['layers'][string],
  cellNames: readonly string[],
  geneNames: readonly string[],
): Generator<string> {
  const cells = cellNames.length;
  const read = geneBlocks([layer], Float32Array);
  const step = Math.max(1, Math.floor(BLOCK_VALUES / cells));
  yield ['gene', ...cellNames].map(quoted).join(',');
  for (let from = 0; from < geneNames.length; from += step) {
    const to = Math.min(geneNames.length, from + step);
    const block = read(from, to);
    for (let gene = from; gene < to; gene++) {
      const start = (gene - from) * cells;
      yield `${quoted(geneNames[gene])},${block.subarray(start, start + cells).join(',')}`;
    }
  }
}
