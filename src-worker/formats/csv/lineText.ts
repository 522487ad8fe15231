import { DataError } from '../../data/errors.ts';

/**
 * A line of bytes as text: UTF-8, or Latin-1 (as old spreadsheet programs write) where it is not that.
 *
 * @throws DataError naming the line where it is no text.
 */
export function lineText(bytes: Buffer, from: number, to: number, line: number, path: string): string {
  if (bytes.subarray(from, to).includes(0))
    throw new DataError(
      `line ${line} is no text: it holds bytes that are zero.`,
      { file: path },
      'The file is damaged, or of another format: copy or export it again.',
    );
  const text = bytes.toString('utf8', from, to);
  const read = text.includes('\uFFFD') ? bytes.toString('latin1', from, to) : text;
  return line === 1 ? read.replace(/^\uFEFF/, '') : read;
}
