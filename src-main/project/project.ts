import { existsSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';

import SqliteDatabase, { type Database } from 'better-sqlite3';

import { DataError } from '../../src-worker/data/errors.ts';
import { databaseError } from './databaseError.ts';
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
  if (!isNew && statSync(path).isDirectory())
    throw new DataError(
      'this is a folder, not a project file.',
      { file: path },
      'Choose the .rnavelocity file inside it.',
    );
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
      try {
        database.pragma('wal_checkpoint(TRUNCATE)');
        // Leaving exclusive WAL mode puts everything in the one file.
        database.pragma('journal_mode = DELETE');
      } catch (error) {
        // What was stored is safe in the log beside the file, which the next opening takes up.
        throw databaseError(error, path);
      } finally {
        database.close();
      }
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

/** Why a file cannot be opened as a project. */
function explain(error: unknown, path: string): unknown {
  const known = databaseError(error, path);
  if (known instanceof DataError) return known;
  const problem = error instanceof Error ? error.message : String(error);
  return new DataError(
    `the project cannot be opened (${problem}).`,
    { file: basename(path) },
    'Check the path.',
  );
}
