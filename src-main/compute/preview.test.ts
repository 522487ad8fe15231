import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { CancelledError } from '../../src-worker/data/errors.ts';
import { simulate } from '../../src-worker/simulate/index.ts';
import type { DatasetRecord } from '../project/datasets.ts';
import { importDataset } from '../project/importDataset.ts';
import { createProject, type Project } from '../project/project.ts';
import { listPreviewArrays, listRunArrays, listRunSteps } from '../project/runArrays.ts';
import { deleteRun, listRuns } from '../project/runs.ts';
import type { RunSettings } from '../project/runSettings.ts';
import { createPool, type ComputePool } from './pool.ts';
import { PREVIEW_STEPS } from './preview.ts';
import { executeRun, type RunOptions } from './runSession.ts';

const settings: RunSettings = {
  model: 'dynamical',
  fate: false,
  seed: 1,
  parameters: { streamlines: { density: 0.5 } },
};
const steadyState: RunSettings = { ...settings, model: 'steady_state' };
const { dataset } = simulate({ nCells: 240, nGenes: 80, nStates: 3, seed: 2 });
const previewed = PREVIEW_STEPS.map(({ id }) => id);

let folder: string;
let pool: ComputePool;
let project: Project;
let record: DatasetRecord;

beforeAll(() => {
  pool = createPool(2);
});
afterAll(() => pool.close());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'preview-'));
  project = createProject(join(folder, 'p.rnavelocity'));
  record = await importDataset(project.database, dataset, 'simulated');
});
afterEach(() => {
  project.close();
  rmSync(folder, { recursive: true });
});

/** Runs, and gives the run's id and in which order what began and ended. */
async function run(
  how: RunSettings,
  options: RunOptions & { stopAt?: string; pool?: ComputePool } = {},
): Promise<{ id: number; happened: string[] }> {
  const stop = new AbortController();
  const happened: string[] = [];
  const running = executeRun(project, options.pool ?? pool, record.id, how, {
    ...options,
    signal: stop.signal,
    onProgress: ({ step, state }) => {
      if (happened.at(-1) !== `${step} ${state}`) happened.push(`${step} ${state}`);
      if (step === options.stopAt) stop.abort();
    },
    onPreview: options.onPreview && ((state) => happened.push(`preview ${state}`)),
  });
  if (options.stopAt === undefined) await running;
  else await expect(running).rejects.toThrow(CancelledError);
  return { id: listRuns(project.database).at(-1).id, happened };
}

const onPreview = (): void => undefined;
const stored = (): string[] =>
  project.database.prepare('SELECT step FROM step_results ORDER BY step').pluck().all() as string[];

describe('the preview of a dynamical run', () => {
  it('is whole before the fit begins, and no part of the run when that is done', async () => {
    const { id, happened } = await run(settings, { onPreview });
    const ended = happened.indexOf('preview ended');
    expect(ended).toBeGreaterThan(happened.indexOf('preview begun'));
    expect(happened.indexOf('recoverDynamics running')).toBeGreaterThan(ended);
    expect(listPreviewArrays(project.database, id).size).toBe(0);
    const steps = listRunSteps(project.database, id).map(({ step }) => step);
    expect(steps).not.toContain('velocity.steadyState');
    expect(steps.filter((step) => step === 'velocityGraph')).toHaveLength(1);
  });

  it('is taken over by a steady-state run under the same settings, and by a dynamical one', async () => {
    const first = await run(settings, { onPreview, stopAt: 'recoverDynamics' });
    const taken = listPreviewArrays(project.database, first.id);
    const steady = await run(steadyState);
    const reused = listRunSteps(project.database, steady.id).filter((step) => step.reused);
    expect(reused.map(({ step }) => step)).toEqual(expect.arrayContaining(previewed));
    const before = stored();
    const again = await run(settings, { onPreview, stopAt: 'recoverDynamics' });
    expect(stored()).toEqual(before);
    expect(listPreviewArrays(project.database, again.id)).toEqual(taken);
  });

  it('stays with a run that was cancelled, apart from what is its own', async () => {
    const { id } = await run(settings, { onPreview, stopAt: 'recoverDynamics' });
    const preview = listPreviewArrays(project.database, id);
    expect([...preview.keys()]).toEqual(expect.arrayContaining(['velocity_umap', 'streamline_points']));
    const own = listRunArrays(project.database, id);
    expect(own.has('X_umap')).toBe(true);
    for (const name of preview.keys()) expect(own.has(name), name).toBe(false);
    expect(listRunSteps(project.database, id).map(({ step }) => step)).not.toContain('velocityGraph');
  });

  it('goes with the last run that needed it', async () => {
    const cancelled = await run(settings, { onPreview, stopAt: 'recoverDynamics' });
    const steady = await run(steadyState);
    deleteRun(project.database, cancelled.id);
    expect(stored()).toContain('velocity.steadyState');
    const done = await run(settings, { onPreview });
    deleteRun(project.database, steady.id);
    expect(stored()).not.toContain('velocity.steadyState');
    expect(stored()).toContain('velocity.dynamical');
    deleteRun(project.database, done.id);
    expect(stored()).toEqual([]);
  });

  it('is not made where nobody looks, of a quick model, or where the fit is there', async () => {
    await run(settings);
    expect(stored()).not.toContain('velocity.steadyState');
    const changed = { ...settings, parameters: { streamlines: { density: 2 } } };
    for (const how of [changed, { ...settings, model: 'stochastic' as const }])
      expect((await run(how, { onPreview })).happened).not.toContain('preview begun');
  });

  it('that fails is only missing', async () => {
    const failing: ComputePool = {
      ...pool,
      runStep: (task) =>
        task.step === 'velocity.steadyState' ? Promise.reject(new Error('no genes')) : pool.runStep(task),
    };
    const { id } = await run(settings, { onPreview, pool: failing });
    expect(listRuns(project.database).at(-1)).toMatchObject({ id, status: 'done' });
    const events = project.database
      .prepare("SELECT detail FROM log WHERE event = 'preview failed'")
      .pluck()
      .all();
    expect(events).toEqual([expect.stringContaining('no genes')]);
  });

  it('that is cancelled leaves the run cancelled', async () => {
    const { id } = await run(settings, { onPreview, stopAt: 'moments' });
    expect(listRuns(project.database).at(-1)).toMatchObject({ id, status: 'cancelled' });
    expect(listPreviewArrays(project.database, id).has('streamline_points')).toBe(false);
  });
});
