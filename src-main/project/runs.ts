import type { Database } from 'better-sqlite3';

import { DataError } from '../../src-worker/data/errors.ts';
import { removeEdits } from './edits.ts';
import { checkName } from './names.ts';
import { runSettingsSchema, type RunSettings } from './runSettings.ts';
import { readJson } from './storedJson.ts';
import { removeViewState } from './viewState.ts';

export type RunStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

export interface RunRecord {
  id: number;
  datasetId: number;
  name: string;
  /** What the user wrote about it; empty where nothing. */
  note: string;
  settings: RunSettings;
  status: RunStatus;
  /** Why it failed or was cancelled. */
  error: string | null;
  appVersion: string;
  queuedAt: string;
  /** Null while it is queued, and where it was cancelled before it started. */
  startedAt: string | null;
  finishedAt: string | null;
}

/** Enters a run that waits for its turn. */
export function queueRun(
  database: Database,
  datasetId: number,
  name: string,
  settings: RunSettings,
  appVersion: string,
): number {
  return enter(database, datasetId, name, settings, appVersion, 'queued');
}

/** Enters a run that starts at once. */
export function createRun(
  database: Database,
  datasetId: number,
  name: string,
  settings: RunSettings,
  appVersion: string,
): number {
  return enter(database, datasetId, name, settings, appVersion, 'running');
}

/** A queued run's turn has come. @throws DataError where it is not waiting (cancelled, deleted or started before). */
export function startRun(database: Database, runId: number): void {
  const { changes } = database
    .prepare(`UPDATE runs SET status = 'running', started_at = ? WHERE id = ? AND status = 'queued'`)
    .run(new Date().toISOString(), runId);
  if (changes === 0)
    throw new DataError('the run no longer waits to be started.', {}, 'Start a new run with its settings.');
}

/** Enters how a run ended; only a run that ended well has status `done`, and that has no preview any more. */
export function finishRun(
  database: Database,
  runId: number,
  status: Exclude<RunStatus, 'queued' | 'running'>,
  error?: string,
): void {
  database.transaction(() => {
    database
      .prepare('UPDATE runs SET status = ?, error = ?, finished_at = ? WHERE id = ?')
      .run(status, error ?? null, new Date().toISOString(), runId);
    if (status === 'done')
      database.prepare('DELETE FROM run_steps WHERE run_id = ? AND position < 0').run(runId);
  })();
}

/** Ties a step's result to the run that asked for it. */
export function addRunStep(
  database: Database,
  runId: number,
  position: number,
  resultId: number,
  reused: boolean,
): void {
  database
    .prepare('INSERT OR REPLACE INTO run_steps (run_id, position, result_id, reused) VALUES (?, ?, ?, ?)')
    .run(runId, position, resultId, reused ? 1 : 0);
}

/**
 * Ties to a run what is shown until it has its own: the results of another model's steps. They have positions below 0, by which
 * whoever lists a run's steps or arrays passes them over.
 */
export function addPreviewStep(
  database: Database,
  runId: number,
  position: number,
  resultId: number,
  reused: boolean,
): void {
  addRunStep(database, runId, -1 - position, resultId, reused);
}

/** @throws DataError where the run is gone or the name is empty. */
export function renameRun(database: Database, runId: number, name: string): RunRecord {
  database.prepare('UPDATE runs SET name = ? WHERE id = ?').run(checkName(name, 'the run'), runId);
  return getRun(database, runId);
}

/** Puts the user's note on a run, in place of an earlier one. @throws DataError where the run is gone. */
export function annotateRun(database: Database, runId: number, note: string): RunRecord {
  database.prepare('UPDATE runs SET note = ? WHERE id = ?').run(note, runId);
  return getRun(database, runId);
}

/**
 * Deletes a run and its dataset's step results that no run stands on any more, in one transaction; among them may be the preview
 * of a run that is done. SQLite gives its id away again, so what is kept under it goes too.
 *
 * @throws DataError where it is under way, or gone already.
 */
export function deleteRun(database: Database, runId: number): void {
  database.transaction(() => {
    const run = getRun(database, runId);
    if (run.status === 'running')
      throw new DataError(`the run “${run.name}” is under way.`, {}, 'Cancel it first.');
    database.prepare('DELETE FROM runs WHERE id = ?').run(runId);
    database
      .prepare(
        'DELETE FROM step_results WHERE dataset_id = ? AND id NOT IN (SELECT result_id FROM run_steps)',
      )
      .run(run.datasetId);
    removeEdits(database, run.datasetId, `run/${runId}/`);
    removeViewState(database, `run:${runId}`);
  })();
}

/** @throws DataError where the project has no such run, or its settings are damaged. */
export function getRun(database: Database, runId: number): RunRecord {
  const row = database.prepare(`${SELECT} WHERE id = ?`).get(runId) as Row | undefined;
  if (!row) throw new DataError(`the project has no run ${runId}.`, {}, 'It may have been deleted.');
  return fromRow(row);
}

/** All runs, oldest first. @throws DataError where the settings of one are damaged. */
export function listRuns(database: Database): RunRecord[] {
  return (database.prepare(`${SELECT} ORDER BY id`).all() as Row[]).map(fromRow);
}

/** Runs that waited or were under way when the program was ended: nothing will finish them. */
export function markInterruptedRuns(database: Database): void {
  database
    .prepare(
      `UPDATE runs SET status = 'cancelled', error = CASE status
       WHEN 'queued' THEN 'The program ended before the run started.'
       ELSE 'The program ended before the run did.' END
       WHERE status IN ('queued', 'running')`,
    )
    .run();
}

type Row = Omit<RunRecord, 'settings'> & { settings: string };

const SELECT = `SELECT id, dataset_id AS datasetId, name, note, settings, status, error, app_version AS appVersion,
  queued_at AS queuedAt, started_at AS startedAt, finished_at AS finishedAt FROM runs`;

function fromRow(row: Row): RunRecord {
  const settings = readJson(runSettingsSchema, row.settings);
  // What a run was made with is never guessed.
  if (!settings)
    throw new DataError(
      `the settings of the run “${row.name}” in the project file are damaged.`,
      {},
      'Restore the file from a backup.',
    );
  return { ...row, settings };
}

function enter(
  database: Database,
  datasetId: number,
  name: string,
  settings: RunSettings,
  appVersion: string,
  status: 'queued' | 'running',
): number {
  const now = new Date().toISOString();
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO runs (id, dataset_id, name, model, settings, status, app_version, queued_at, started_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      nextId(database),
      datasetId,
      checkName(name, 'the run'),
      settings.model,
      JSON.stringify(settings),
      status,
      appVersion,
      now,
      status === 'running' ? now : null,
    );
  return Number(lastInsertRowid);
}

/** SQLite gives the id of a deleted run away again, and a figure that was drawn from that one must never show another. */
function nextId(database: Database): number {
  const named = `SELECT f.value FROM figures, json_tree(CASE WHEN json_valid(spec) THEN spec ELSE 'null' END) AS f
    WHERE f.key = 'run' AND f.type = 'integer' AND f.value < 1e9`;
  const sql = `SELECT coalesce(max(id), 0) + 1 FROM (SELECT id FROM runs UNION ALL ${named})`;
  return database.prepare(sql).pluck().get() as number;
}
