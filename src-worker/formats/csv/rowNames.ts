import { DataError } from '../../data/errors.ts';
import { LOOKED_AT } from '../names/kindOfNames.ts';
import { listed } from '../names/listed.ts';
import type { TableHead } from './head.ts';
import { namesCells, namesGenes, namesRows, namesSymbols } from './headers.ts';
import type { ColumnSurvey, TableSurvey } from './survey.ts';

/** What the rows of a table are, and which column names them. */
export interface RowNames {
  rows: 'cells' | 'genes';
  column: number;
  /** For genes: another column with their ids, where `column` has their symbols. */
  ids?: number;
  /** The column was taken for want of a better one. */
  guessed: boolean;
}

/**
 * Finds the column with the barcodes of cells, or else with the names of genes. In this order: names of rows as R
 * writes them and columns named as barcodes are, then values that look like barcodes or gene ids, then the first column
 * where its values are unique text.
 *
 * @throws DataError where no column can be it.
 */
export function findRowNames(path: string, head: TableHead, { rows, columns }: TableSurvey): RowNames {
  const places = Array.from(columns.keys());
  const text = places.filter((i) => columns[i].values > 0 && !columns[i].countsRows);
  const indexed = text.filter((i) => (head.rowNames && i === 0) || namesRows(columns[i].header));
  const named = text.filter((i) => namesCells(columns[i].header));
  const likeBarcodes = text.filter((i) => mostly(columns[i], columns[i].barcodes));
  const likeGenes = text.filter((i) => mostly(columns[i], columns[i].geneIds));
  const isUnique = (i: number): boolean => columns[i].distinct.size === rows;
  const likely = [...named, ...indexed, ...likeBarcodes].filter((i) => likeBarcodes.includes(i));
  const cell = likely.find(isUnique) ?? named.find(isUnique) ?? likely[0];
  if (cell !== undefined) return { rows: 'cells', column: cell, guessed: false };
  const gene = findGenes(columns, likeGenes, indexed);
  if (gene) return { rows: 'genes', ...gene, guessed: false };
  const other =
    indexed.find(isUnique) ?? named[0] ?? indexed.find((i) => columns[i].numbers < columns[i].values);
  if (other !== undefined) return { rows: 'cells', column: other, guessed: false };
  if (text.includes(0) && isUnique(0) && columns[0].numbers === 0)
    return { rows: 'cells', column: 0, guessed: true };
  const headers = columns.map(({ header }) => header || '(no name)');
  throw new DataError(
    `no column of the table has the barcodes of the cells. Its columns: ${listed(headers, 8)}.`,
    { file: path },
    'Write the table with one row a cell and its barcode in a column named “barcode”.',
  );
}

function findGenes(
  columns: ColumnSurvey[],
  likeGenes: number[],
  indexed: number[],
): Pick<RowNames, 'column' | 'ids'> | undefined {
  const named = Array.from(columns.keys()).filter(
    (i) =>
      namesGenes(columns[i].header) && columns[i].numbers < columns[i].values && seldomRepeats(columns[i]),
  );
  const ids = likeGenes.find((i) => seldomRepeats(columns[i]));
  const symbols = named.find((i) => namesSymbols(columns[i].header) && i !== ids);
  if (ids === undefined) return named.length > 0 ? { column: symbols ?? named[0] } : undefined;
  const other = symbols ?? indexed.find((i) => i !== ids);
  return other === undefined ? { column: ids } : { column: other, ids };
}

function mostly({ values }: ColumnSurvey, found: number): boolean {
  return found >= 0.9 * Math.min(values, LOOKED_AT);
}

/** Symbols of genes repeat now and then; a property of cells that happens to be a gene does so all the time. */
function seldomRepeats({ distinct, values }: ColumnSurvey): boolean {
  return distinct.size >= 0.9 * values;
}
