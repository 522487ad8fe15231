import { DataError } from '../../data/errors.ts';
import { LOOKED_AT, looksLikeBarcode, looksLikeGeneId } from '../names/kindOfNames.ts';
import { uniqueNames } from '../names/uniqueNames.ts';
import type { TableHead } from './head.ts';
import { namesCells, namesGenes, namesRows } from './headers.ts';
import { forEachRow } from './rows.ts';
import { hasNumberComma, isMissing, isThousands, parseBoolean, parseNumber } from './values.ts';

/** What the values of one column have in common. */
export interface ColumnSurvey {
  /** As the file has it; empty where there is none. */
  header: string;
  /** Values that are not missing, and how many of them are of each kind. */
  values: number;
  numbers: number;
  integers: number;
  booleans: number;
  /** With a comma where the decimals begin, and those of them that cannot be thousands. */
  commas: number;
  decimalCommas: number;
  quoted: number;
  /** Of the first {@link LOOKED_AT} values. */
  barcodes: number;
  geneIds: number;
  /** The values count the rows, from 0 or 1. */
  countsRows: boolean;
  /** Different values, counted up to {@link MOST_DISTINCT} but in columns that may have the names of the rows. */
  distinct: Set<string>;
}

/** What a table holds, known before anything of it is kept. */
export interface TableSurvey {
  rows: number;
  columns: ColumnSurvey[];
}

/** Numbers of more different values than this are never groups. */
export const MOST_DISTINCT = 200;

/**
 * Reads a table of text once, to know what its columns are.
 *
 * @throws DataError where it is no text, a row has more or fewer fields than the header, or it has no rows.
 */
export async function surveyTable(path: string, head: TableHead): Promise<TableSurvey> {
  const columns = head.columns.map(emptySurvey);
  const unbounded = columns.map(
    ({ header }, i) => i === 0 || namesCells(header) || namesRows(header) || namesGenes(header),
  );
  let rows = 0;
  await forEachRow(path, head.delimiter, ({ texts, quoted }, line) => {
    if (line < head.firstRow) return;
    requireWidth(texts, head, line, path);
    texts.forEach((text, i) => {
      takeValue(columns[i], text, rows, quoted?.[i] ?? false, unbounded[i]);
    });
    rows++;
  });
  if (rows === 0)
    throw new DataError(
      'the table has a line with names and no rows.',
      { file: path },
      'Write or copy it again.',
    );
  return { rows, columns };
}

/** The names of a table's columns, made unique; a column without name is called by its number, as R does. */
export function columnNames(columns: readonly { header: string }[], warnings: string[]): string[] {
  return uniqueNames(
    columns.map(({ header }, i) => header || `V${i + 1}`),
    'column names',
    warnings,
  );
}

/** @throws DataError where a row has more or fewer fields than there are columns. */
export function requireWidth(
  fields: string[],
  { columns, rowNames }: TableHead,
  line: number,
  path: string,
): void {
  if (fields.length === columns.length) return;
  const header = columns.length - (rowNames ? 1 : 0);
  throw new DataError(
    `line ${line} has ${fields.length} field${fields.length === 1 ? '' : 's'}, where ${columns.length} are expected ` +
      `(the header has ${header}${rowNames ? ', and every row its name before them' : ''}).`,
    { file: path },
    'A value may hold the delimiter without quotation marks around it, or the file was cut off: write it again.',
  );
}

function emptySurvey(header: string): ColumnSurvey {
  return {
    header,
    values: 0,
    numbers: 0,
    integers: 0,
    booleans: 0,
    commas: 0,
    decimalCommas: 0,
    quoted: 0,
    barcodes: 0,
    geneIds: 0,
    countsRows: true,
    distinct: new Set(),
  };
}

function takeValue(
  column: ColumnSurvey,
  text: string,
  row: number,
  quoted: boolean,
  unbounded: boolean,
): void {
  if (isMissing(text)) {
    column.countsRows = false;
    return;
  }
  column.values++;
  if (quoted) column.quoted++;
  const number = parseNumber(text);
  if (number !== undefined) {
    column.numbers++;
    if (Number.isInteger(number)) column.integers++;
  } else if (parseBoolean(text) !== undefined) column.booleans++;
  else if (hasNumberComma(text)) {
    column.commas++;
    if (!isThousands(text)) column.decimalCommas++;
  }
  column.countsRows &&= number === row || number === row + 1;
  if (column.values <= LOOKED_AT && number === undefined) {
    if (looksLikeBarcode(text)) column.barcodes++;
    else if (looksLikeGeneId(text)) column.geneIds++;
  }
  const namesRow =
    unbounded || 2 * Math.max(column.barcodes, column.geneIds) > Math.min(column.values, LOOKED_AT);
  if (namesRow || column.distinct.size <= MOST_DISTINCT) column.distinct.add(text);
}
