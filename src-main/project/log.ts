import type { Database } from 'better-sqlite3';

/** Notes what was done to the project, for whoever reads the file later. */
export function logEvent(database: Database, event: string, detail: unknown = {}): void {
  database
    .prepare('INSERT INTO log (at, event, detail) VALUES (?, ?, ?)')
    .run(new Date().toISOString(), event, JSON.stringify(detail));
}
