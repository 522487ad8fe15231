import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { denseFrom } from '../../src-worker/data/arrays.ts';
import {
  deleteDataset,
  getDataset,
  listDatasets,
  renameDataset,
  setDatasetRoles,
  setKnown,
} from './datasets.ts';
import { loadEdits, saveEdit } from './edits.ts';
import { smallDataset } from './fixtures/smallDataset.ts';
import { importDataset } from './importDataset.ts';
import { createProject, openProject, type Project } from './project.ts';
import {
  addRunStep,
  annotateRun,
  createRun,
  deleteRun,
  finishRun,
  getRun,
  listRuns,
  queueRun,
  renameRun,
  startRun,
} from './runs.ts';
import { createSelection, deleteSelection, listSelections, loadSelection } from './selections.ts';
import { findStepResult, saveStepResult } from './stepResults.ts';
import { loadViewState, saveViewState } from './viewState.ts';

const settings = { model: 'steady_state', fate: false, seed: 0, parameters: {} } as const;

let folder: string;
let project: Project;
let database: Database;
let datasetId: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'records-'));
  project = createProject(join(folder, 'a.rnavelocity'));
  database = project.database;
  datasetId = (await importDataset(database, smallDataset(), 'test')).id;
});
afterEach(() => {
  project.close();
  rmSync(folder, { recursive: true });
});

function reopen(): void {
  project.close();
  project = openProject(project.path);
  database = project.database;
}

function count(table: string): unknown {
  return database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
}

async function storeStep(fingerprint: string): Promise<number> {
  const result = { step: 's', version: 1, fingerprint, parameters: {}, warnings: [], seconds: 0 };
  return (await saveStepResult(database, datasetId, result, { latent_time: denseFrom('f32', [1, 2]) })).id;
}

describe('runs', () => {
  it('wait, start and end', () => {
    const id = queueRun(database, datasetId, ' one ', settings, '1');
    expect(getRun(database, id)).toMatchObject({ name: 'one', status: 'queued', startedAt: null, note: '' });
    startRun(database, id);
    expect(getRun(database, id)).toMatchObject({
      status: 'running',
      startedAt: expect.any(String) as string,
    });
    expect(() => {
      startRun(database, id);
    }).toThrow('no longer waits');
    finishRun(database, id, 'failed', 'why');
    expect(getRun(database, id)).toMatchObject({ status: 'failed', error: 'why' });
  });

  it('that wait or are under way when the program ends are cancelled, with the reason', () => {
    queueRun(database, datasetId, 'waiting', settings, '1');
    createRun(database, datasetId, 'under way', settings, '1');
    reopen();
    expect(listRuns(database).map(({ status, error }) => [status, error])).toEqual([
      ['cancelled', 'The program ended before the run started.'],
      ['cancelled', 'The program ended before the run did.'],
    ]);
  });

  it('are renamed and annotated', () => {
    const id = createRun(database, datasetId, 'one', settings, '1');
    expect(renameRun(database, id, 'two').name).toBe('two');
    expect(annotateRun(database, id, 'a\nnote').note).toBe('a\nnote');
    expect(() => renameRun(database, id, ' ')).toThrow('the run needs a name');
    expect(() => renameRun(database, 99, 'x')).toThrow('the project has no run 99');
  });

  it('are deleted with what only they stand on', async () => {
    const [first, second, third] = ['one', 'two', 'three'].map((name) =>
      createRun(database, datasetId, name, settings, '1'),
    );
    const shared = await storeStep('shared');
    const own = await storeStep('own');
    const underWay = await storeStep('under way');
    addRunStep(database, first, 0, shared, false);
    addRunStep(database, first, 1, own, false);
    addRunStep(database, first, 2, underWay, false);
    addRunStep(database, second, 0, shared, true);
    addRunStep(database, third, 0, underWay, true);
    expect(() => {
      deleteRun(database, first);
    }).toThrow('the run “one” is under way');
    finishRun(database, first, 'done');
    finishRun(database, second, 'done');
    deleteRun(database, first);
    expect(listRuns(database).map(({ name }) => name)).toEqual(['two', 'three']);
    expect(findStepResult(database, 'shared')).toBeDefined();
    expect(findStepResult(database, 'under way')).toBeDefined();
    expect(findStepResult(database, 'own')).toBeUndefined();
    deleteRun(database, second);
    expect(findStepResult(database, 'shared')).toBeUndefined();
    expect(count('arrays WHERE result_id IS NOT NULL')).toBe(1);
    expect(() => {
      deleteRun(database, second);
    }).toThrow('no run');
  });

  it('that come after a deleted one do not look like it', () => {
    const first = createRun(database, datasetId, 'one', settings, '1');
    finishRun(database, first, 'done');
    saveViewState(database, `run:${first}`, { gene: 'Ins1' });
    saveEdit(database, datasetId, `run/${first}/clusters`, { hidden: ['A'] });
    saveEdit(database, datasetId, 'obs/clusters', { hidden: ['B'] });
    deleteRun(database, first);
    const second = createRun(database, datasetId, 'two', settings, '1');
    expect(second).toBe(first);
    expect(loadViewState(database, `run:${second}`)).toBeUndefined();
    expect([...loadEdits(database, datasetId).keys()]).toEqual(['obs/clusters']);
  });

  it('store a step’s result once that two of them make at the same time', async () => {
    expect(new Set(await Promise.all([storeStep('same'), storeStep('same')])).size).toBe(1);
  });
});

