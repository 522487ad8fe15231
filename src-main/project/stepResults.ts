import type { Database } from 'better-sqlite3';

import { ARRAYS, type ArrayName, type ArrayValues } from '../../src-worker/data/catalogue.ts';
import { insertArray, packArray, type PackedArray } from './arrays.ts';
import { parametersSchema, readJson, textsSchema } from './storedJson.ts';

export interface StepResultRecord {
  id: number;
  step: string;
  version: number;
  fingerprint: string;
  parameters: Record<string, unknown>;
  warnings: string[];
  seconds: number;
}

/** The stored result of that fingerprint, from this run or an earlier one. */
export function findStepResult(database: Database, fingerprint: string): StepResultRecord | undefined {
  const row = database
    .prepare(
      `SELECT id, step, version, fingerprint, parameters, warnings, seconds FROM step_results WHERE fingerprint = ?`,
    )
    .get(fingerprint) as
    (Omit<StepResultRecord, 'parameters' | 'warnings'> & Record<string, string>) | undefined;
  if (!row) return undefined;
  return {
    ...row,
    parameters: readJson(parametersSchema, row.parameters) ?? {},
    warnings: readJson(textsSchema, row.warnings) ?? [],
  };
}

/** How long steps took that this project holds the results of, the latest first. */
export function listStepTimes(
  database: Database,
  most = 500,
): Pick<StepResultRecord & { datasetId: number }, 'datasetId' | 'step' | 'parameters' | 'seconds'>[] {
  const rows = database
    .prepare(
      'SELECT dataset_id AS datasetId, step, parameters, seconds FROM step_results ORDER BY id DESC LIMIT ?',
    )
    .all(most) as { datasetId: number; step: string; parameters: string; seconds: number }[];
  return rows.map((row) => ({ ...row, parameters: readJson(parametersSchema, row.parameters) ?? {} }));
}

/** The latest result of a step on a dataset, whatever its parameters. */
export function latestStepResult(database: Database, datasetId: number, step: string): number | undefined {
  return database
    .prepare('SELECT max(id) FROM step_results WHERE dataset_id = ? AND step = ?')
    .pluck()
    .get(datasetId, step) as number | undefined;
}

/**
 * Stores what a step made, but for derived arrays, whole or not at all. The arrays are packed first, giving way to other work
 * of the thread; a result that was stored meanwhile under the same fingerprint is kept.
 */
export async function saveStepResult(
  database: Database,
  datasetId: number,
  result: Omit<StepResultRecord, 'id'>,
  outputs: ArrayValues,
): Promise<StepResultRecord> {
  const packed: [string, PackedArray][] = [];
  for (const [name, value] of Object.entries(outputs))
    if (!ARRAYS[name as ArrayName].derived) packed.push([name, await packArray(value)]);
  return database.transaction(() => {
    const twin = findStepResult(database, result.fingerprint);
    if (twin) return twin;
    const { lastInsertRowid } = database
      .prepare(
        `INSERT INTO step_results (dataset_id, step, version, fingerprint, parameters, warnings, seconds, finished_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        datasetId,
        result.step,
        result.version,
        result.fingerprint,
        JSON.stringify(result.parameters),
        JSON.stringify(result.warnings),
        result.seconds,
        new Date().toISOString(),
      );
    const resultId = Number(lastInsertRowid);
    for (const [name, array] of packed) insertArray(database, { resultId }, name, array);
    return { ...result, id: resultId };
  })();
}
