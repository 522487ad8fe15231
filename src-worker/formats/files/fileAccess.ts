import { closeSync, openSync, statSync } from 'node:fs';

import { DataError } from '../../data/errors.ts';

/** @throws DataError where `path` is missing, a folder, a pipe or device, or not readable by this user. */
export function checkReadable(path: string): void {
  try {
    const found = statSync(path);
    if (found.isDirectory())
      throw new DataError('this is a folder, not a file.', { file: path }, 'Choose the file inside it.');
    // Opening a pipe without a writer would wait for ever.
    if (!found.isFile())
      throw new DataError(
        'this is no file but a pipe, socket or device.',
        { file: path },
        'Write the data to a file, and choose that.',
      );
    closeSync(openSync(path, 'r'));
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw fileSystemError(error, path);
  }
}

/** What the operating system refused, in words a user can act on. */
export function fileSystemError(error: unknown, path: string): DataError {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return new DataError('there is no such file.', { file: path }, 'Check the path.');
  if (code === 'EACCES' || code === 'EPERM')
    return new DataError(
      'permission denied.',
      { file: path },
      'Change the permissions of the file or of its folder, or choose another place.',
    );
  if (code === 'EROFS')
    return new DataError('the disk can only be read.', { file: path }, 'Choose another place.');
  if (code === 'ENOSPC')
    return new DataError('the disk is full.', { file: path }, 'Free some space, or choose another disk.');
  return new DataError(
    `the file could not be used (${code ?? String(error)}).`,
    { file: path },
    'Check the disk it lies on.',
  );
}

/** Whether the operating system refused something, which {@link fileSystemError} puts in words. */
export function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}

/** Errors of the operating system and of gzip in words; all others as they are. */
export function readingError(error: unknown, path: string): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (code === undefined || error instanceof DataError) return error;
  if (!code.startsWith('Z_')) return fileSystemError(error, path);
  const cut = code === 'Z_BUF_ERROR';
  return new DataError(
    cut
      ? 'the file is cut off: its gzip data end too early.'
      : 'the file is damaged: its gzip data cannot be unpacked.',
    { file: path },
    'Copy or download it again.',
  );
}
