import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';

import { simulate } from '../../src-worker/simulate/index.ts';
import { createPool, type ComputePool } from '../compute/pool.ts';
import { executeRun } from '../compute/runSession.ts';
import { importDataset } from '../project/importDataset.ts';
import { createProject, type Project } from '../project/project.ts';
import { createRun, deleteRun } from '../project/runs.ts';
import type { RunSettings } from '../project/runSettings.ts';
import { createViewReader, type ViewReader } from '../views/reader.ts';
import { VERSION } from '../version.ts';
import { checkRuns } from './checkRuns.ts';
import { collectProvenance, runFingerprint } from './provenance.ts';
import { figureSchema, type FigureSpec } from './spec/figure.ts';

const SETTINGS: RunSettings = { model: 'steady_state', fate: false, seed: 7, parameters: {} };

let folder: string;
let pool: ComputePool;
let project: Project;
let reader: ViewReader;
let datasetId: number;
let first: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'provenance-'));
  pool = createPool(2);
  project = createProject(join(folder, 'p.rnavelocity'));
  const { dataset } = simulate({ nCells: 150, nGenes: 60, nStates: 3, seed: 2 });
  datasetId = (await importDataset(project.database, dataset, 'simulated')).id;
  first = await run(SETTINGS);
  reader = createViewReader(project.database);
}, 60_000);

afterAll(async () => {
  project.close();
  await pool.close();
  rmSync(folder, { recursive: true });
});

const run = async (settings: RunSettings, name = 'run'): Promise<number> =>
  (await executeRun(project, pool, datasetId, settings, { name })).runId;

const figure = (run: number | null, ...panels: (number | null)[]): FigureSpec =>
  v.parse(figureSchema, { run, panels: panels.map((of) => ({ kind: 'embedding', run: of })) });

describe('provenance', () => {
  it('says from what data and run a figure is, and what was found', async () => {
    const provenance = await collectProvenance(reader, [first]);
    expect(provenance).toMatchObject({
      program: 'RNAVelocity',
      version: VERSION,
      dataset: { name: 'simulated', cells: 150, genes: 60 },
      runs: [{ id: first, name: 'run', model: 'steady state', seed: 7, changed: [] }],
    });
    expect(provenance.runs[0].fingerprint).toMatch(/^[0-9a-f]{64}$/);
    const grades = provenance.verdict.map(({ grade }) => grade);
    expect(grades).toContain('caution'); // so few cells
    expect(grades).toEqual(['caution', 'note', 'good'].flatMap((g) => grades.filter((grade) => grade === g)));
    expect(structuredClone(provenance)).toEqual(provenance);
  });

  it('is the same for runs of equal results, and another where a parameter differs, which it names', async () => {
    const again = await run(SETTINGS);
    const parameters = { 'velocity.steadyState': { fitOffset: true } };
    const other = await run({ ...SETTINGS, parameters }, 'with offset');
    expect(runFingerprint(reader, again)).toBe(runFingerprint(reader, first));
    expect(runFingerprint(reader, other)).not.toBe(runFingerprint(reader, first));
    const { runs, verdict } = await collectProvenance(reader, [first, other]);
    expect(runs.map(({ changed }) => changed)).toEqual([[], ['velocity.steadyState.fitOffset = yes']]);
    expect(verdict.filter(({ text }) => text.startsWith('“with offset”: ')).length).toBeGreaterThan(0);
  }, 60_000);
});

describe('the runs of a figure', () => {
  it('are good where they are done', () => {
    expect(() => {
      checkRuns(project.database, figure(null, null, first));
      checkRuns(project.database, figure(first, null));
    }).not.toThrow();
  });

  it('are named where they are gone or not done, with those there are', () => {
    const gone = createRun(project.database, datasetId, 'gone', SETTINGS, '1');
    const running = createRun(project.database, datasetId, 'slow', SETTINGS, '1');
    project.database.prepare(`UPDATE runs SET status = 'failed' WHERE id = ?`).run(gone);
    expect(() => {
      checkRuns(project.database, figure(null, null, gone));
    }).toThrow('panel 2 is of the run “gone”, which failed. Choose another run: 1 (run)');
    deleteRun(project.database, gone);
    expect(() => {
      checkRuns(project.database, figure(gone, null));
    }).toThrow(`the run ${gone}, which the figure is of, is not in the project`);
    expect(() => {
      checkRuns(project.database, figure(running, null));
    }).toThrow('the figure is of the run “slow”, which is still under way. Wait until it is done');
    // A run that no panel is drawn from does not matter.
    expect(() => {
      checkRuns(project.database, figure(gone, first));
    }).not.toThrow();
  });
});
