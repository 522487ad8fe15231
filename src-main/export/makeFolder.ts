import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

import { DataError } from '../../src-worker/data/errors.ts';

const REASONS: Record<string, string> = {
  EEXIST: 'there is a file of that name',
  ENOTDIR: 'a part of its path is a file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
};

/** Makes the folder for outputs where there is none, and gives its full path. @throws DataError where that fails. */
export function makeFolder(path: string): string {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new DataError(
      `the output folder cannot be made (${REASONS[code ?? ''] ?? message}).`,
      { file: path },
      'Choose a folder that you may write to.',
    );
  }
  return resolve(path);
}
