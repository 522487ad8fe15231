import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { denseFrom } from '../../src-worker/data/arrays.ts';
import { insertArray, loadArray, packArray } from './arrays.ts';
import { packBlob, unpackBlob } from './blobs.ts';
import { getDataset } from './datasets.ts';
import { loadEdits, saveEdit } from './edits.ts';
import { smallDataset } from './fixtures/smallDataset.ts';
import { importDataset } from './importDataset.ts';
import { createProject, openProject, type Project } from './project.ts';
import { createRun } from './runs.ts';
import { loadViewState, saveViewState } from './viewState.ts';

let folder: string;
let project: Project;
let datasetId: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foreign-'));
  project = createProject(join(folder, 'a.rnavelocity'));
  datasetId = (await importDataset(project.database, smallDataset(), 'test')).id;
});
afterEach(() => {
  project.close();
  rmSync(folder, { recursive: true });
});

/** Changes the open project as another program might. */
function tamper(sql: string): void {
  project.database.exec(sql);
}

const FORMS = ['', '{', 'null', '7', '[]', '{"clusters": 7}', '{"names": {"A": {}}}', '{"root": ["A"]}'];

describe('a project file that another program wrote into', () => {
  it.each(FORMS)('is read without what the user said where that is %j', (text) => {
    saveEdit(project.database, datasetId, 'obs/clusters', { hidden: ['A'] });
    for (const column of ['roles', 'known', 'warnings'])
      project.database.prepare(`UPDATE datasets SET ${column} = ?`).run(text);
    project.database.prepare('UPDATE edits SET value = ?').run(text);
    const { roles, known, warnings } = getDataset(project.database, datasetId);
    expect({ roles, known, warnings }).toEqual({ roles: {}, known: {}, warnings: [] });
    expect(loadEdits(project.database, datasetId).get('obs/clusters')).toEqual({});
  });

  it('gives no view state where that is no JSON', () => {
    saveViewState(project.database, 'workspace', { tab: 'genes' });
    tamper(`UPDATE view_state SET value = '{'`);
    expect(loadViewState(project.database, 'workspace')).toBeUndefined();
  });

  it('does not change what every object has', () => {
    tamper(`UPDATE datasets SET roles = '{"__proto__": {"clusters": "polluted"}}'`);
    expect(getDataset(project.database, datasetId).roles.clusters).toBeUndefined();
    expect(({} as { clusters?: string }).clusters).toBeUndefined();
  });

  it.each(['{}', '{"model": "best", "fate": true, "seed": 0, "parameters": {}}', 'x'])(
    'is refused where what a run was made with is %j',
    (settings) => {
      createRun(
        project.database,
        datasetId,
        'one',
        { model: 'stochastic', fate: false, seed: 0, parameters: {} },
        '1',
      );
      project.database.prepare('UPDATE runs SET settings = ?').run(settings);
      project.close();
      expect(() => openProject(project.path)).toThrow('the settings of the run “one”');
    },
  );

  it('is refused where it has a trigger', () => {
    tamper('CREATE TRIGGER t AFTER INSERT ON log BEGIN DELETE FROM runs; END');
    project.close();
    expect(() => openProject(project.path)).toThrow('the project file is damaged');
  });

  it.each([
    '{',
    '{}',
    '{"shape": [2], "dtypes": {"data": "f16"}, "lengths": {"data": 2}}',
    '{"shape": [2], "dtypes": {"data": "f32"}, "lengths": {"data": -1}}',
    '{"shape": "2", "dtypes": {"data": "f32"}, "lengths": {"data": 2}}',
  ])('does not read an array that is described as %s', async (header) => {
    insertArray(project.database, { datasetId }, 'obs/x', await packArray(denseFrom('f32', [1, 2])));
    project.database.prepare(`UPDATE arrays SET header = ? WHERE name = 'obs/x'`).run(header);
    expect(() => loadArray(project.database, { datasetId }, 'obs/x')).toThrow('Array obs/x');
  });

  it('unpacks no more bytes than it said there are', () => {
    const blob = packBlob(new Uint8Array(4 * 1024 * 1024));
    expect(blob.bytes.length).toBeLessThan(10_000);
    expect(() => unpackBlob({ ...blob, rawBytes: 1000 }, 'It')).toThrow('It in the project file is damaged');
  });
});
