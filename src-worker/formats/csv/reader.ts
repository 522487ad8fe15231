import { statSync } from 'node:fs';

import type { Annotations, Dataset } from '../../data/dataset.ts';
import { DataError } from '../../data/errors.ts';
import type { Reader } from '../reader.ts';
import { summariseColumns } from '../summary/columnSummary.ts';
import { fillSummary } from '../summary/fillSummary.ts';
import { markRoles } from '../summary/roles.ts';
import type { FileSummary } from '../summary/summary.ts';
import { readTableAnnotations } from './annotations.ts';
import { looksLikeTable } from './head.ts';

/** Reads tables of text: what other tools say of cells or genes, by barcode or name. */
export const csvReader: Reader = {
  id: 'csv',
  title: 'a table of text (.csv, .tsv, .txt)',
  recognises: (path) => Promise.resolve(looksLikeTable(path)),
  inspect: inspectTable,
  read: async (path): Promise<Dataset> => {
    throw noCounts(path, await readTableAnnotations(path));
  },
  readAnnotations: readTableAnnotations,
};

function inspectTable(path: string): Promise<FileSummary> {
  return fillSummary(path, { format: 'csv', size: statSync(path).size }, async (summary) => {
    const table = await readTableAnnotations(path);
    summary.cells = table.cellNames.length;
    summary.genes = table.geneNames.length;
    summary.obs = markRoles(summariseColumns(table.obs));
    summary.var = summariseColumns(table.var);
    summary.obsm = Object.entries(table.obsm).map(([name, { shape }]) => ({ name, columns: shape[1] }));
    summary.warnings = table.warnings;
    throw noCounts(path, table);
  });
}

function noCounts(path: string, { cellNames, geneNames }: Annotations): DataError {
  const rows = cellNames.length > 0 ? `${cellNames.length} cells` : `${geneNames.length} genes`;
  return new DataError(
    `this is a table about ${rows}, without counts.`,
    { file: path },
    'Choose the file or folder with spliced and unspliced counts, and add this table to it as annotations (--annotations ' +
      'on the command line).',
  );
}
