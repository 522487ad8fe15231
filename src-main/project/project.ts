import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';

import SqliteDatabase, { type Database } from 'better-sqlite3';

import { DataError } from '../../src-worker/data/errors.ts';
import { markInterruptedRuns } from './runs.ts';
import { APPLICATION_ID, migrate, SCHEMA_VERSION } from './schema.ts';

/** An open project file. Its tables are read and written by the functions of this folder, one file a table family. */
export interface Project {
  readonly path: string;
  readonly database: Database;
  /** Folds the write-ahead log into the file and lets go of it. */
  close(): void;
}

/**
 * Opens a project file for this process alone, making it where it does not exist.
 *
 * @throws DataError where the file is not a project, is damaged, newer than this program, or open elsewhere.
 */
export function openProject(path: string): Project {
  const isNew = !existsSync(path);
  if (!existsSync(dirname(path)))
    throw new DataError(
      'its folder does not exist.',
      { file: path },
      'Make the folder first, or choose another.',
    );
  const database = connect(path);
  try {
    if (!isNew) checkIdentity(database, path);
    database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    migrate(database);
    markInterruptedRuns(database);
  } catch (error) {
    database.close();
    throw explain(error, path);
  }
  return {
    path,
    database,
    close() {
      database.pragma('wal_checkpoint(TRUNCATE)');
      // Leaving exclusive WAL mode puts everything in the one file.
      database.pragma('journal_mode = DELETE');
      database.close();
    },
  };
}

function connect(path: string): Database {
  try {
    return new SqliteDatabase(path, { timeout: 1000 });
  } catch (error) {
    throw explain(error, path);
  }
}

function checkIdentity(database: Database, path: string): void {
  const file = basename(path);
  const id = database.pragma('application_id', { simple: true });
  const tables = database.prepare('SELECT count(*) FROM sqlite_master').pluck().get() as number;
  if (id !== APPLICATION_ID && tables > 0)
    throw new DataError(
      'this SQLite file is not an RNAVelocity project.',
      { file },
      'Choose another file, or give the project a new name.',
    );
  const version = database.pragma('user_version', { simple: true }) as number;
  if (version > SCHEMA_VERSION)
    throw new DataError(
      `the project was written by a newer RNAVelocity (schema ${version}; this one knows ${SCHEMA_VERSION}).`,
      { file },
      'Update RNAVelocity to open it.',
    );
}

function explain(error: unknown, path: string): Error {
  if (error instanceof DataError) return error;
  const file = basename(path);
  const code = error instanceof SqliteDatabase.SqliteError ? error.code : '';
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
      `Check that the folder exists and that you may write there.`,
    );
  const problem = error instanceof Error ? error.message : String(error);
  return new DataError(`the project cannot be opened (${problem}).`, { file }, 'Check the path.');
}
