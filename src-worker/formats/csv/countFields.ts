import { splitFields } from './splitFields.ts';
import { isMissing, parseNumber } from './values.ts';

/** How a table of counts is written. */
export interface CountDialect {
  delimiter: string;
  /** Fields with names before the counts of a row. */
  leading: number;
}

/** One count of a row; `text` is given where it is no number. */
export type UseCount = (column: number, value: number, text?: string) => void;

const QUOTE = 34;
const ZERO = 48;
const NINE = 57;
const POINT = 46;
const COMMA = 44;
const SPACE = 32;

/** The names at the start of a row, and where its first count begins (−1: nowhere). */
export function leadingFields(
  bytes: Buffer,
  from: number,
  to: number,
  { delimiter, leading }: CountDialect,
): { names: string[]; next: number } {
  const mark = delimiter.charCodeAt(0);
  let at = from;
  let inQuotes = false;
  let found = 0;
  for (; at < to; at++) {
    if (bytes[at] === QUOTE) inQuotes = !inQuotes;
    else if (bytes[at] === mark && !inQuotes && ++found === leading) break;
  }
  const names = splitFields(bytes.toString('utf8', from, at), delimiter)?.texts ?? [];
  return { names, next: at < to ? at + 1 : -1 };
}

/**
 * Hands over the numbers of a row from byte `from` on and returns how many there are. Whole numbers, with or without zeros
 * behind a point, are read from the bytes as they stand, since a large table has hundreds of millions of them.
 */
export function forEachCount(
  bytes: Buffer,
  from: number,
  to: number,
  { delimiter }: CountDialect,
  use: UseCount,
): number {
  const mark = delimiter.charCodeAt(0);
  let column = 0;
  let at = from;
  for (;;) {
    const start = at;
    let value = 0;
    while (at < to && bytes[at] >= ZERO && bytes[at] <= NINE) value = value * 10 + bytes[at++] - ZERO;
    if (at > start && (bytes[at] === POINT || (bytes[at] === COMMA && mark !== COMMA))) {
      at++;
      while (at < to && bytes[at] === ZERO) at++;
    }
    if (at > start && (at >= to || bytes[at] === mark)) use(column++, value);
    else {
      at = fieldEnd(bytes, start, to, mark);
      useText(bytes.toString('utf8', start, at), delimiter, column++, use);
    }
    if (at >= to) return column;
    at++;
  }
}

/** Whether a row has nothing but delimiters and blanks, as spreadsheet programs leave below a table. */
export function isEmptyRow(bytes: Buffer, from: number, to: number, { delimiter }: CountDialect): boolean {
  const mark = delimiter.charCodeAt(0);
  for (let at = from; at < to; at++) if (bytes[at] !== mark && bytes[at] !== SPACE) return false;
  return true;
}

function fieldEnd(bytes: Buffer, from: number, to: number, mark: number): number {
  let inQuotes = false;
  let at = from;
  for (; at < to; at++) {
    if (bytes[at] === QUOTE) inQuotes = !inQuotes;
    else if (bytes[at] === mark && !inQuotes) break;
  }
  return at;
}

function useText(field: string, delimiter: string, column: number, use: UseCount): void {
  const text = splitFields(field, delimiter)?.texts[0] ?? field;
  if (isMissing(text)) {
    use(column, Number.NaN);
    return;
  }
  const value = parseNumber(delimiter === ',' ? text : text.replace(',', '.'));
  use(column, value ?? Number.NaN, value === undefined ? text : undefined);
}
