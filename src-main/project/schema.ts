import type { Database } from 'better-sqlite3';

/** Marks an SQLite file as an RNAVelocity project: the bytes "RNVA". */
export const APPLICATION_ID = 0x524e5641;

/**
 * The schema, one migration a version: `user_version` of a file is the number of migrations it has been through. A
 * released migration is never edited; a change is a new one at the end. docs/project-file.md describes the tables.
 */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE datasets (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    source_path TEXT NOT NULL,
    format TEXT NOT NULL,
    cells INTEGER NOT NULL,
    genes INTEGER NOT NULL,
    fingerprint TEXT NOT NULL UNIQUE,
    warnings TEXT NOT NULL,
    imported_at TEXT NOT NULL
  );
  CREATE TABLE cells (
    dataset_id INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (dataset_id, position)
  ) WITHOUT ROWID;
  CREATE TABLE genes (
    dataset_id INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (dataset_id, position)
  ) WITHOUT ROWID;
  CREATE TABLE count_chunks (
    dataset_id INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
    layer TEXT NOT NULL,
    gene_from INTEGER NOT NULL,
    gene_to INTEGER NOT NULL,
    nonzero INTEGER NOT NULL,
    codec TEXT NOT NULL,
    raw_bytes INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (dataset_id, layer, gene_from)
  );
  CREATE TABLE step_results (
    id INTEGER PRIMARY KEY,
    dataset_id INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
    step TEXT NOT NULL,
    version INTEGER NOT NULL,
    fingerprint TEXT NOT NULL UNIQUE,
    parameters TEXT NOT NULL,
    warnings TEXT NOT NULL,
    seconds REAL NOT NULL,
    finished_at TEXT NOT NULL
  );
  CREATE TABLE arrays (
    id INTEGER PRIMARY KEY,
    dataset_id INTEGER REFERENCES datasets ON DELETE CASCADE,
    result_id INTEGER REFERENCES step_results ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    header TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    CHECK ((dataset_id IS NULL) <> (result_id IS NULL)),
    UNIQUE (dataset_id, result_id, name)
  );
  CREATE INDEX arrays_of_result ON arrays (result_id);
  CREATE TABLE array_chunks (
    array_id INTEGER NOT NULL REFERENCES arrays ON DELETE CASCADE,
    part TEXT NOT NULL,
    position INTEGER NOT NULL,
    codec TEXT NOT NULL,
    raw_bytes INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (array_id, part, position)
  );
  CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    dataset_id INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
    name TEXT NOT NULL,
    model TEXT NOT NULL,
    settings TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('running', 'done', 'failed', 'cancelled')),
    error TEXT,
    app_version TEXT NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT
  );
  CREATE TABLE run_steps (
    run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    position INTEGER NOT NULL,
    result_id INTEGER NOT NULL REFERENCES step_results,
    reused INTEGER NOT NULL,
    PRIMARY KEY (run_id, position)
  );
  CREATE TABLE fate_results (
    run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    method TEXT NOT NULL,
    terminal_cells INTEGER NOT NULL,
    mean_probability REAL NOT NULL,
    most_probable_cells INTEGER NOT NULL,
    PRIMARY KEY (run_id, position)
  );
  CREATE TABLE log (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    event TEXT NOT NULL,
    detail TEXT NOT NULL
  );
  `,
];

export const SCHEMA_VERSION = MIGRATIONS.length;

/** Brings a database from its `user_version` to the newest, each migration in a transaction of its own. */
export function migrate(database: Database): void {
  let version = database.pragma('user_version', { simple: true }) as number;
  for (; version < SCHEMA_VERSION; version++) {
    database.transaction(() => {
      database.exec(MIGRATIONS[version]);
      database.pragma(`application_id = ${APPLICATION_ID}`);
      database.pragma(`user_version = ${version + 1}`);
    })();
  }
}
