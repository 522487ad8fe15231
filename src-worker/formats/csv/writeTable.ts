import { writeLines } from '../files/writeLines.ts';
import type { WriteOptions } from '../files/writeOptions.ts';
import type { TableColumn } from './writeColumns.ts';

/**
 * Writes a CSV file (RFC 4180 quoting, a header line, `\n` between lines, UTF-8, decimal points) a block at a time, so
 * that its size does not matter; packed where its name ends in `.gz`. An older file of that name stays until the new
 * one is whole.
 */
export async function writeTable(
  path: string,
  columns: readonly TableColumn[],
  rows: number,
  options: WriteOptions = {},
): Promise<void> {
  await writeLines(path, tableLines(columns, rows), options);
}

/** The field as RFC 4180 wants it: quotes around whatever holds a comma, a quote, a line break or outer blanks. */
export function quoted(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function* tableLines(columns: readonly TableColumn[], rows: number): Generator<string> {
  yield columns.map(({ name }) => quoted(name)).join(',');
  for (let row = 0; row < rows; row++) yield columns.map(({ text }) => quoted(text(row))).join(',');
}
