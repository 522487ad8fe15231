import type { Annotations, Column, Dataset } from '../../data/dataset.ts';
import { DataError } from '../../data/errors.ts';
import type { Reader } from '../reader.ts';
import { summariseColumn } from '../summary/columnSummary.ts';
import { markRoles } from '../summary/roles.ts';
import { emptySummary, type ColumnSummary, type FileSummary } from '../summary/summary.ts';
import { statSync } from 'node:fs';
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

async function inspectTable(path: string): Promise<FileSummary> {
  const summary: FileSummary = { ...emptySummary(path), format: 'csv', size: statSync(path).size };
  try {
    const table = await readTableAnnotations(path);
    summary.cells = table.cellNames.length;
    summary.genes = table.geneNames.length;
    summary.obs = markRoles(summarise(table.obs));
    summary.var = summarise(table.var);
    summary.obsm = Object.entries(table.obsm).map(([name, { shape }]) => ({ name, columns: shape[1] }));
    summary.warnings = table.warnings;
    summary.error = noCounts(path, table).message;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    summary.error = error.message;
  }
  return summary;
}

function summarise(columns: Record<string, Column>): ColumnSummary[] {
  return Object.entries(columns).map(([name, column]) => summariseColumn(name, column));
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
