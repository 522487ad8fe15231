import { join } from 'node:path';

import type { SparseMatrix } from '../../data/arrays.ts';
import type { Dataset } from '../../data/dataset.ts';
import { writeLines } from '../files/writeLines.ts';
import type { WriteOptions } from '../files/writeOptions.ts';

/**
 * Writes the counts of a dataset into a folder as STARsolo does, packed: one matrix of genes × cells for each layer
 * (`spliced.mtx.gz`, …), `barcodes.tsv.gz`, and `features.tsv.gz` with ids and names of the genes, or names alone where
 * no ids are known.
 *
 * @throws DataError where the folder cannot be written to.
 */
export async function writeMtx(
  folder: string,
  { cellNames, geneNames, layers, var: genes }: Pick<Dataset, 'cellNames' | 'geneNames' | 'layers' | 'var'>,
  options: WriteOptions = {},
): Promise<void> {
  const ids = genes['gene_ids'];
  const features =
    ids?.kind === 'strings'
      ? geneNames.map((name, i) => `${oneField(ids.values[i])}\t${oneField(name)}`)
      : undefined;
  await writeLines(join(folder, 'barcodes.tsv.gz'), cellNames.map(oneField), options);
  await writeLines(join(folder, 'features.tsv.gz'), features ?? geneNames.map(oneField), options);
  for (const [name, layer] of Object.entries(layers))
    await writeLines(join(folder, `${name}.mtx.gz`), matrixLines(layer), options);
}

function* matrixLines({ rows, cols, indptr, indices, data }: SparseMatrix): Generator<string> {
  let stored = 0;
  for (let p = 0; p < data.length; p++) if (data[p] !== 0) stored++;
  yield '%%MatrixMarket matrix coordinate integer general';
  yield '%';
  yield `${cols} ${rows} ${stored}`;
  for (let cell = 0; cell < rows; cell++)
    for (let p = indptr[cell]; p < indptr[cell + 1]; p++)
      if (data[p] !== 0) yield `${indices[p] + 1} ${cell + 1} ${data[p]}`;
}

/** The lists have no quotes: what separates fields or lines there becomes a blank. */
function oneField(text: string): string {
  return text.replace(/[\t\r\n]/g, ' ');
}
