import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

import { DataError } from '../../data/errors.ts';
import type { Checkpoint } from './checkpoint.ts';
import { fileSystemError, readingError } from './fileAccess.ts';
import { startsLikeGzip } from './firstBytes.ts';

/** One line of text: the bytes `from` to `to` without its end, and its number from 1; returning false ends the reading. */
export type UseLine = (bytes: Buffer, from: number, to: number, number: number) => unknown;

const BLOCK_BYTES = 1 << 20;
/** A row of a table with a column for each of some 100,000 cells is this long. */
const LONGEST_LINE = 1 << 24;
const NEWLINE = 10;
const RETURN = 13;

/**
 * Hands a text file, packed with gzip or not (told by its content), to `use` line by line. Memory does not grow with
 * the file.
 *
 * @throws DataError where the file cannot be read, was cut off, or is no text.
 */
export async function forEachLine(path: string, use: UseLine, checkpoint?: Checkpoint): Promise<void> {
  const blocks = openBlocks(path);
  let rest: Buffer = Buffer.alloc(0);
  let number = 0;
  try {
    for await (const block of blocks) {
      checkpoint?.();
      const bytes = rest.length > 0 ? Buffer.concat([rest, block as Buffer]) : (block as Buffer);
      let from = 0;
      for (;;) {
        const end = bytes.indexOf(NEWLINE, from);
        if (end < 0) break;
        if (use(bytes, from, withoutReturn(bytes, from, end), ++number) === false) return;
        from = end + 1;
      }
      rest = bytes.subarray(from);
      if (rest.length > LONGEST_LINE)
        throw new DataError(
          `line ${number + 1} is longer than 16 million characters, so this is no table of text.`,
          { file: path },
          'Copy or download the file again.',
        );
    }
    if (rest.length > 0) use(rest, 0, withoutReturn(rest, 0, rest.length), number + 1);
  } catch (error) {
    throw readingError(error, path);
  }
}

function openBlocks(path: string): AsyncIterable<unknown> {
  let packed: boolean;
  try {
    packed = startsLikeGzip(path);
  } catch (error) {
    throw fileSystemError(error, path);
  }
  const file = createReadStream(path, { highWaterMark: BLOCK_BYTES });
  if (!packed) return file;
  const unpacked = createGunzip({ chunkSize: BLOCK_BYTES });
  file.on('error', (error) => unpacked.destroy(error));
  unpacked.on('close', () => file.destroy());
  return file.pipe(unpacked);
}

function withoutReturn(bytes: Buffer, from: number, to: number): number {
  return to > from && bytes[to - 1] === RETURN ? to - 1 : to;
}
