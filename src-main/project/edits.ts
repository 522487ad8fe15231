import type { Database } from 'better-sqlite3';

import { categoryEditSchema, type CategoryEdit } from './categoryEdit.ts';
import { readJson } from './storedJson.ts';

/**
 * Stores the edit of a dataset's column, in place of an earlier one.
 *
 * @param columnKey what names the column, e.g. `obs/clusters` or, of a run, `run/3/clusters`
 */
export function saveEdit(database: Database, datasetId: number, columnKey: string, edit: CategoryEdit): void {
  database
    .prepare(
      `INSERT INTO edits (dataset_id, column_key, value, changed_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (dataset_id, column_key) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at`,
    )
    .run(datasetId, columnKey, JSON.stringify(edit), new Date().toISOString());
}

/** The edits of a dataset, by column key. */
export function loadEdits(database: Database, datasetId: number): Map<string, CategoryEdit> {
  const rows = database
    .prepare('SELECT column_key AS columnKey, value FROM edits WHERE dataset_id = ? ORDER BY column_key')
    .all(datasetId) as { columnKey: string; value: string }[];
  return new Map(rows.map(({ columnKey, value }) => [columnKey, readJson(categoryEditSchema, value) ?? {}]));
}

/** Takes back the edits of all columns whose key begins so: they are shown as they were read or computed. */
export function removeEdits(database: Database, datasetId: number, keyStart: string): void {
  database
    .prepare('DELETE FROM edits WHERE dataset_id = ? AND substr(column_key, 1, length(?)) = ?')
    .run(datasetId, keyStart, keyStart);
}
