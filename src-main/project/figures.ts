import type { Database } from 'better-sqlite3';
import * as v from 'valibot';

import { DataError } from '../../src-worker/data/errors.ts';
import { checkName } from './names.ts';
import { readJson } from './storedJson.ts';

/** A figure as the project keeps it. What its description means is for those who draw it. */
export interface StoredFigure {
  id: number;
  name: string;
  /** The run it is drawn from; null for the last finished one, and where the run was deleted. */
  runId: number | null;
  /** JSON; undefined where the file holds none. */
  spec: unknown;
  createdAt: string;
  changedAt: string;
}

/** What of a description the project looks at. */
const drawnFrom = v.object({ run: v.optional(v.nullable(v.pipe(v.number(), v.integer()))) });

/**
 * Stores a figure. Where the name is taken it gets a number: “Figure 1 2” beside “Figure 1”.
 *
 * @param spec plain JSON
 * @throws DataError where the name is empty or too long.
 */
export function createFigure(database: Database, name: string, spec: unknown): StoredFigure {
  const free = freeName(database, checkName(name, 'the figure'));
  const now = new Date().toISOString();
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO figures (run_id, name, kind, spec, created_at, changed_at)
       VALUES ((SELECT id FROM runs WHERE id = @run), @name, 'figure', @spec, @now, @now)`,
    )
    .run({ run: runOf(spec), name: free, spec: JSON.stringify(spec), now });
  return getFigure(database, Number(lastInsertRowid));
}

/**
 * Gives a figure another name, another description or both.
 *
 * @throws DataError where the figure is gone, or the name is empty, too long or that of another figure.
 */
export function updateFigure(
  database: Database,
  id: number,
  { name, spec }: { name?: string; spec?: unknown },
): StoredFigure {
  return database.transaction(() => {
    const before = getFigure(database, id);
    const asked = name === undefined ? before.name : checkName(name, 'the figure');
    const holder = findFigure(database, asked);
    if (holder && holder.id !== id)
      throw new DataError(`there is a figure “${asked}” already.`, {}, 'Choose another name.');
    const now = new Date().toISOString();
    database
      .prepare('UPDATE figures SET name = @name, changed_at = @now WHERE id = @id')
      .run({ id, name: asked, now });
    if (spec !== undefined)
      database
        .prepare(
          'UPDATE figures SET spec = @spec, run_id = (SELECT id FROM runs WHERE id = @run) WHERE id = @id',
        )
        .run({ id, spec: JSON.stringify(spec), run: runOf(spec) });
    return getFigure(database, id);
  })();
}

export function deleteFigure(database: Database, id: number): void {
  database.prepare('DELETE FROM figures WHERE id = ?').run(id);
}

/** All figures, the oldest first. */
export function listFigures(database: Database): StoredFigure[] {
  return (database.prepare(`${SELECT} ORDER BY id`).all() as Row[]).map(fromRow);
}

/** @throws DataError where the project has no such figure. */
export function getFigure(database: Database, id: number): StoredFigure {
  const row = database.prepare(`${SELECT} WHERE id = ?`).get(id) as Row | undefined;
  if (!row) throw new DataError('the figure is no longer in the project.', {}, 'Make it again.');
  return fromRow(row);
}

/** The figure of that name; undefined where there is none. */
export function findFigure(database: Database, name: string): StoredFigure | undefined {
  const row = database.prepare(`${SELECT} WHERE name = ? ORDER BY id`).get(name) as Row | undefined;
  return row && fromRow(row);
}

type Row = Omit<StoredFigure, 'spec'> & { spec: string };

const SELECT = `SELECT id, name, run_id AS runId, spec, created_at AS createdAt, changed_at AS changedAt FROM figures`;

function fromRow(row: Row): StoredFigure {
  return { ...row, spec: readJson(v.unknown(), row.spec) };
}

function runOf(spec: unknown): number | null {
  const read = v.safeParse(drawnFrom, spec);
  return read.success ? (read.output.run ?? null) : null;
}

function freeName(database: Database, name: string): string {
  if (!findFigure(database, name)) return name;
  for (let number = 2; ; number++) {
    const candidate = `${name} ${number}`;
    if (!findFigure(database, candidate)) return candidate;
  }
}
