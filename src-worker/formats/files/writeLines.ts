import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';

import type { Checkpoint } from './checkpoint.ts';
import { writeAtomically } from './writeAtomically.ts';
import type { WriteOptions } from './writeOptions.ts';

const BLOCK_CHARACTERS = 1 << 20;

/**
 * Writes a text file (UTF-8, `\n` behind each line) a block at a time, so that its size does not matter; packed where
 * its name ends in `.gz`. An older file of that name stays until the new one is whole.
 *
 * @throws DataError where the place cannot be written to.
 */
export async function writeLines(
  path: string,
  lines: Iterable<string>,
  { checkpoint }: WriteOptions = {},
): Promise<void> {
  await writeAtomically(path, async (temporary) => {
    const blocks = Readable.from(blocksOf(lines, checkpoint), { highWaterMark: 1 });
    const file = createWriteStream(temporary);
    if (path.endsWith('.gz')) await pipeline(blocks, createGzip({ level: constants.Z_BEST_SPEED }), file);
    else await pipeline(blocks, file);
  });
}

function* blocksOf(lines: Iterable<string>, checkpoint?: Checkpoint): Generator<string> {
  let block = '';
  for (const line of lines) {
    block += `${line}\n`;
    if (block.length < BLOCK_CHARACTERS) continue;
    checkpoint?.();
    yield block;
    block = '';
  }
  if (block !== '') yield block;
}
