import { DataError } from '../../data/errors.ts';
import type { Checkpoint } from '../files/checkpoint.ts';
import { firstBytes } from '../files/firstBytes.ts';
import { forEachLine } from '../files/readLines.ts';

const BANNER = '%%MatrixMarket';
const SPACE = 32;
const TAB = 9;
const PERCENT = 37;
const ZERO = 48;
const NINE = 57;

export interface MtxHeader {
  rows: number;
  cols: number;
  /** Stored values. */
  entries: number;
  /** `integer` or `real`. */
  field: string;
}

/** One stored value, its row and column counted from 0. */
export type UseEntry = (row: number, col: number, value: number, line: number) => void;

/** Whether a file starts as matrices in the Matrix Market format do, packed with gzip or not. */
export function isMatrixMarket(path: string): boolean {
  try {
    return firstBytes(path, BANNER.length).toString('latin1').toLowerCase() === BANNER.toLowerCase();
  } catch (error) {
    // What cannot be unpacked is no matrix.
    if (error instanceof DataError) return false;
    throw error;
  }
}

/** Size and kind of a matrix, from its first lines. @throws DataError where it is no matrix of numbers. */
export async function readHeader(path: string): Promise<MtxHeader> {
  let header: MtxHeader | undefined;
  const parse = headerParser(path);
  await forEachLine(path, (bytes, from, to, line) => {
    header = parse(bytes.toString('latin1', from, to), line);
    return header ? false : undefined;
  });
  if (!header) throw cutOff(path, 'before its size');
  return header;
}

/**
 * Hands the values of a sparse matrix in the Matrix Market format to `use`, in the order of the file.
 *
 * @throws DataError naming the line where the file is malformed, where an index lies outside the matrix, or where
 *   there are fewer or more values than the header says.
 */
export async function readEntries(path: string, use: UseEntry, checkpoint?: Checkpoint): Promise<MtxHeader> {
  let header: MtxHeader | undefined;
  const parse = headerParser(path);
  let found = 0;
  let at = 0;
  const positiveInteger = (bytes: Buffer, to: number): number => {
    while (at < to && (bytes[at] === SPACE || bytes[at] === TAB)) at++;
    const start = at;
    let value = 0;
    while (at < to && bytes[at] >= ZERO && bytes[at] <= NINE) value = value * 10 + bytes[at++] - ZERO;
    return at > start ? value : -1;
  };
  const entry: (bytes: Buffer, from: number, to: number, line: number, size: MtxHeader) => void = (
    bytes,
    from,
    to,
    line,
    { rows, cols },
  ) => {
    at = from;
    const row = positiveInteger(bytes, to);
    const col = positiveInteger(bytes, to);
    let value = positiveInteger(bytes, to);
    while (at < to && (bytes[at] === SPACE || bytes[at] === TAB)) at++;
    if (at < to || value < 0 || row < 0 || col < 0) {
      const text = bytes.toString('latin1', from, to);
      const fields = text.trim().split(/\s+/);
      value = fields.length === 3 && row >= 0 && col >= 0 ? (parseNumber(fields[2]) ?? -Infinity) : -Infinity;
      if (value === -Infinity) throw malformed(path, line, text);
    }
    if (row < 1 || row > rows || col < 1 || col > cols)
      throw new DataError(
        `line ${line} names row ${row} and column ${col} of a matrix of ${rows} × ${cols}.`,
        { file: path },
        'The file is damaged: copy it again, or write it again from its source.',
      );
    found++;
    use(row - 1, col - 1, value, line);
  };
  await forEachLine(
    path,
    (bytes, from, to, line) => {
      if (!header) header = parse(bytes.toString('latin1', from, to), line);
      else if (to > from && bytes[from] !== PERCENT) entry(bytes, from, to, line, header);
    },
    checkpoint,
  );
  if (!header) throw cutOff(path, 'before its size');
  if (found < header.entries) throw cutOff(path, `after ${found} of ${header.entries} values`);
  if (found > header.entries)
    throw new DataError(
      `the file holds ${found} values, and its header says ${header.entries}.`,
      { file: path },
      'The file is damaged: write it again from its source.',
    );
  return header;
}

/** Takes the lines up to the one with the size, and gives the header at that one. */
function headerParser(path: string): (text: string, line: number) => MtxHeader | undefined {
  let field = '';
  return (text, line) => {
    if (line === 1) {
      field = fieldOf(path, text);
      return undefined;
    }
    if (text.startsWith('%') || text.trim() === '') return undefined;
    const sizes = text.trim().split(/\s+/).map(Number);
    if (sizes.length !== 3 || !sizes.every((size) => Number.isSafeInteger(size) && size >= 0))
      throw malformed(path, line, text);
    const [rows, cols, entries] = sizes;
    return { rows, cols, entries, field };
  };
}

function fieldOf(path: string, banner: string): string {
  const [start, object, format, field, symmetry] = banner.trim().split(/\s+/);
  if (start !== BANNER)
    throw new DataError(
      `the file does not start with “${BANNER}”, so it is not a matrix in this format.`,
      { file: path },
      'Copy or download it again.',
    );
  const usable =
    object === 'matrix' &&
    format === 'coordinate' &&
    (field === 'integer' || field === 'real') &&
    symmetry === 'general';
  if (usable) return field;
  throw new DataError(
    `the matrix is of the kind “${[object, format, field, symmetry].join(' ')}”.`,
    { file: path },
    'Counts are read from “matrix coordinate integer general” or “… real general”: write the file again as such.',
  );
}

/** A number as Matrix Market and C have it, `nan` and `inf` included; nothing for other text. −∞ counts as other text. */
function parseNumber(text: string): number | undefined {
  if (/^[+-]?nan$/i.test(text)) return Number.NaN;
  if (/^\+?inf(inity)?$/i.test(text)) return Number.POSITIVE_INFINITY;
  const value = Number(text);
  return Number.isNaN(value) ? undefined : value;
}

function malformed(path: string, line: number, text: string): DataError {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return new DataError(
    `line ${line} should be three numbers and is “${shown}”.`,
    { file: path },
    'The file is damaged or was cut off: copy it again, or write it again from its source.',
  );
}

function cutOff(path: string, where: string): DataError {
  return new DataError(
    `the file is cut off: it ends ${where}.`,
    { file: path },
    'Copy or download it again.',
  );
}