describe('datasets', () => {
  it('keep their name, the parts of their columns and what is known', () => {
    renameDataset(database, datasetId, 'Pancreas');
    setDatasetRoles(database, datasetId, { clusters: 'clusters', embedding: 'X_umap' });
    setKnown(database, datasetId, { root: 'A', transitions: [['A', 'B']] });
    reopen();
    expect(getDataset(database, datasetId)).toMatchObject({
      name: 'Pancreas',
      roles: { clusters: 'clusters', embedding: 'X_umap' },
      known: { root: 'A', transitions: [['A', 'B']] },
    });
    expect(() => setKnown(database, 99, {})).toThrow('no dataset 99');
  });

  it('are deleted with all that belongs to them, but not under a run', async () => {
    const run = createRun(database, datasetId, 'one', settings, '1');
    addRunStep(database, run, 0, await storeStep('own'), false);
    saveEdit(database, datasetId, 'obs/clusters', { hidden: ['A'] });
    createSelection(database, datasetId, 'some', Uint32Array.from([1]));
    saveViewState(database, `dataset:${datasetId}`, { gene: 'Ins1' });
    saveViewState(database, `run:${run}`, { gene: 'Ins1' });
    expect(() => {
      deleteDataset(database, datasetId);
    }).toThrow('the run “one” of the dataset “test” is under way');
    finishRun(database, run, 'done');
    deleteDataset(database, datasetId);
    expect(listDatasets(database)).toEqual([]);
    for (const table of [
      'cells',
      'count_chunks',
      'arrays',
      'array_chunks',
      'runs',
      'run_steps',
      'step_results',
    ])
      expect(count(table), table).toBe(0);
    for (const table of ['edits', 'selections']) expect(count(table), table).toBe(0);
    for (const key of [`dataset:${datasetId}`, `run:${run}`])
      expect(loadViewState(database, key), key).toBeUndefined();
  });
});

describe('edits, selections and the view', () => {
  it('edits of a column replace each other', () => {
    saveEdit(database, datasetId, 'obs/clusters', { names: { A: 'Alpha' } });
    saveEdit(database, datasetId, 'obs/clusters', { colors: { A: '#ff0000' } });
    saveEdit(database, datasetId, 'run/1/clusters', { hidden: ['B'] });
    reopen();
    expect(Object.fromEntries(loadEdits(database, datasetId))).toEqual({
      'obs/clusters': { colors: { A: '#ff0000' } },
      'run/1/clusters': { hidden: ['B'] },
    });
  });

  it('selections hold cells under a name of their own', () => {
    const { id } = createSelection(database, datasetId, 'early', Uint32Array.from([0, 2]));
    expect(() => createSelection(database, datasetId, 'early', new Uint32Array())).toThrow('“early” already');
    expect(() => createSelection(database, datasetId, 'x', Uint32Array.from([4]))).toThrow('has no cell 4');
    expect(() => createSelection(database, datasetId, 'x', Uint32Array.from([1, 1]))).toThrow('a cell twice');
    expect(() => createSelection(database, 99, 'x', new Uint32Array())).toThrow('no longer there');
    reopen();
    expect(listSelections(database, datasetId)).toMatchObject([{ id, name: 'early', cells: 2 }]);
    expect([...loadSelection(database, id)]).toEqual([0, 2]);
    deleteSelection(database, id);
    expect(() => loadSelection(database, id)).toThrow('no longer in the project');
  });

  it('a damaged selection is not read', () => {
    const { id } = createSelection(database, datasetId, 'early', Uint32Array.from([0, 2]));
    database.exec('UPDATE selections SET bytes = zeroblob(length(bytes))');
    expect(() => loadSelection(database, id)).toThrow('Selection “early” in the project file is damaged');
  });

  it('the view is as it was', () => {
    saveViewState(database, 'camera', { x: 1 });
    saveViewState(database, 'panel', 'genes');
    saveViewState(database, 'camera', { x: 2 });
    reopen();
    expect(loadViewState(database, 'camera')).toEqual({ x: 2 });
    expect(loadViewState(database, 'nothing')).toBeUndefined();
  });
});
