import { basename } from 'node:path';

import SqliteDatabase, { type Database } from 'better-sqlite3';

import { DataError } from '../../src-worker/data/errors.ts';
import { APPLICATION_ID, migrate, SCHEMA_VERSION } from './schema.ts';

/** Tables whose size goes with that of the data; what is in them has checksums, which are looked at as it is read. */
const LARGE = new Set(['cells', 'genes', 'count_chunks', 'array_chunks']);

/**
 * The version of a project's schema.
 *
 * @throws DataError where the database is not a project, or of a version that this program does not know.
 */
export function checkIdentity(database: Database, path: string): number {
  const file = basename(path);
  if (database.pragma('application_id', { simple: true }) !== APPLICATION_ID)
    throw new DataError(
      'this SQLite file is not an RNAVelocity project; another program made it.',
      { file },
      'Choose a .rnavelocity file.',
    );
  const version = database.pragma('user_version', { simple: true }) as number;
  if (version > SCHEMA_VERSION)
    throw new DataError(
      `the project was written by a newer RNAVelocity (schema ${version}; this one knows ${SCHEMA_VERSION}).`,
      { file },
      'Update RNAVelocity to open it.',
    );
  if (version < 1) throw damagedFile(path);
  return version;
}

/**
 * Looks at everything but the data itself: that all tables and columns are there and nothing that acts by itself, and that the pages of the small tables
 * are whole. Takes the same short time whatever the size of the file.
 *
 * @throws DataError where something is missing or damaged.
 */
export function checkBooks(database: Database, path: string, version: number): void {
  const expected = columnsOf(version);
  const found = columns(database);
  for (const [table, names] of expected)
    if (names.some((name) => !found.get(table)?.includes(name))) throw damagedFile(path);
  // A trigger would run with every change; the program makes none.
  if (database.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'trigger'`).get()) throw damagedFile(path);
  for (const table of expected.keys()) {
    if (LARGE.has(table)) continue;
    if (database.pragma(`quick_check(${table})`, { simple: true }) !== 'ok') throw damagedFile(path);
  }
}

/** What is said of a file that was a project and can no longer be read as one. */
function damagedFile(path: string): DataError {
  return new DataError('the project file is damaged.', { file: basename(path) }, 'Restore it from a backup.');
}

function columnsOf(version: number): Map<string, string[]> {
  const model = new SqliteDatabase(':memory:');
  try {
    migrate(model, version);
    return columns(model);
  } finally {
    model.close();
  }
}

function columns(database: Database): Map<string, string[]> {
  const rows = database
    .prepare(
      `SELECT m.name AS "table", c.name AS "column" FROM sqlite_master m, pragma_table_info(m.name) c
       WHERE m.type = 'table'`,
    )
    .all() as { table: string; column: string }[];
  const tables = new Map<string, string[]>();
  for (const { table, column } of rows) tables.set(table, [...(tables.get(table) ?? []), column]);
  return tables;
}
