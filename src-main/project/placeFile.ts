import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { DataError } from '../../src-worker/data/errors.ts';

/** A name beside a file under which something is made that takes its place once it is whole. */
export function temporaryBeside(path: string): string {
  return join(dirname(path), `.rnavelocity-${randomUUID().slice(0, 8)}.tmp`);
}

/**
 * Gives a finished temporary file its name, after it is on the disk.
 *
 * @throws DataError where the name is taken and `overwrite` is false.
 */
export function placeFile(temporary: string, path: string, overwrite: boolean): void {
  syncFile(temporary);
  if (!overwrite && existsSync(path)) throw taken(path);
  // A log of another file that once lay here must never be played into this one.
  for (const ending of ['-wal', '-shm', '-journal']) rmSync(path + ending, { force: true });
  if (overwrite) renameSync(temporary, path);
  else giveNewName(temporary, path);
  syncFolder(dirname(path));
}

export function taken(path: string): DataError {
  return new DataError(
    'there is a file of that name already.',
    { file: basename(path) },
    'Choose another name.',
  );
}

/** A link fails where the name is taken, even by a file that came this instant; some drives have no links. */
function giveNewName(temporary: string, path: string): void {
  try {
    linkSync(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw taken(path);
    renameSync(temporary, path);
    return;
  }
  rmSync(temporary, { force: true });
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Windows cannot open a folder as a file, and keeps names by itself. */
function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
