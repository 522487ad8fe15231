import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { loadNames } from './datasets.ts';
import { openProject } from './project.ts';
import { deleteRun, getRun, queueRun } from './runs.ts';
import { migrate, SCHEMA_VERSION } from './schema.ts';
import { findStepResult } from './stepResults.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'migration-'));
  path = join(folder, 'a.rnavelocity');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const settings = { model: 'dynamical', fate: false, seed: 0, parameters: {} } as const;

/** A project as the first schema had it: a dataset of two cells, a finished run and one under way. */
function makeOldProject(leaveLog = false): void {
  const database = new SqliteDatabase(path);
  migrate(database, 1);
  database.pragma('journal_mode = WAL');
  database.exec(`
    INSERT INTO datasets VALUES (1, 'old', 'x.h5ad', 'h5ad', 2, 1, 'f', '[]', '2026-01-01');
    INSERT INTO cells VALUES (1, 0, 'c0'), (1, 1, 'c1');
    INSERT INTO step_results VALUES (1, 1, 'filter', 1, 'shared', '{}', '[]', 1, '2026-01-01');
    INSERT INTO runs VALUES (1, 1, 'one', 'dynamical', '${JSON.stringify(settings)}', 'done', NULL, '0.1', '2026-01-02', '2026-01-03'),
      (2, 1, 'two', 'dynamical', '${JSON.stringify(settings)}', 'running', NULL, '0.1', '2026-01-04', NULL);
    INSERT INTO run_steps VALUES (1, 0, 1, 0), (2, 0, 1, 1);
    INSERT INTO fate_results VALUES (1, 0, 'A', 'gpcca', 5, 0.5, 1);`);
  if (leaveLog) {
    // As a killed program leaves it: the last changes are in the log only.
    writeFileSync(join(folder, 'main'), readFileSync(path));
    writeFileSync(join(folder, 'log'), readFileSync(`${path}-wal`));
  }
  database.close();
  if (leaveLog) {
    writeFileSync(path, readFileSync(join(folder, 'main')));
    writeFileSync(`${path}-wal`, readFileSync(join(folder, 'log')));
    rmSync(join(folder, 'main'));
    rmSync(join(folder, 'log'));
  }
}

describe('a project of the first schema', () => {
  it('is converted with all that it holds', () => {
    makeOldProject();
    const project = openProject(path);
    const { database } = project;
    expect(database.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    expect(database.pragma('foreign_key_check')).toEqual([]);
    expect(loadNames(database, 'cells', 1)).toEqual(['c0', 'c1']);
    expect(getRun(database, 1)).toEqual({
      id: 1,
      datasetId: 1,
      name: 'one',
      note: '',
      settings,
      status: 'done',
      error: null,
      appVersion: '0.1',
      queuedAt: '2026-01-02',
      startedAt: '2026-01-02',
      finishedAt: '2026-01-03',
    });
    expect(getRun(database, 2).status).toBe('cancelled');
    expect(database.prepare('SELECT name FROM fate_results').pluck().all()).toEqual(['A']);
    project.close();
  });

  it('keeps the ties between tables: deleting a run takes what only it stands on', () => {
    makeOldProject();
    const project = openProject(path);
    const { database } = project;
    queueRun(database, 1, 'three', settings, '0.2');
    deleteRun(database, 1);
    expect(findStepResult(database, 'shared')).toBeDefined();
    deleteRun(database, 2);
    expect(findStepResult(database, 'shared')).toBeUndefined();
    expect(database.prepare('SELECT count(*) FROM run_steps').pluck().get()).toBe(0);
    expect(database.prepare('SELECT count(*) FROM fate_results').pluck().get()).toBe(0);
    project.close();
  });

  it.each([false, true])('is first copied beside itself (changes in the log: %s)', (leaveLog) => {
    makeOldProject(leaveLog);
    const project = openProject(path);
    const backup = join(folder, 'a.schema-1-backup.rnavelocity');
    expect(project.backup).toBe(backup);
    project.close();
    expect(readdirSync(folder).sort()).toEqual(['a.rnavelocity', 'a.schema-1-backup.rnavelocity']);
    const copy = new SqliteDatabase(backup, { readonly: true });
    expect(copy.pragma('user_version', { simple: true })).toBe(1);
    expect(copy.pragma('application_id', { simple: true })).toBe(0x524e5641);
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(copy.prepare('SELECT status FROM runs').pluck().all()).toEqual(['done', 'running']);
    copy.close();
  });

  it('never overwrites a file with its backup', () => {
    makeOldProject();
    writeFileSync(join(folder, 'a.schema-1-backup.rnavelocity'), 'mine');
    const project = openProject(path);
    expect(project.backup).toBe(join(folder, 'a.schema-1-backup-2.rnavelocity'));
    project.close();
    expect(readFileSync(join(folder, 'a.schema-1-backup.rnavelocity'), 'utf8')).toBe('mine');
  });

  it('is copied once, not at each opening', () => {
    makeOldProject();
    openProject(path).close();
    const project = openProject(path);
    expect(project.backup).toBeUndefined();
    project.close();
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('stays as it was where no backup can be made', () => {
    const long = join(folder, `${'n'.repeat(240 - '.rnavelocity'.length)}.rnavelocity`);
    makeOldProject();
    writeFileSync(long, readFileSync(path)); // the backup's name would be longer than a file's may be
    rmSync(path);
    const before = readFileSync(long);
    expect(() => openProject(long)).toThrow(/no backup could be made first.*It was not changed/);
    expect(readFileSync(long).equals(before)).toBe(true);
    expect(existsSync(`${long}-wal`)).toBe(false);
    expect(readdirSync(folder)).toHaveLength(1);
  });
});

describe('a migration', () => {
  it('that leaves broken ties is not made', () => {
    makeOldProject();
    const database = new SqliteDatabase(path);
    database.pragma('foreign_keys = OFF');
    database.exec('DELETE FROM datasets');
    expect(() => {
      migrate(database);
    }).toThrow('broken references');
    expect(database.pragma('user_version', { simple: true })).toBe(1);
    expect(database.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(2);
    database.close();
  });
});
