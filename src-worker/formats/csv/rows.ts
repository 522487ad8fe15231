import { DataError } from '../../data/errors.ts';
import type { Checkpoint } from '../files/checkpoint.ts';
import { forEachLine } from '../files/readLines.ts';
import { lineText } from './lineText.ts';
import { splitFields, type Fields } from './splitFields.ts';

/** One row and the number, from 1, of the line that it starts in; returning false ends the reading. */
export type UseRow = (fields: Fields, line: number) => unknown;

/** A quoted field may hold line breaks, but one without its end must not swallow the whole file. */
const MOST_LINES_A_ROW = 100;

/**
 * Hands the rows of a table of text to `use`, one after the other; rows without any content are left out.
 *
 * @throws DataError where the file cannot be read, is no text, or a quote has no end.
 */
export async function forEachRow(
  path: string,
  delimiter: string,
  use: UseRow,
  checkpoint?: Checkpoint,
): Promise<void> {
  let open = '';
  let start = 0;
  let stopped = false;
  await forEachLine(
    path,
    (bytes, from, to, line) => {
      const text = lineText(bytes, from, to, line, path);
      const row = start > 0 ? `${open}\n${text}` : text;
      const fields = splitFields(row, delimiter);
      if (!fields) {
        if (start === 0) start = line;
        open = row;
        if (line - start >= MOST_LINES_A_ROW) throw openQuote(path, start);
        return undefined;
      }
      const first = start > 0 ? start : line;
      start = 0;
      if (fields.texts.every((field) => field === '')) return undefined;
      stopped = use(fields, first) === false;
      return !stopped;
    },
    checkpoint,
  );
  if (start > 0 && !stopped) throw openQuote(path, start);
}

function openQuote(path: string, line: number): DataError {
  return new DataError(
    `a quotation mark in line ${line} has no second one that ends it.`,
    { file: path },
    'Write the table again, or copy it again: it may have been cut off.',
  );
}
