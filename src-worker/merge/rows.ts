import { dense, type DenseArray } from '../data/arrays.ts';
import type { Column } from '../data/dataset.ts';

const BOOLEANS = ['False', 'True'];

/** A column with one value for each of `rows`, in their order; −1 stands for a row without a value, which is missing. */
export function takeRows(column: Column, rows: Int32Array): Column {
  const missing = rows.some((row) => row < 0);
  switch (column.kind) {
    case 'numbers':
      return {
        kind: 'numbers',
        values: Float64Array.from(rows, (row) => (row < 0 ? Number.NaN : column.values[row])),
      };
    case 'strings':
      return { kind: 'strings', values: Array.from(rows, (row) => (row < 0 ? '' : column.values[row])) };
    case 'categorical':
      return { ...column, codes: Int32Array.from(rows, (row) => (row < 0 ? -1 : column.codes[row])) };
    case 'booleans':
      // Booleans have no room for “missing”; categories have.
      if (missing) return takeRows(asCategories(column.values), rows);
      return { kind: 'booleans', values: Uint8Array.from(rows, (row) => column.values[row]) };
  }
}

/** Every column of a table, taken as {@link takeRows} does. */
export function takeTableRows(table: Record<string, Column>, rows: Int32Array): Record<string, Column> {
  return Object.fromEntries(Object.entries(table).map(([name, column]) => [name, takeRows(column, rows)]));
}

/** The given rows of a matrix, in their order. */
export function takeDenseRows(
  { shape, data }: DenseArray<Float32Array>,
  rows: Int32Array,
): DenseArray<Float32Array> {
  const width = shape[1];
  const out = dense('f32', [rows.length, width]);
  rows.forEach((row, i) => {
    out.data.set(data.subarray(row * width, (row + 1) * width), i * width);
  });
  return out;
}

/** Truth values as categories “False” and “True”. */
export function asCategories(values: Uint8Array): Extract<Column, { kind: 'categorical' }> {
  return { kind: 'categorical', codes: Int32Array.from(values), categories: [...BOOLEANS] };
}

/** What a column says of a row, as text; empty where it says nothing. */
export function labelAt(column: Column, row: number): string {
  switch (column.kind) {
    case 'numbers':
      return Number.isNaN(column.values[row]) ? '' : String(column.values[row]);
    case 'booleans':
      return BOOLEANS[column.values[row] === 0 ? 0 : 1];
    case 'strings':
      return column.values[row];
    case 'categorical':
      return column.codes[row] < 0 ? '' : column.categories[column.codes[row]];
  }
}

/** Whether two columns of the same rows say the same of each, whatever their kinds. */
export function saySame(a: Column, b: Column, rows: number): boolean {
  for (let row = 0; row < rows; row++) if (labelAt(a, row) !== labelAt(b, row)) return false;
  return true;
}
