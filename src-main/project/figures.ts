import type { Database } from 'better-sqlite3';

import { DataError } from '../../src-worker/data/errors.ts';
import { checkName } from './names.ts';

/** A composed figure: what it shows and how, so that it can be drawn again. */
export interface FigureRecord {
  id: number;
  /** The run it shows; null where it shows none, or the run was deleted. */
  runId: number | null;
  name: string;
  kind: string;
  /** The description from which it is drawn; its form depends on the kind. */
  spec: unknown;
  createdAt: string;
  changedAt: string;
}

/** What a figure is made of, without what the project adds. */
export type FigureContent = Pick<FigureRecord, 'runId' | 'name' | 'kind' | 'spec'>;

/** Stores a new figure. @throws DataError where it has no name or its run is gone. */
export function createFigure(database: Database, content: FigureContent): FigureRecord {
  checkRun(database, content.runId);
  const now = new Date().toISOString();
  const { lastInsertRowid } = database
    .prepare(
      'INSERT INTO figures (run_id, name, kind, spec, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?)',
    )
    .run(
      content.runId,
      checkName(content.name, 'the figure'),
      content.kind,
      JSON.stringify(content.spec),
      now,
      now,
    );
  return getFigure(database, Number(lastInsertRowid));
}

/** Changes what is given of a figure. @throws DataError where the figure or its new run is gone. */
export function updateFigure(database: Database, id: number, change: Partial<FigureContent>): FigureRecord {
  const { runId, name, kind, spec } = { ...getFigure(database, id), ...change };
  checkRun(database, runId);
  database
    .prepare('UPDATE figures SET run_id = ?, name = ?, kind = ?, spec = ?, changed_at = ? WHERE id = ?')
    .run(runId, checkName(name, 'the figure'), kind, JSON.stringify(spec), new Date().toISOString(), id);
  return getFigure(database, id);
}

export function deleteFigure(database: Database, id: number): void {
  database.prepare('DELETE FROM figures WHERE id = ?').run(id);
}

/** All figures, oldest first. */
export function listFigures(database: Database): FigureRecord[] {
  return (database.prepare(`${SELECT} ORDER BY id`).all() as Row[]).map(fromRow);
}

/** @throws DataError where the project has no such figure. */
export function getFigure(database: Database, id: number): FigureRecord {
  const row = database.prepare(`${SELECT} WHERE id = ?`).get(id) as Row | undefined;
  if (!row)
    throw new DataError('the figure is no longer in the project.', {}, 'Choose another, or make it again.');
  return fromRow(row);
}

type Row = Omit<FigureRecord, 'spec'> & { spec: string };

const SELECT = `SELECT id, run_id AS runId, name, kind, spec, created_at AS createdAt, changed_at AS changedAt
  FROM figures`;

function fromRow(row: Row): FigureRecord {
  return { ...row, spec: JSON.parse(row.spec) as unknown };
}

function checkRun(database: Database, runId: number | null): void {
  if (runId === null || database.prepare('SELECT 1 FROM runs WHERE id = ?').get(runId)) return;
  throw new DataError('the run of the figure is no longer in the project.', {}, 'Choose another run.');
}
