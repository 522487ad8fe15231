import { basename } from 'node:path';

import SqliteDatabase from 'better-sqlite3';

import { DataError } from '../../src-worker/data/errors.ts';

/** What SQLite refused, in words a user can act on; any other error as it is. */
export function databaseError(error: unknown, path: string): unknown {
  if (!(error instanceof SqliteDatabase.SqliteError)) return error;
  const file = basename(path);
  const { code, message } = error;
  if (code === 'SQLITE_NOTADB')
    return new DataError('this is not a project file.', { file }, 'Choose a .rnavelocity file.');
  if (code.startsWith('SQLITE_CORRUPT'))
    return new DataError('the project file is damaged.', { file }, 'Restore it from a backup.');
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return new DataError(
      'the project is open in another window or program.',
      { file },
      'Close it there first.',
    );
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_CANTOPEN' || code === 'SQLITE_PERM')
    return new DataError(
      'the project file cannot be opened for writing.',
      { file },
      'Check that the folder exists and that you may write there.',
    );
  if (code === 'SQLITE_FULL')
    return new DataError(
      'the disk is full.',
      { file },
      'Free some space, or choose another disk; what was stored before is safe.',
    );
  if (code.startsWith('SQLITE_IOERR'))
    return new DataError(
      `the project file could not be read or written (${message}).`,
      { file },
      'Check the disk it lies on.',
    );
  return error;
}
