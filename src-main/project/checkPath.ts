import { accessSync, constants, statSync, type BigIntStats } from 'node:fs';
import { basename, dirname } from 'node:path';

import { DataError } from '../../src-worker/data/errors.ts';

/**
 * The file to be opened, without opening it: closing a second handle would take away the locks that another connection
 * of this process holds on it.
 *
 * @throws DataError where it is missing, a folder, empty or read-only.
 */
export function checkFile(path: string): BigIntStats {
  const file = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (!file)
    throw new DataError(
      'there is no such file.',
      { file: path },
      'It may have been moved, renamed or deleted. Check the path.',
    );
  if (file.isDirectory())
    throw new DataError(
      'this is a folder, not a project file.',
      { file: path },
      'Choose the .rnavelocity file inside it.',
    );
  if (file.size === 0n)
    throw new DataError(
      'the project file is empty (0 bytes).',
      { file: basename(path) },
      'Restore it from a backup, or delete it and start a new project.',
    );
  if (!mayWrite(path)) throw readOnly(path);
  return file;
}

/** @throws DataError where the folder of a path does not exist or nothing can be written there. */
export function checkFolder(path: string): void {
  const folder = dirname(path);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new DataError(
      'its folder does not exist.',
      { file: path },
      'Make the folder first, or choose another.',
    );
  if (!mayWrite(folder))
    throw new DataError(
      'its folder is read-only for you, and a project needs room beside it while it is open.',
      { file: basename(path) },
      'Copy the project to a folder of yours and open it there, or ask for the right to write here.',
    );
}

/** Whether a path leads to that file, by whatever name. */
export function isSameFile(path: string, file: Pick<BigIntStats, 'dev' | 'ino'>): boolean {
  const now = statSync(path, { bigint: true, throwIfNoEntry: false });
  return now !== undefined && now.dev === file.dev && now.ino === file.ino;
}

function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function readOnly(path: string): DataError {
  return new DataError(
    'the project file is read-only.',
    { file: basename(path) },
    'Copy it to a folder of yours and open the copy, or ask for the right to write it.',
  );
}
