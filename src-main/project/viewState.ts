import type { Database } from 'better-sqlite3';
import * as v from 'valibot';

import { readJson } from './storedJson.ts';

/** Stores how a part of the window looks, in place of what was stored under that key. `value` is plain JSON. */
export function saveViewState(database: Database, key: string, value: unknown): void {
  database
    .prepare(
      `INSERT INTO view_state (key, value, changed_at) VALUES (?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at`,
    )
    .run(key, JSON.stringify(value ?? null), new Date().toISOString());
}

/** What was stored under that key; undefined where nothing was. The form is for the caller to check. */
export function loadViewState(database: Database, key: string): unknown {
  const value = database.prepare('SELECT value FROM view_state WHERE key = ?').pluck().get(key);
  return readJson(v.unknown(), value);
}

/** Forgets how a part of the window looked. */
export function removeViewState(database: Database, key: string): void {
  database.prepare('DELETE FROM view_state WHERE key = ?').run(key);
}
