import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { denseFrom } from '../../src-worker/data/arrays.ts';
import { insertArray, listArrays, loadArray, packArray } from './arrays.ts';
import { loadCounts, loadGeneCounts } from './counts.ts';
import { listDatasets, loadNames } from './datasets.ts';
import { smallDataset } from './fixtures/smallDataset.ts';
import { importDataset } from './importDataset.ts';
import { createProject, openProject } from './project.ts';
import { createRun, finishRun, listRuns } from './runs.ts';
import { findStepResult, saveStepResult } from './stepResults.ts';

const settings = { model: 'steady_state', fate: false, seed: 0, parameters: {} } as const;

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'project-'));
  path = join(folder, 'a.rnavelocity');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('a project file', () => {
  it('gives back a dataset, value by value, after closing and reopening', async () => {
    const original = smallDataset();
    let project = createProject(path);
    const { id } = await importDataset(project.database, original, 'test');
    project.close();
    project = openProject(path);
    expect(listDatasets(project.database)).toMatchObject([
      { id, cells: 4, genes: 300, warnings: ['a note'] },
    ]);
    expect(loadNames(project.database, 'genes', id)).toEqual(original.geneNames);
    const spliced = loadCounts(project.database, id, 'spliced')!;
    expect(spliced).toEqual(original.layers['spliced']);
    for (const [group, key] of [
      ['obs', 'clusters'],
      ['obs', 'age'],
      ['obs', 'note'],
      ['var', 'highly_variable'],
      ['obsm', 'X_umap'],
      ['obsp', 'connectivities'],
    ] as const)
      expect(loadArray(project.database, { datasetId: id }, `${group}/${key}`)).toEqual(original[group][key]);
    project.close();
  });

  it('reads one gene without the rest', async () => {
    const project = createProject(path);
    const { id } = await importDataset(project.database, smallDataset(), 'test');
    expect([...loadGeneCounts(project.database, id, 'spliced', 297)]).toEqual([3, 2, 1, 0]);
    const spliced = loadCounts(project.database, id, 'spliced')!;
    const gene = loadGeneCounts(project.database, id, 'spliced', 258);
    const column = [0, 1, 2, 3].map((r) => {
      for (let p = spliced.indptr[r]; p < spliced.indptr[r + 1]; p++)
        if (spliced.indices[p] === 258) return spliced.data[p];
      return 0;
    });
    expect([...gene]).toEqual(column);
    expect(() => loadGeneCounts(project.database, id, 'spliced', 300)).toThrow('not in the dataset');
    project.close();
  });

  it('stores the same dataset once', async () => {
    const project = createProject(path);
    const first = await importDataset(project.database, smallDataset(), 'a');
    expect((await importDataset(project.database, smallDataset(), 'b')).id).toBe(first.id);
    expect(listDatasets(project.database)).toHaveLength(1);
    project.close();
  });

  it.each(['obs', 'obsm', 'obsp'] as const)('stores a dataset anew whose %s changed', async (group) => {
    const changed = smallDataset();
    const values = {
      obs: changed.obs['note'],
      obsm: changed.obsm['X_umap'],
      obsp: changed.obsp['connectivities'],
    };
    const value = values[group];
    if (value.kind === 'strings') value.values[0] = 'new';
    else if (value.kind === 'dense' || value.kind === 'sparse') value.data[0] = 9;
    const project = createProject(path);
    const first = (await importDataset(project.database, smallDataset(), 'a')).id;
    expect((await importDataset(project.database, changed, 'a')).id).not.toBe(first);
    project.close();
  });

  it('is one single file once closed, which the sqlite shell can read', async () => {
    const project = createProject(path);
    await importDataset(project.database, smallDataset(), 'test');
    project.close();
    expect(readdirSync(folder)).toEqual(['a.rnavelocity']);
    const database = new SqliteDatabase(path, { readonly: true });
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(database.pragma('application_id', { simple: true })).toBe(0x524e5641);
    database.close();
  });

  it('finds a step’s result by its fingerprint and leaves derived arrays out', async () => {
    const project = createProject(path);
    const { id } = await importDataset(project.database, smallDataset(), 'test');
    const result = {
      step: 's',
      version: 1,
      fingerprint: 'f',
      parameters: { a: 1 },
      warnings: ['w'],
      seconds: 2,
    };
    const outputs = { latent_time: denseFrom('f32', [0, 1]), Ms: denseFrom('f32', [0, 1], [1, 2]) };
    const { id: resultId } = await saveStepResult(project.database, id, result, outputs);
    expect(findStepResult(project.database, 'f')).toEqual({ ...result, id: resultId });
    expect(findStepResult(project.database, 'g')).toBeUndefined();
    expect([...listArrays(project.database, { resultId }).keys()]).toEqual(['latent_time']);
    project.close();
  });

  it('notices damaged bytes instead of reading them', async () => {
    const project = createProject(path);
    const { id } = await importDataset(project.database, smallDataset(), 'test');
    const result = { step: 's', version: 1, fingerprint: 'f', parameters: {}, warnings: [], seconds: 0 };
    const { id: resultId } = await saveStepResult(project.database, id, result, {});
    insertArray(project.database, { resultId }, 'latent_time', await packArray(denseFrom('f32', [1, 2, 3])));
    project.database.exec(
      `UPDATE array_chunks SET bytes = zeroblob(length(bytes)) WHERE array_id = (SELECT max(id) FROM arrays)`,
    );
    expect(() => loadArray(project.database, { resultId }, 'latent_time')).toThrow(
      'latent_time in the project',
    );
    project.close();
  });

  it('marks runs that a crash interrupted', async () => {
    let project = createProject(path);
    const { id } = await importDataset(project.database, smallDataset(), 'test');
    const first = createRun(project.database, id, 'one', settings, '0');
    finishRun(project.database, first, 'done');
    createRun(project.database, id, 'two', settings, '0');
    project.close();
    project = openProject(path);
    expect(listRuns(project.database).map((run) => run.status)).toEqual(['done', 'cancelled']);
    project.close();
  });
});
