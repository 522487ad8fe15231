import type { Annotations, Column } from '../../data/dataset.ts';
import { DataError } from '../../data/errors.ts';
import { uniqueNames } from '../names/uniqueNames.ts';
import { columnBuilder, habitsOf } from './columns.ts';
import { findEmbeddings, joinColumns } from './embeddings.ts';
import { readHead, type TableHead } from './head.ts';
import { refuseCounts } from './refuseCounts.ts';
import { findRowNames, type RowNames } from './rowNames.ts';
import { forEachRow } from './rows.ts';
import { columnNames, requireWidth, surveyTable } from './survey.ts';

/**
 * Reads a table of text with one row a cell (or a gene): its barcodes, its columns by kind, and coordinates such as
 * UMAP_1 and UMAP_2 as embeddings. The file is read twice, so that no more than the finished columns is kept.
 *
 * @throws DataError naming the line where the table is malformed, a barcode is missing or repeats, and where no column
 *   has barcodes.
 */
export async function readTableAnnotations(path: string): Promise<Annotations> {
  const head = await readHead(path);
  refuseCounts(path, head);
  const survey = await surveyTable(path, head);
  const rowNames = findRowNames(path, head, survey);
  const warnings: string[] = [];
  const names = columnNames(survey.columns, warnings);
  const habits = habitsOf(survey.columns, head.delimiter);
  const kept = survey.columns.flatMap((column, i) => {
    const isName = i === rowNames.column || i === rowNames.ids;
    const isEmpty = column.header === '' && (column.values === 0 || column.countsRows);
    return isName || isEmpty ? [] : [{ place: i, name: names[i], builder: columnBuilder(column, habits) }];
  });
  const { index, ids } = await readRows(path, head, rowNames, kept);
  const columns = Object.fromEntries(
    kept.map(({ name, builder }): [string, Column] => [name, builder.finish()]),
  );
  if (rowNames.guessed)
    warnings.push(
      `The barcodes of the cells are taken from the first column, “${names[rowNames.column]}”, as no other is named or ` +
        'looks like barcodes.',
    );
  const commas = kept.filter(({ place }) => survey.columns[place].commas > 0);
  if (commas.length > 0 && habits.decimalComma)
    warnings.push('Numbers are written with a decimal comma (0,5) and were read so.');
  else if (commas.length > 0)
    warnings.push(
      `Column “${commas[0].name}” has numbers with commas (1,234), which may be decimals or thousands; they were read as ` +
        'text. Write them without.',
    );
  const common = { source: { path, format: 'csv' }, obsp: {}, warnings };
  if (rowNames.rows === 'cells') return { ...common, ...cellsOf(index, columns, path, warnings) };
  return {
    ...common,
    cellNames: [],
    geneNames: uniqueNames(index, 'gene names', warnings),
    obs: {},
    var: ids ? { gene_ids: { kind: 'strings', values: ids }, ...columns } : columns,
    obsm: {},
  };
}

function cellsOf(
  cellNames: string[],
  columns: Record<string, Column>,
  path: string,
  warnings: string[],
): Pick<Annotations, 'cellNames' | 'geneNames' | 'obs' | 'var' | 'obsm'> {
  const embeddings = findEmbeddings(columns, path);
  const coordinates = new Set(embeddings.flatMap((embedding) => embedding.columns));
  const obsm = Object.fromEntries(
    embeddings.map((embedding) => [embedding.name, joinColumns(columns, embedding.columns)]),
  );
  for (const [name, { data }] of Object.entries(obsm))
    if (data.some((value) => !Number.isFinite(value)))
      warnings.push(`Some cells have no coordinates in ${name}.`);
  const obs = Object.fromEntries(Object.entries(columns).filter(([name]) => !coordinates.has(name)));
  return { cellNames, geneNames: [], obs, var: {}, obsm };
}

async function readRows(
  path: string,
  head: TableHead,
  { rows, column, ids: idColumn }: RowNames,
  kept: { place: number; builder: { add(text: string): void } }[],
): Promise<{ index: string[]; ids?: string[] }> {
  const index: string[] = [];
  const ids: string[] = [];
  const lines = new Map<string, number>();
  await forEachRow(path, head.delimiter, ({ texts }, line) => {
    if (line < head.firstRow) return;
    requireWidth(texts, head, line, path);
    const name = texts[column] || (idColumn === undefined ? '' : texts[idColumn]);
    if (rows === 'cells') requireNewBarcode(name, lines, line, path);
    index.push(name);
    if (idColumn !== undefined) ids.push(texts[idColumn]);
    for (const { place, builder } of kept) builder.add(texts[place]);
  });
  return idColumn === undefined ? { index } : { index, ids };
}

function requireNewBarcode(name: string, lines: Map<string, number>, line: number, path: string): void {
  if (name === '')
    throw new DataError(
      `line ${line} has no barcode.`,
      { file: path },
      'Write the barcode of the cell into it, or remove the line.',
    );
  const before = lines.get(name);
  if (before !== undefined)
    throw new DataError(
      `the barcode “${name}” stands in line ${before} and again in line ${line}.`,
      { file: path },
      'Each cell may have one line: where several samples share barcodes, write a mark of the sample before each.',
    );
  lines.set(name, line);
}
