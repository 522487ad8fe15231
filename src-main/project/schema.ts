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
  `
  ALTER TABLE datasets ADD COLUMN roles TEXT NOT NULL DEFAULT '{}';
  ALTER TABLE datasets ADD COLUMN known TEXT NOT NULL DEFAULT '{}';
  ALTER TABLE datasets ADD COLUMN complete INTEGER NOT NULL DEFAULT 1;
  ALTER TABLE datasets ADD COLUMN cells_checksum INTEGER;
  ALTER TABLE datasets ADD COLUMN genes_checksum INTEGER;
  CREATE TABLE new_runs (
    id INTEGER PRIMARY KEY,
    dataset_id INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
    name TEXT NOT NULL,
    note TEXT NOT NULL DEFAULT '',
    model TEXT NOT NULL,
    settings TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    error TEXT,
    app_version TEXT NOT NULL,
    queued_at TEXT NOT NULL,
    started_at TEXT,
    finished_at TEXT
  );
  INSERT INTO new_runs (id, dataset_id, name, model, settings, status, error, app_version, queued_at, started_at, finished_at)
    SELECT id, dataset_id, name, model, settings, status, error, app_version, started_at, started_at, finished_at FROM runs;
  DROP TABLE runs;
  ALTER TABLE new_runs RENAME TO runs;
  CREATE INDEX runs_of_dataset ON runs (dataset_id);
  CREATE INDEX run_steps_of_result ON run_steps (result_id);
  CREATE INDEX step_results_of_dataset ON step_results (dataset_id);
  CREATE TABLE edits (
    dataset_id INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
    column_key TEXT NOT NULL,
    value TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (dataset_id, column_key)
  );
  CREATE TABLE selections (
    id INTEGER PRIMARY KEY,
    dataset_id INTEGER NOT NULL REFERENCES datasets ON DELETE CASCADE,
    name TEXT NOT NULL,
    cells INTEGER NOT NULL,
    codec TEXT NOT NULL,
    raw_bytes INTEGER NOT NULL,
    checksum INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    changed_at TEXT NOT NULL,
    UNIQUE (dataset_id, name)
  );
  CREATE TABLE figures (
    id INTEGER PRIMARY KEY,
    run_id INTEGER REFERENCES runs ON DELETE SET NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    spec TEXT NOT NULL,
    created_at TEXT NOT NULL,
    changed_at TEXT NOT NULL
  );
  CREATE INDEX figures_of_run ON figures (run_id);
  CREATE TABLE view_state (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    changed_at TEXT NOT NULL
  );
  `,
];

export const SCHEMA_VERSION = MIGRATIONS.length;

/**
 * Brings a database from its `user_version` to a newer one, each migration in a transaction of its own. Foreign keys are
 * off meanwhile, as SQLite asks where a table is rebuilt, and checked before each commit.
 */
export function migrate(database: Database, target = SCHEMA_VERSION): void {
  database.pragma('foreign_keys = OFF');
  try {
    let version = database.pragma('user_version', { simple: true }) as number;
    for (; version < target; version++) {
      database.transaction(() => {
        database.exec(MIGRATIONS[version]);
        const broken = database.pragma('foreign_key_check') as unknown[];
        if (broken.length > 0)
          throw new Error(`Migration ${version + 1} leaves ${broken.length} broken references`);
        database.pragma(`application_id = ${APPLICATION_ID}`);
        database.pragma(`user_version = ${version + 1}`);
      })();
    }
  } finally {
    database.pragma('foreign_keys = ON');
  }
}
