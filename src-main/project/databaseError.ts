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
  if (code === 'SQLITE_READONLY_DBMOVED')
    return new DataError(
      'the project file was moved or deleted while it was open.',
      { file },
      'Save a copy now: everything is still here until the project is closed.',
    );
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM')
    return new DataError(
      'the project file is read-only.',
      { file },
      'Copy it to a folder of yours and open the copy, or ask for the right to write it.',
    );
  if (code.startsWith('SQLITE_CANTOPEN'))
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
