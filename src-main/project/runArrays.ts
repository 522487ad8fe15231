import type { Database } from 'better-sqlite3';

import { parametersSchema, readJson, textsSchema } from './storedJson.ts';

/** Where an array of a run lies, and the fingerprint of its content. */
export interface RunArrayPlace {
  resultId: number;
  fingerprint: string;
}

/**
 * The arrays that a run stands on so far, by name: those of the step results that are tied to it, whichever version of
 * the program made them.
 */
export function listRunArrays(database: Database, runId: number): Map<string, RunArrayPlace> {
  return arraysOf(database, runId, 'run_steps.position >= 0');
}

/** The arrays of a run's preview, which are none of its own; see `addPreviewStep`. */
export function listPreviewArrays(database: Database, runId: number): Map<string, RunArrayPlace> {
  return arraysOf(database, runId, 'run_steps.position < 0');
}

function arraysOf(database: Database, runId: number, which: string): Map<string, RunArrayPlace> {
  const rows = database
    .prepare(
      `SELECT arrays.name AS name, arrays.result_id AS resultId, arrays.fingerprint AS fingerprint
       FROM run_steps JOIN arrays ON arrays.result_id = run_steps.result_id
       WHERE run_steps.run_id = ? AND ${which} ORDER BY run_steps.position`,
    )
    .all(runId) as (RunArrayPlace & { name: string })[];
  return new Map(rows.map(({ name, ...place }) => [name, place]));
}

/** The results that a run stands on so far, in the order of its steps, each as stored. */
export function listRunSteps(database: Database, runId: number): RunStepRow[] {
  const rows = database
    .prepare(
      `SELECT run_steps.reused AS reused, step_results.step AS step, step_results.version AS version,
       step_results.fingerprint AS fingerprint, step_results.parameters AS parameters,
       step_results.warnings AS warnings, step_results.seconds AS seconds, step_results.finished_at AS finishedAt
       FROM run_steps JOIN step_results ON step_results.id = run_steps.result_id
       WHERE run_steps.run_id = ? AND run_steps.position >= 0 ORDER BY run_steps.position`,
    )
    .all(runId) as (Omit<RunStepRow, 'reused' | 'parameters' | 'warnings'> & {
    reused: number;
    parameters: string;
    warnings: string;
  })[];
  return rows.map((row) => ({
    ...row,
    reused: row.reused === 1,
    parameters: readJson(parametersSchema, row.parameters) ?? {},
    warnings: readJson(textsSchema, row.warnings) ?? [],
  }));
}

export interface RunStepRow {
  step: string;
  version: number;
  fingerprint: string;
  parameters: Record<string, unknown>;
  warnings: string[];
  /** That it took when it was computed. */
  seconds: number;
  finishedAt: string;
  /** Taken over from an earlier run. */
  reused: boolean;
}
