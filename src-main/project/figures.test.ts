import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createFigure, deleteFigure, findFigure, getFigure, listFigures, updateFigure } from './figures.ts';
import { smallDataset } from './fixtures/smallDataset.ts';
import { importDataset } from './importDataset.ts';
import { createProject, openProject, type Project } from './project.ts';
import { createRun, deleteRun, finishRun } from './runs.ts';

let folder: string;
let project: Project;
let database: Database;
let datasetId: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'figures-'));
  project = createProject(join(folder, 'a.rnavelocity'));
  database = project.database;
  datasetId = (await importDataset(database, smallDataset(), 'test')).id;
});
afterEach(() => {
  project.close();
  rmSync(folder, { recursive: true });
});

function newRun(): number {
  const settings = { model: 'steady_state', fate: false, seed: 0, parameters: {} } as const;
  const id = createRun(database, datasetId, 'run', settings, '1');
  finishRun(database, id, 'done');
  return id;
}

describe('figures', () => {
  it('are as they were after the project was closed and opened again', () => {
    const spec = { run: newRun(), panels: [{ kind: 'embedding', title: 'ä' }] };
    const { id } = createFigure(database, ' Figure 1 ', spec);
    const before = getFigure(database, id);
    project.close();
    project = openProject(project.path);
    database = project.database;
    expect(listFigures(database)).toEqual([before]);
    expect(before).toMatchObject({ name: 'Figure 1', runId: spec.run, spec });
  });

  it('have names of their own', () => {
    const names = ['Figure', 'Figure', 'Figure'].map((name) => createFigure(database, name, {}).name);
    expect(names).toEqual(['Figure', 'Figure 2', 'Figure 3']);
    const second = findFigure(database, 'Figure 2')!;
    expect(() => updateFigure(database, second.id, { name: 'Figure' })).toThrow('a figure “Figure” already');
    expect(updateFigure(database, second.id, { name: 'Figure 2', spec: { a: 1 } }).spec).toEqual({ a: 1 });
    expect(() => createFigure(database, ' ', {})).toThrow('the figure needs a name');
  });

  it('change in name, in what they show, or go', () => {
    const run = newRun();
    const { id } = createFigure(database, 'one', { run: null });
    expect(updateFigure(database, id, { spec: { run } })).toMatchObject({ name: 'one', runId: run });
    expect(updateFigure(database, id, { name: 'two' })).toMatchObject({ runId: run, spec: { run } });
    deleteFigure(database, id);
    expect(listFigures(database)).toEqual([]);
    expect(() => updateFigure(database, id, { name: 'x' })).toThrow('no longer in the project');
  });

  it('never show another run than theirs after it was deleted', () => {
    const [first, second] = [newRun(), newRun()];
    const { id } = createFigure(database, 'one', { run: second, panels: [{ run: first }] });
    deleteRun(database, second);
    deleteRun(database, first);
    expect(getFigure(database, id)).toMatchObject({ runId: null, spec: { run: second } });
    expect(newRun()).toBeGreaterThan(second);
  });

  it('that are damaged are listed, and hinder no run', () => {
    createFigure(database, 'good', { run: null });
    const { id } = createFigure(database, 'bad', {});
    database.prepare(`UPDATE figures SET spec = '{"run": 12' WHERE id = ?`).run(id);
    expect(listFigures(database).map(({ name, spec }) => [name, spec])).toEqual([
      ['good', { run: null }],
      ['bad', undefined],
    ]);
    expect(newRun()).toBe(1);
  });
});
