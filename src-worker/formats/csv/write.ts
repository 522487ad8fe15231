import { join } from 'node:path';

import type { DenseArray } from '../../data/arrays.ts';
import type { Column, Dataset } from '../../data/dataset.ts';
import { writeFolderAtomically } from '../files/writeFolderAtomically.ts';
import type { WriteOptions } from '../files/writeOptions.ts';
import { booleanColumn, numberColumn, textColumn, type TableColumn } from './writeColumns.ts';
import { writeCounts } from './writeCounts.ts';
import { writeTable } from './writeTable.ts';

/**
 * Writes a dataset as a folder of tables that pandas, R and spreadsheet programs read: `spliced.csv` and
 * `unspliced.csv` with a row a gene and a column a cell, `obs.csv` by barcode, `var.csv` by gene, `embeddings.csv` by
 * barcode. Counts too large for such tables are Matrix Market files. The folder appears under its name only when it is
 * whole.
 *
 * @returns what the tables have no place for, and what is otherwise than expected, in sentences
 * @throws DataError where the place is taken or cannot be written to.
 */
export async function writeCsv(
  path: string,
  dataset: Dataset,
  options: WriteOptions = {},
): Promise<string[]> {
  const { cellNames, geneNames, obs, var: genes, obsm, obsp } = dataset;
  let sparse = false;
  await writeFolderAtomically(path, async (folder) => {
    sparse = await writeCounts(folder, dataset, options);
    const write = (name: string, columns: TableColumn[], rows: number): Promise<void> =>
      writeTable(join(folder, name), columns, rows, options);
    await write('obs.csv', [textColumn('barcode', cellNames), ...columnsOf(obs)], cellNames.length);
    await write('var.csv', [textColumn('gene', geneNames), ...columnsOf(genes)], geneNames.length);
    const coordinates = Object.entries(obsm).flatMap(([name, array]) => coordinatesOf(name, array));
    if (coordinates.length > 0)
      await write('embeddings.csv', [textColumn('barcode', cellNames), ...coordinates], cellNames.length);
  });
  const notes: string[] = [];
  if (sparse)
    notes.push(
      `Tables of ${cellNames.length} cells × ${geneNames.length} genes would be huge: the counts were written as Matrix ` +
        'Market files (.mtx.gz).',
    );
  const pairwise = Object.keys(obsp);
  if (pairwise.length > 0)
    notes.push(`Tables have no place for what is known of pairs of cells: ${pairwise.join(', ')} left out.`);
  return notes;
}

function columnsOf(columns: Readonly<Record<string, Column>>): TableColumn[] {
  return Object.entries(columns).map(([name, column]): TableColumn => {
    switch (column.kind) {
      case 'numbers':
        return numberColumn(name, column.values);
      case 'booleans':
        return booleanColumn(name, column.values);
      case 'strings':
        return textColumn(name, column.values);
      case 'categorical':
        return { name, text: (row) => column.categories[column.codes[row]] ?? '' };
    }
  });
}

/** One column a dimension: X_umap_1, X_umap_2. */
function coordinatesOf(name: string, { shape, data }: DenseArray<Float32Array>): TableColumn[] {
  return Array.from({ length: shape[1] }, (_, at) =>
    numberColumn(`${name}_${at + 1}`, data, { of: shape[1], at }),
  );
}
