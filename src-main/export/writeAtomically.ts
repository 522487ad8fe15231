import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { fileSystemError } from '../../src-worker/formats/hdf5/superblock.ts';

/**
 * Makes a file so that a reader sees the old one or the whole new one, never a part: `write` fills a temporary file in
 * the same folder, which then takes the place of `path`. Whatever goes wrong, the temporary file is removed.
 *
 * @throws DataError where the disk is full or may not be written to.
 */
export async function writeAtomically(
  path: string,
  write: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}-${serial++}.partial`);
  try {
    await write(temporary);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw isSystemError(error) ? fileSystemError(error, path) : error;
  }
}

let serial = 0;

function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
