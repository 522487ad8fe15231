import { DataError } from '../../data/errors.ts';
import type { Checkpoint } from '../files/checkpoint.ts';
import { forEachLine } from '../files/readLines.ts';
import type { LayerLists } from '../mtx/axes.ts';
import { kindOfNames } from '../names/kindOfNames.ts';
import { isEmptyRow, leadingFields, type CountDialect } from './countFields.ts';
import { readHead } from './head.ts';
import { namesCells, namesGenes } from './headers.ts';
import { forEachRow } from './rows.ts';
import { hasNumberComma, isMissing, parseNumber } from './values.ts';

/** A dense table of counts: names of its rows and columns, and how it is written. */
export interface CountTable extends CountDialect {
  path: string;
  firstRow: number;
  /** What the names of rows and columns, or the first field of the header, say of the rows; nothing where none does. */
  rowsAre?: 'cells' | 'genes';
  columns: string[];
  /** Rows end with the delimiter, so that their last field is none. */
  trailing: boolean;
  rows: string[];
  /** A second name of each row, e.g. the symbol beside the id. */
  secondNames?: string[];
}

const SAMPLE = 20;

/**
 * Reads the names of a table of counts.
 *
 * @throws DataError naming the line where a row has no name, and where the table has no header or no rows.
 */
export async function openCountTable(path: string, checkpoint?: Checkpoint): Promise<CountTable> {
  const { delimiter, columns: header, firstRow } = await readHead(path);
  const sample: string[][] = [];
  await forEachRow(path, delimiter, ({ texts }, line) => {
    if (line >= firstRow) sample.push(texts);
    return sample.length < SAMPLE;
  });
  const isText = (text: string): boolean =>
    !isMissing(text) && parseNumber(text) === undefined && !hasNumberComma(text);
  const twoNames = header.length > 2 && sample.length > 0 && sample.every((row) => isText(row[1] ?? ''));
  const leading = twoNames ? 2 : 1;
  const trailing =
    header.length > leading + 1 && header.at(-1) === '' && sample.every((row) => row.at(-1) === '');
  const columns = header.slice(leading, trailing ? -1 : undefined);
  if (columns.length === 0 || columns.every((name) => name === ''))
    throw new DataError(
      'the table has no header with the names of its columns.',
      { file: path },
      'Write it with one row a gene and one column a cell, or the other way round, and with the names of both.',
    );
  const names = await readRowNames(path, { delimiter, leading }, firstRow, checkpoint);
  const counting = names[0].every((name, i) => Number(name) === i || Number(name) === i + 1);
  const rows = twoNames && counting ? names[1] : names[0];
  const secondNames = twoNames && !counting ? names[1] : undefined;
  return {
    path,
    delimiter,
    leading,
    firstRow,
    columns,
    trailing,
    rows,
    secondNames,
    rowsAre: whatRowsAre(rows, columns, header.slice(0, leading)),
  };
}

/** The names of a table as lists of cells and genes. */
export function listsOf(
  { path, columns, rows, secondNames }: CountTable,
  rowsAre: 'cells' | 'genes',
): LayerLists {
  const files = { barcodeFile: path, geneFile: path };
  if (rowsAre === 'cells') return { barcodes: rows, genes: { ids: columns }, ...files };
  return { barcodes: columns, genes: { ids: rows, ...(secondNames && { names: secondNames }) }, ...files };
}

function whatRowsAre(rows: string[], columns: string[], corner: string[]): 'cells' | 'genes' | undefined {
  const ofRows = kindOfNames(rows);
  const ofColumns = kindOfNames(columns);
  if (ofRows !== ofColumns) return ofRows ?? (ofColumns === 'cells' ? 'genes' : 'cells');
  if (corner.some((name) => namesGenes(name))) return 'genes';
  return corner.some((name) => namesCells(name)) ? 'cells' : undefined;
}

async function readRowNames(
  path: string,
  dialect: CountDialect,
  firstRow: number,
  checkpoint: Checkpoint | undefined,
): Promise<string[][]> {
  const names: string[][] = Array.from({ length: dialect.leading }, () => []);
  await forEachLine(
    path,
    (bytes, from, to, line) => {
      if (line < firstRow || isEmptyRow(bytes, from, to, dialect)) return;
      const found = leadingFields(bytes, from, to, dialect).names;
      if (!found[0])
        throw new DataError(
          `line ${line} does not begin with the name of a cell or gene.`,
          { file: path },
          'Write the table again, with the names of its rows in the first column.',
        );
      for (let i = 0; i < dialect.leading; i++) names[i].push(found[i] ?? '');
    },
    checkpoint,
  );
  if (names[0].length > 0) return names;
  throw new DataError('the table has no rows.', { file: path }, 'Write or copy it again.');
}
