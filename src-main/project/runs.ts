import type { Database } from 'better-sqlite3';

import type { RunSettings } from '../compute/settings.ts';

export type RunStatus = 'running' | 'done' | 'failed' | 'cancelled';

export interface RunRecord {
  id: number;
  datasetId: number;
  name: string;
  settings: RunSettings;
  status: RunStatus;
  error: string | null;
  appVersion: string;
  startedAt: string;
  finishedAt: string | null;
}

/** Enters a run that is about to start. */
export function createRun(
  database: Database,
  datasetId: number,
  name: string,
  settings: RunSettings,
  appVersion: string,
): number {
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO runs (dataset_id, name, model, settings, status, app_version, started_at)
       VALUES (?, ?, ?, ?, 'running', ?, ?)`,
    )
    .run(datasetId, name, settings.model, JSON.stringify(settings), appVersion, new Date().toISOString());
  return Number(lastInsertRowid);
}

/** Enters how a run ended; only a run that ended well has status `done`. */
export function finishRun(database: Database, runId: number, status: RunStatus, error?: string): void {
  database
    .prepare('UPDATE runs SET status = ?, error = ?, finished_at = ? WHERE id = ?')
    .run(status, error ?? null, new Date().toISOString(), runId);
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

/** All runs, oldest first. */
export function listRuns(database: Database): RunRecord[] {
  const rows = database
    .prepare(
      `SELECT id, dataset_id AS datasetId, name, settings, status, error, app_version AS appVersion,
       started_at AS startedAt, finished_at AS finishedAt FROM runs ORDER BY id`,
    )
    .all() as (Omit<RunRecord, 'settings'> & { settings: string })[];
  return rows.map((row) => ({ ...row, settings: JSON.parse(row.settings) as RunSettings }));
}

/** Runs that were under way when the program was ended: nothing will finish them. */
export function markInterruptedRuns(database: Database): void {
  database
    .prepare(
      `UPDATE runs SET status = 'cancelled', error = 'The program ended before the run did.' WHERE status = 'running'`,
    )
    .run();
}
