import type { CategoricalArray } from '../../data/arrays.ts';
import type { Column } from '../../data/dataset.ts';
import type { Hdf5File } from '../hdf5/file.ts';
import { dtypeName, isNumeric, readNumbers, TYPE_CLASS } from '../hdf5/numbers.ts';
import { readStrings } from '../hdf5/strings.ts';
import { categoryNames, cleanCodes, maskedStrings, withColors } from './categories.ts';
import { readRecordTable } from './recordTable.ts';

export interface Table {
  /** Names of the rows: barcodes or genes. */
  index: string[];
  columns: Record<string, Column>;
  warnings: string[];
}

/**
 * The table `obs` or `var`: its index and every column whose kind is known, in the order of the file. Columns of
 * other kinds are left out with a warning.
 *
 * @throws DataError where there is no table, it has no index, or a column is longer or shorter than the index.
 */
export function readTable(file: Hdf5File, table: 'obs' | 'var'): Table {
  const kind = file.kind(table);
  if (kind === undefined)
    throw file.error(
      table,
      `there is no table “${table}” in it, so it is not an h5ad file.`,
      'Write it with anndata: adata.write_h5ad(path).',
    );
  if (kind === 'array') return readRecordTable(file, table);
  const index = readIndex(file, table);
  const columns: Record<string, Column> = {};
  const warnings: string[] = [];
  for (const name of columnNames(file, table)) {
    const column = readColumn(file, table, name);
    if (!column) {
      warnings.push(`Column “${name}” of ${table} is of a kind that is not read (it was left out).`);
      continue;
    }
    if (columnLength(column) !== index.length)
      throw file.error(
        table,
        `column “${name}” of ${table} has ${columnLength(column)} values for ${index.length} rows.`,
        'The file is damaged: write it again with anndata.',
      );
    columns[name] = column.kind === 'categorical' ? withColors(file, name, column) : column;
  }
  return { index, columns, warnings };
}

/** The names of a table's columns, in the order they were written where that is stored. */
function columnNames(file: Hdf5File, table: string): string[] {
  const index = indexName(file, table);
  const order = file.attribute(table, 'column-order');
  const stored = file.keys(table).filter((name) => name !== index && name !== '__categories');
  if (!Array.isArray(order)) return stored;
  const ordered = order.map(String).filter((name) => name !== index && file.kind(`${table}/${name}`));
  return [...ordered, ...stored.filter((name) => !ordered.includes(name))];
}

/** One column, or nothing where its kind is not known. */
export function readColumn(file: Hdf5File, table: string, name: string): Column | undefined {
  const item = `${table}/${name}`;
  if (file.kind(item) === 'group') return readColumnGroup(file, item);
  const { metadata, shape } = file.describe(item);
  if (shape.length !== 1) return undefined;
  const categories = `${table}/__categories/${name}`;
  if (file.kind(categories) === 'array') return categorical(file, item, categories);
  if (metadata.type === TYPE_CLASS.string) return { kind: 'strings', values: readStrings(file, item) };
  if (!isNumeric(metadata)) return undefined;
  const values = readNumbers(file, item);
  if (dtypeName(metadata) === 'bool') return { kind: 'booleans', values: Uint8Array.from(values) };
  return { kind: 'numbers', values };
}

function readIndex(file: Hdf5File, table: string): string[] {
  const item = `${table}/${indexName(file, table)}`;
  if (file.kind(item) === undefined)
    throw file.error(
      table,
      `the table “${table}” has no index, so its rows have no names.`,
      'Write the file again with anndata.',
    );
  const column = readColumn(file, table, indexName(file, table));
  if (column?.kind === 'strings') return column.values;
  // As anndata stores what was the key of a pandas groupby, which kb-python's --gene-names makes.
  if (column?.kind === 'categorical')
    return Array.from(column.codes, (code) => column.categories[code] ?? '');
  return categoryNames(file, item);
}

function indexName(file: Hdf5File, table: string): string {
  const named = file.attribute(table, '_index');
  if (typeof named === 'string') return named;
  return file.kind(`${table}/_index`) ? '_index' : 'index';
}

function readColumnGroup(file: Hdf5File, item: string): Column | undefined {
  const parts = file.keys(item);
  if (parts.includes('codes') && parts.includes('categories'))
    return categorical(file, `${item}/codes`, `${item}/categories`);
  if (!parts.includes('values') || !parts.includes('mask')) return undefined;
  const { metadata } = file.describe(`${item}/values`);
  if (metadata.type === TYPE_CLASS.string) return { kind: 'strings', values: maskedStrings(file, item) };
  if (!isNumeric(metadata)) return undefined;
  const values = readNumbers(file, `${item}/values`);
  const missing = readNumbers(file, `${item}/mask`);
  if (dtypeName(metadata) !== 'bool')
    return { kind: 'numbers', values: values.map((value, i) => (missing[i] ? Number.NaN : value)) };
  if (missing.every((m) => m === 0)) return { kind: 'booleans', values: Uint8Array.from(values) };
  // Booleans have no room for “missing”; categories have.
  const codes = Int32Array.from(values, (value, i) => (missing[i] ? -1 : value));
  return { kind: 'categorical', codes, categories: ['False', 'True'] };
}

function categorical(file: Hdf5File, codes: string, categories: string): CategoricalArray {
  const names = categoryNames(file, categories);
  return {
    kind: 'categorical',
    codes: cleanCodes(readNumbers(file, codes), names.length),
    categories: names,
  };
}

function columnLength(column: Column): number {
  return column.kind === 'categorical' ? column.codes.length : column.values.length;
}
