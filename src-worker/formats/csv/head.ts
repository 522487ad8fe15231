import { DataError } from '../../data/errors.ts';
import { firstBytes } from '../files/firstBytes.ts';
import { forEachLine } from '../files/readLines.ts';
import { looksLikeBarcode, looksLikeGeneId } from '../names/kindOfNames.ts';
import { lineText } from './lineText.ts';
import { splitFields } from './splitFields.ts';
import { parseNumber } from './values.ts';

/** How a table of text is written, as its first lines tell. */
export interface TableHead {
  delimiter: string;
  /** Names of the columns, one for each field of a row; an empty name where the file gives none. */
  columns: string[];
  /** The line of the first row below the names of the columns, or of the first of all where there are none. */
  firstRow: number;
  /** The first column has no place in the header: names of rows, as R's write.table writes them. */
  rowNames: boolean;
}

const LINES = 25;
const RECOGNISED_BY = 4096;
/** The characters that text does not have; the other controls are tab, line ends and form feed. */
// eslint-disable-next-line no-control-regex
const NO_TEXT = /[\u0000-\u0008\u000E-\u001A\u001C-\u001F]/;
const DELIMITERS = ['\t', ';', ','];

/** Whether a file starts like a table of text, packed with gzip or not; UTF-16 is taken for one, to be refused by name. */
export function looksLikeTable(path: string): boolean {
  let bytes: Buffer;
  try {
    bytes = firstBytes(path, RECOGNISED_BY);
  } catch (error) {
    // What cannot be unpacked is no text.
    if (error instanceof DataError) return false;
    throw error;
  }
  if (isUtf16(bytes)) return true;
  const text = bytes.toString('latin1');
  if (bytes.length === 0 || NO_TEXT.test(text)) return false;
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return (
    lines.some((line) => DELIMITERS.some((delimiter) => line.includes(delimiter))) ||
    lines.some((line) => looksLikeBarcode(line)) ||
    lines.some((line) => line.startsWith('"'))
  );
}

/**
 * Finds the delimiter (tab, comma, semicolon, or blanks with quotes) and the names of the columns.
 *
 * @throws DataError where the file is empty, no text, or its first lines make no table.
 */
export async function readHead(path: string): Promise<TableHead> {
  if (isUtf16(firstBytes(path, 2)))
    throw new DataError(
      'the text is written in UTF-16 (“Unicode text”).',
      { file: path },
      'Save it as “CSV UTF-8”.',
    );
  if (/^[^\n]*\r[^\n]+$/.test(firstBytes(path, RECOGNISED_BY).toString('latin1')))
    throw new DataError(
      'its lines end as those of old Macintosh programs (“CSV (Macintosh)”), so all of it is one line.',
      { file: path },
      'Save it as “CSV UTF-8”.',
    );
  const lines: { text: string; line: number }[] = [];
  let given: string | undefined;
  await forEachLine(path, (bytes, from, to, line) => {
    const text = lineText(bytes, from, to, line, path);
    const stated = line === 1 ? /^sep=(.)$/.exec(text) : null;
    if (stated) given = stated[1];
    else if (text.trim() !== '') lines.push({ text, line });
    return lines.length < LINES;
  });
  if (lines.length === 0)
    throw new DataError('the table is empty.', { file: path }, 'Write or copy it again.');
  const comments = lines.findIndex(({ text }) => !text.startsWith('#'));
  // The last of the lines with # may have the names of the columns.
  const start = comments < 0 ? 0 : comments;
  const delimiter = given ?? findDelimiter(lines.slice(start).map(({ text }) => text));
  const rows = lines.slice(start).map(({ text }) => splitFields(text, delimiter)?.texts);
  if (start > 0) {
    const above = splitFields(lines[start - 1].text.replace(/^#+\s*/, ''), delimiter)?.texts;
    if (above && above.length > 1 && above.length === rows[0]?.length && rows[0].some(isData))
      return { delimiter, columns: above, firstRow: lines[start].line, rowNames: false };
  }
  const [first] = rows;
  if (!first)
    return { delimiter, columns: [lines[start].text], firstRow: lines[start].line + 1, rowNames: false };
  const second = rows[1];
  if (isDataLike(first, second))
    return { delimiter, columns: first.map(() => ''), firstRow: lines[start].line, rowNames: false };
  const shorter = second !== undefined && second.length === first.length + 1;
  // Ending every row with the delimiter makes rows one longer, too; but then the last field is empty.
  const rowNames = shorter && !rows.slice(1).every((row) => row?.at(-1) === '');
  return {
    delimiter,
    columns: rowNames ? ['', ...first] : shorter ? [...first, ''] : first,
    firstRow: lines[start].line + 1,
    rowNames,
  };
}

/** Whether the first row is no header: it has a barcode or gene id in a column that goes on with them. */
function isDataLike(first: string[], second: string[] | undefined): boolean {
  if (!second) return first.some(isName);
  return (
    first.length === second.length &&
    first.some(
      (text, i) =>
        (looksLikeBarcode(text) && looksLikeBarcode(second[i])) ||
        (looksLikeGeneId(text) && looksLikeGeneId(second[i])),
    )
  );
}

function isName(text: string): boolean {
  return looksLikeBarcode(text) || looksLikeGeneId(text);
}

function isData(text: string): boolean {
  return isName(text) || parseNumber(text) !== undefined;
}

/**
 * The delimiter that gives all rows the same number of fields, or a header one shorter; of several the one with most
 * fields. Where none does, the one that the first row has most of: a row that does not fit is told of later.
 */
function findDelimiter(lines: string[]): string {
  const fits = [...DELIMITERS, ' '].map((delimiter) => {
    const widths = lines.map((line) => splitFields(line, delimiter)?.texts.length ?? 0);
    const width = widths.at(-1);
    const even = widths.slice(1).every((other) => other === width);
    const quoted = delimiter !== ' ' || lines.every((line) => line.includes('"'));
    const exact = widths[0] === width;
    return { delimiter, width, header: widths[0], exact, fits: quoted && even && width > 1 };
  });
  const candidates = fits.filter(
    ({ fits: fit, exact, width, header }) => fit && (exact || header === width - 1),
  );
  const best =
    widest(candidates.filter(({ exact }) => exact)) ??
    widest(candidates) ??
    fits.slice(0, DELIMITERS.length).reduce((a, b) => (b.header > a.header ? b : a));
  return best.delimiter;
}

function widest<T extends { width: number }>(fits: T[]): T | undefined {
  return fits.length > 0 ? fits.reduce((a, b) => (b.width > a.width ? b : a)) : undefined;
}

function isUtf16(bytes: Buffer): boolean {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  return mark === 0xfffe || mark === 0xfeff;
}
