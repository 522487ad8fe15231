import type { DenseArray } from '../../data/arrays.ts';
import type { Column } from '../../data/dataset.ts';
import type { Hdf5Writer } from '../hdf5/writer.ts';
import { storableNames } from '../names/storableNames.ts';
import { escapeXml } from './escapeXml.ts';

/** What is known of genes or cells, as a loom file holds it: their names, columns, and arrays of several numbers each. */
export interface AttributeSource {
  /** Under which name the names go, e.g. `CellID`. */
  nameItem: string;
  names: readonly string[];
  columns: Readonly<Record<string, Column>>;
  wide: Readonly<Record<string, DenseArray<Float32Array>>>;
}

/**
 * Writes the attributes of genes (`row_attrs`) or cells (`col_attrs`). A loom file has numbers and texts alone:
 * categories are written as texts (empty where there is none), booleans as bytes, as loompy does.
 */
export function writeAttributes(
  writer: Hdf5Writer,
  group: 'row_attrs' | 'col_attrs',
  { nameItem, names, columns, wide }: AttributeSource,
): void {
  writeTexts(writer, `${group}/${nameItem}`, names);
  const attributes = storableNames(columns, [nameItem]);
  for (const [name, column] of Object.entries(attributes)) writeColumn(writer, `${group}/${name}`, column);
  for (const [name, { shape, data }] of Object.entries(
    storableNames(wide, [nameItem, ...Object.keys(attributes)]),
  ))
    writer.numbers(`${group}/${name}`, shape, (from, to) => data.subarray(from * shape[1], to * shape[1]));
}

function writeColumn(writer: Hdf5Writer, item: string, column: Column): void {
  switch (column.kind) {
    case 'strings':
      return writeTexts(writer, item, column.values);
    case 'categorical': {
      const { codes, categories } = column;
      return writeTexts(
        writer,
        item,
        Array.from(codes, (code) => categories[code] ?? ''),
      );
    }
    case 'booleans':
      return writeNumbers(writer, item, column.values);
    case 'numbers':
      return writeNumbers(
        writer,
        item,
        isWhole(column.values) ? Int32Array.from(column.values) : column.values,
      );
  }
}

function writeNumbers(
  writer: Hdf5Writer,
  item: string,
  values: Uint8Array | Int32Array | Float64Array,
): void {
  writer.numbers(item, [values.length], (from, to) => values.subarray(from, to));
}

function writeTexts(writer: Hdf5Writer, item: string, values: readonly string[]): void {
  writer.strings(item, values.map(escapeXml));
}

/** Whether all values are integers that 32 bits hold: tools want whole numbers of clusters and flags as such. */
function isWhole(values: Float64Array): boolean {
  return values.every((value) => (value | 0) === value && !Object.is(value, -0));
}
