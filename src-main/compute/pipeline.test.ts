import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import type { ArrayName } from '../../src-worker/data/catalogue.ts';
import { CancelledError } from '../../src-worker/data/errors.ts';
import { simulate } from '../../src-worker/simulate/index.ts';
import type { DatasetRecord } from '../project/datasets.ts';
import { importDataset } from '../project/importDataset.ts';
import { createProject, type Project } from '../project/project.ts';
import { createPipeline } from './pipeline.ts';
import { createPool, type ComputePool } from './pool.ts';
import type { RunSettings } from '../project/runSettings.ts';
import { createScratch } from './scratch.ts';

const settings: RunSettings = { model: 'steady_state', fate: false, seed: 1, parameters: {} };
const { dataset } = simulate({ nCells: 240, nGenes: 120, nStates: 3, seed: 2 });

let folder: string;
let pool: ComputePool;
let project: Project;
let record: DatasetRecord;

beforeAll(() => {
  pool = createPool(2);
});
afterAll(() => pool.close());
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pipeline-'));
  project = createProject(join(folder, 'p.rnavelocity'));
  record = await importDataset(project.database, dataset, 'simulated');
});
afterEach(() => {
  project.close();
  rmSync(folder, { recursive: true });
});

describe('the pipeline', () => {
  it('runs every step once and then takes all of them from the project', async () => {
    const first = await createPipeline(project, pool, record, settings).execute();
    expect(first.map((step) => step.id)).toContain('velocity.steadyState');
    expect(first.some((step) => step.reused)).toBe(false);
    const second = await createPipeline(project, pool, record, settings).execute();
    expect(second.every((step) => step.reused)).toBe(true);
    expect(second.map((step) => step.fingerprint)).toEqual(first.map((step) => step.fingerprint));
  });

  it('runs only what depends on a changed parameter', async () => {
    await createPipeline(project, pool, record, settings).execute();
    const changed = { ...settings, parameters: { transitionMatrix: { scale: 5 } } };
    const steps = await createPipeline(project, pool, record, changed).execute();
    const again = steps.filter((step) => !step.reused).map((step) => step.id);
    expect(again).toContain('transitionMatrix');
    for (const id of ['pca', 'umap', 'velocity.steadyState', 'velocityGraph', 'pseudotime'])
      expect(again).not.toContain(id);
  });

  it('derives velocities anew from what is stored, equal to those of the run', async () => {
    const run = createPipeline(project, pool, record, settings);
    await run.execute();
    const fresh = createPipeline(project, pool, record, settings);
    for (const name of ['Ms', 'velocity'] as const)
      expect((await fresh.array(name)).data).toEqual((await run.array(name)).data);
  });

  it('gives the same results on one thread and on two', async () => {
    const two = createPipeline(project, pool, record, { ...settings, model: 'dynamical', fate: true });
    await two.execute();
    const single = createPool(1);
    const other = createProject(join(folder, 'one.rnavelocity'));
    try {
      const copy = await importDataset(other.database, dataset, 'simulated');
      const one = createPipeline(other, single, copy, { ...settings, model: 'dynamical', fate: true });
      await one.execute();
      const names: ArrayName[] = two.steps.flatMap((step) => [...step.outputs]);
      for (const name of names) expect(await one.array(name), name).toEqual(await two.array(name));
    } finally {
      other.close();
      await single.close();
    }
  });

  it('gives the same results where large arrays wait on the disk', async () => {
    const dynamical: RunSettings = { ...settings, model: 'dynamical', fate: true };
    const plain = createPipeline(project, pool, record, dynamical);
    await plain.execute();
    const other = createProject(join(folder, 'other.rnavelocity'));
    const scratch = createScratch(join(folder, 'scratch'), 1000);
    const written = vi.spyOn(scratch, 'put');
    const read = vi.spyOn(scratch, 'get');
    try {
      const copy = await importDataset(other.database, dataset, 'simulated');
      const sparing = createPipeline(other, pool, copy, dynamical, { scratch });
      await sparing.execute();
      expect(written.mock.calls.map(([name]) => name)).toEqual(['fit_t']);
      expect(read.mock.calls).toEqual([['fit_t']]);
      for (const name of plain.steps.flatMap((step) => [...step.outputs]))
        expect(await sparing.array(name), name).toEqual(await plain.array(name));
    } finally {
      scratch.close();
      other.close();
    }
  });

  it('reads what waits on the disk once for each step that needs it', async () => {
    const run = createPipeline(project, pool, record, settings);
    await run.execute();
    const scratch = createScratch(join(folder, 'scratch'));
    try {
      for (const name of ['Ms', 'Mu'] as const) scratch.put(name, await run.array(name));
      const read = vi.spyOn(scratch, 'get');
      const fresh = createPipeline(project, pool, record, settings, { scratch });
      expect((await fresh.array('velocity')).data).toEqual((await run.array('velocity')).data);
      expect(read.mock.calls.map(([name]) => name).sort()).toEqual(['Ms', 'Mu']);
    } finally {
      scratch.close();
    }
  });

  it('stops soon when cancelled, and goes on from there', async () => {
    const stop = new AbortController();
    const pipeline = createPipeline(project, pool, record, settings);
    // Others run while neighbours are being stored: without it, all might be done by then.
    const stopped = new Promise<void>((resolve) => {
      stop.signal.addEventListener('abort', () => {
        resolve();
      });
    });
    const running = pipeline.execute({
      signal: stop.signal,
      before: ({ id }) => (id === 'velocityGraph' ? stopped : undefined),
      onProgress: ({ step, state }) => {
        if (step === 'neighbors' && state === 'running') stop.abort();
      },
    });
    await expect(running).rejects.toThrow(CancelledError);
    const steps = await createPipeline(project, pool, record, settings).execute();
    expect(steps.find((step) => step.id === 'filter')?.reused).toBe(true);
    expect(steps.find((step) => step.id === 'velocityGraph')?.reused).toBe(false);
  });

  it('reports a failing step and keeps what came before', async () => {
    const bad = { ...settings, parameters: { filter: { excludeCells: ['nobody'] } } };
    await expect(createPipeline(project, pool, record, bad).execute()).rejects.toThrow('nobody');
    const good = await createPipeline(project, pool, record, settings).execute();
    expect(good.at(-1)?.reused).toBe(false);
  });

  it.each([
    ['names each cell', 'barcode', /240 different values for 240 cells/],
    ['is empty', 'nothing', /the column “nothing” is empty/],
  ])('refuses a column of clusters that %s', async (_, clusters, message) => {
    const obs = {
      barcode: { kind: 'strings' as const, values: dataset.cellNames },
      nothing: { kind: 'numbers' as const, values: new Float64Array(240).fill(Number.NaN) },
    };
    const other = await importDataset(project.database, { ...dataset, obs }, 'other');
    expect(() => createPipeline(project, pool, other, { ...settings, clusters })).toThrow(message);
  });

  it('passes over a usual column of clusters that is empty, and keeps numbers in order', async () => {
    const empty = { kind: 'categorical' as const, codes: new Int32Array(240).fill(-1), categories: ['A'] };
    const leiden = {
      kind: 'numbers' as const,
      values: Float64Array.from({ length: 240 }, (_, i) => 9 + (i % 3)),
    };
    const other = await importDataset(
      project.database,
      { ...dataset, obs: { clusters: empty, leiden } },
      'other',
    );
    const clusters = await createPipeline(project, pool, other, settings).array('clusters');
    expect(clusters.categories).toEqual(['9', '10', '11']);
  });

  it('refuses settings that do not fit before anything runs', () => {
    const unknownStep = { ...settings, parameters: { fate: { states: 2 } } };
    expect(() => createPipeline(project, pool, record, unknownStep)).toThrow('no step “fate”');
    const unknownColumn = { ...settings, clusters: 'nothing' };
    expect(() => createPipeline(project, pool, record, unknownColumn)).toThrow('no column “nothing”');
  });
});
