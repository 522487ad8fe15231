import { existsSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';

import SqliteDatabase, { type Database } from 'better-sqlite3';

import { DataError } from '../../src-worker/data/errors.ts';
import { backupProject } from './backup.ts';
import { checkFile, checkFolder, isSameFile } from './checkPath.ts';
import { databaseError } from './databaseError.ts';
import { discardInterruptedImports } from './importDataset.ts';
import { checkBooks, checkIdentity } from './integrity.ts';
import { onNetworkDrive } from './journal.ts';
import { placeFile, taken, temporaryBeside } from './placeFile.ts';
import { listRuns, markInterruptedRuns } from './runs.ts';
import { migrate, SCHEMA_VERSION } from './schema.ts';

export { copyProject } from './copyProject.ts';

/** An open project file. Its tables are read and written by the functions of this folder, one file a table family. */
export interface Project {
  readonly path: string;
  readonly database: Database;
  /** The copy that was made because the file was of an older schema. */
  readonly backup?: string;
  /** Whether the file is still where it was opened. */
  isInPlace(): boolean;
  /** @throws DataError where the file was moved, deleted or replaced since it was opened, so that nothing is saved there. */
  checkInPlace(): void;
  /** Folds the write-ahead log into the file and lets go of it. Closing twice does nothing. */
  close(): void;
}

/** How long another program may hold the file before it counts as open there, in milliseconds. */
const PATIENCE = 400;

/**
 * Makes a new project file and opens it for this process alone. It is there whole or not at all.
 *
 * @throws DataError where there is a file of that name already, or the folder does not exist or cannot be written.
 */
export function createProject(path: string): Project {
  checkFolder(path);
  if (existsSync(path)) throw taken(path);
  const temporary = temporaryBeside(path);
  try {
    const database = connect(temporary, false);
    try {
      migrate(database);
    } finally {
      database.close();
    }
    placeFile(temporary, path, false);
  } catch (error) {
    throw explain(error, path);
  } finally {
    rmSync(temporary, { force: true });
  }
  return openProject(path);
}

/**
 * Opens a project file for this process alone. One of an older schema is converted, after a copy was made beside it.
 *
 * @throws DataError where the file is missing, not a project, damaged, read-only, newer than this program, or open
 *   elsewhere.
 */
export function openProject(path: string): Project {
  const file = checkFile(path);
  checkFolder(path);
  const database = connect(path, true);
  try {
    const backup = prepare(database, path);
    return {
      path,
      database,
      ...(backup === undefined ? {} : { backup }),
      isInPlace: () => isSameFile(path, file),
      checkInPlace: () => {
        if (!isSameFile(path, file)) throw gone(path);
      },
      close: () => {
        closeDatabase(database, path);
      },
    };
  } catch (error) {
    database.close();
    throw explain(error, path);
  }
}

/** Opens the project file, making it where it does not exist. @throws as {@link openProject} and {@link createProject}. */
export function openOrCreateProject(path: string): Project {
  return existsSync(path) ? openProject(path) : createProject(path);
}

/** Connects, checks, converts where needed, and sets how the file is written. */
function prepare(database: Database, path: string): string | undefined {
  // Set before the first look, so that the log beside the file needs no memory shared with others.
  database.pragma('locking_mode = EXCLUSIVE');
  const version = checkIdentity(database, path);
  database.exec('BEGIN EXCLUSIVE; COMMIT'); // the lock stays
  checkBooks(database, path, version);
  const backup = version < SCHEMA_VERSION ? backupProject(database, path, version) : undefined;
  const wal = onNetworkDrive(dirname(path))
    ? undefined
    : database.pragma('journal_mode = WAL', { simple: true });
  if (wal !== 'wal') database.pragma('journal_mode = DELETE');
  database.pragma('synchronous = FULL');
  database.pragma('fullfsync = ON'); // without it macOS leaves writes in the memory of the disk
  migrate(database);
  discardInterruptedImports(database);
  markInterruptedRuns(database);
  listRuns(database); // refuses a file with damaged settings now, not when it is already shown
  return backup;
}

function closeDatabase(database: Database, path: string): void {
  if (!database.open) return;
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
}

function connect(path: string, fileMustExist: boolean): Database {
  try {
    return new SqliteDatabase(path, { timeout: PATIENCE, fileMustExist });
  } catch (error) {
    throw explain(error, path);
  }
}

function gone(path: string): DataError {
  return new DataError(
    'the project file was moved or deleted while it was open, so nothing more is saved there.',
    { file: path },
    'Save a copy now: everything is still here until the project is closed.',
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
