import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { STEPS } from '../../src-worker/steps/registry.ts';
import { simulate } from '../../src-worker/simulate/index.ts';
import type { DatasetRecord } from '../project/datasets.ts';
import { importDataset } from '../project/importDataset.ts';
import { createProject, type Project } from '../project/project.ts';
import { estimateRun } from './estimate.ts';
import { learnPace } from './machinePace.ts';
import { createPipeline } from './pipeline.ts';
import { planSteps } from './plan.ts';
import { createPool, type ComputePool } from './pool.ts';
import { peakMemory, storedBytes } from './runMemory.ts';
import { runSize, type DatasetSize } from './runSize.ts';
import { scheduledSeconds } from './schedule.ts';
import { MODELS, type Model, type RunSettings } from '../project/runSettings.ts';
import { expectedSeconds } from './stepCosts.ts';

const GB = 1e9;
const ample = { memory: 64 * GB, disk: 500 * GB };
const settings: RunSettings = { model: 'steady_state', fate: true, seed: 0, parameters: {} };

/**
 * Whole runs on one thread, Node 24: CPU seconds of all steps of 2026-11-30, growth of the project in MB of 2026-11-22 (20,000 cells and
 * dynamical: 2026-11-30), peak of the process in MB, from opening the file to the stored result, of 2026-11-30 (20,000 cells: on two threads).
 */
const PANCREAS: DatasetSize = { cells: 739, genes: 7192, spliced: 1_263_837, unspliced: 563_203 };
const SMALL: DatasetSize = { cells: 3000, genes: 2000, spliced: 3_967_705, unspliced: 3_314_289 };
const LARGE: DatasetSize = { cells: 20_000, genes: 2000, spliced: 26_943_494, unspliced: 22_753_272 };
const MEASURED: {
  dataset: DatasetSize;
  genes: number;
  model: Model;
  seconds: number;
  disk: number;
  peak: number;
}[] = [
  { dataset: PANCREAS, genes: 3962, model: 'steady_state', seconds: 2.0, disk: 1.61, peak: 379 },
  { dataset: PANCREAS, genes: 3962, model: 'stochastic', seconds: 2.1, disk: 1.58, peak: 354 },
  { dataset: PANCREAS, genes: 3962, model: 'dynamical', seconds: 6.9, disk: 2.0, peak: 375 },
  { dataset: SMALL, genes: 1999, model: 'steady_state', seconds: 4.8, disk: 4.6, peak: 500 },
  { dataset: SMALL, genes: 1999, model: 'stochastic', seconds: 5.7, disk: 4.6, peak: 585 },
  { dataset: SMALL, genes: 1999, model: 'dynamical', seconds: 14.6, disk: 4.85, peak: 611 },
  { dataset: LARGE, genes: 2000, model: 'steady_state', seconds: 31.2, disk: 50.6, peak: 1260 },
];

const given = new Map([['clusters_given' as const, true]]);
function secondsOf(
  dataset: DatasetSize,
  kept: { cells: number; genes: number },
  model: Model,
  threads = 1,
): number {
  const size = runSize(dataset, { model, parameters: {} }, kept);
  return planSteps({ model, fate: true }).reduce(
    (sum, step) => sum + expectedSeconds(step, size, {}, given, threads),
    0,
  );
}

describe('the cost model', () => {
  it.each(MEASURED)(
    'is within a factor of 2 of $seconds s for $dataset.cells cells, $model',
    ({ dataset, genes, model, seconds, disk, peak }) => {
      const kept = { cells: dataset.cells, genes };
      const factor = secondsOf(dataset, kept, model) / seconds;
      expect(factor).toBeGreaterThan(0.5);
      expect(factor).toBeLessThan(2);
      const size = runSize(dataset, { model, parameters: {} }, kept);
      const steps = planSteps({ model, fate: true });
      expect(storedBytes(steps, size) / (disk * 1e6)).toBeGreaterThan(0.5);
      expect(storedBytes(steps, size) / (disk * 1e6)).toBeLessThan(2);
      expect(peakMemory(steps, size, 1) / (peak * 1e6)).toBeGreaterThan(0.5);
      expect(peakMemory(steps, size, 1) / (peak * 1e6)).toBeLessThan(2);
    },
  );

  it.each(MODELS)('grows with cells and genes (%s)', (model) => {
    const grown = (factor: number, axis: 'cells' | 'genes') => ({
      ...SMALL,
      [axis]: SMALL[axis] * factor,
      spliced: SMALL.spliced * factor,
      unspliced: SMALL.unspliced * factor,
    });
    for (const axis of ['cells', 'genes'] as const)
      for (const [smaller, larger] of [
        [1, 2],
        [3.3, 3.4],
        [20, 40],
      ]) {
        const [a, b] = [grown(smaller, axis), grown(larger, axis)];
        // Above 10,000 cells UMAP takes 200 epochs instead of 500.
        if (axis === 'cells' && smaller === 3.3) continue;
        expect(secondsOf(b, b, model)).toBeGreaterThan(secondsOf(a, a, model));
        const bytes = (size: DatasetSize) =>
          peakMemory(planSteps({ model, fate: true }), runSize(size, { model, parameters: {} }, size), 2);
        expect(bytes(b)).toBeGreaterThan(bytes(a));
      }
  });

  it('knows every step', () => {
    const size = runSize(SMALL, { model: 'dynamical', parameters: {} }, SMALL);
    for (const step of STEPS) expect(expectedSeconds(step, size, {}, given, 2), step.id).toBeGreaterThan(0);
  });

  it('expects less of more threads, of fewer fitted genes and of what the file has', () => {
    expect(secondsOf(SMALL, SMALL, 'dynamical', 8)).toBeLessThan(secondsOf(SMALL, SMALL, 'dynamical', 2));
    const size = runSize(
      SMALL,
      { model: 'dynamical', parameters: { recoverDynamics: { topGenes: 100 } } },
      SMALL,
    );
    expect(size.fittedGenes).toBe(100);
    const umap = STEPS.find(({ id }) => id === 'umap')!;
    const withUmap = new Map([['X_umap_given' as const, true]]);
    expect(expectedSeconds(umap, size, {}, withUmap, 2)).toBeLessThan(
      expectedSeconds(umap, size, {}, given, 2),
    );
  });
});

describe('the pace of a machine', () => {
  it('is that of the steps it did, and of a step itself where it did that', () => {
    const pace = learnPace([
      { step: 'pca', measured: 200, expected: 100 },
      { step: 'fate', measured: 500, expected: 100 },
    ]);
    expect(pace('umap', 10)).toBeGreaterThan(30);
    expect(pace('umap', 10)).toBeLessThan(36);
    expect(pace('pca', 10)).toBeLessThan(21);
    expect(pace('fate', 10)).toBeGreaterThan(48);
  });

  it('is hardly moved by steps too short to tell', () => {
    expect(learnPace([{ step: 'filter', measured: 0.3, expected: 0.05 }])('umap', 10)).toBeLessThan(11);
    expect(learnPace([])('umap', 10)).toBe(10);
  });
});

describe('the seconds of steps side by side', () => {
  const chain = { seconds: 4, reads: [], makes: ['connectivities' as const] };
  const left = { seconds: 10, reads: ['connectivities' as const], makes: [] };
  it('are those of the longest way through them, and more where cores are shared', () => {
    expect(scheduledSeconds([chain, left, left], 1)).toBeCloseTo(24);
    const two = scheduledSeconds([chain, left, left], 4);
    expect(two).toBeGreaterThanOrEqual(14);
    expect(two).toBeLessThan(24);
    expect(scheduledSeconds([], 4)).toBe(0);
  });
});

describe('the estimate of a run', () => {
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
    folder = mkdtempSync(join(tmpdir(), 'estimate-'));
    project = createProject(join(folder, 'p.rnavelocity'));
    record = await importDataset(project.database, dataset, 'simulated');
  });
  afterEach(() => {
    project.close();
    rmSync(folder, { recursive: true });
  });

  it('counts nothing for what is stored, and only what depends on a change', async () => {
    const before = estimateRun(project, record, settings, 2, { room: ample });
    expect(before.seconds).toBeGreaterThan(0);
    expect(before.steps.some(({ reused }) => reused)).toBe(false);
    expect(before.advice).toBeUndefined();
    await createPipeline(project, pool, record, settings).execute();
    const again = estimateRun(project, record, settings, 2, { room: ample });
    expect(again).toMatchObject({ seconds: 0, memory: 0, disk: 0 });
    expect(again.steps.every(({ reused, seconds }) => reused && seconds === 0)).toBe(true);

    const changed = { ...settings, parameters: { streamlines: { density: 2 } } };
    const { steps } = estimateRun(project, record, changed, 2, { room: ample });
    expect(steps.filter(({ seconds }) => seconds > 0).map(({ id }) => id)).toEqual(['streamlines']);
  });

  it('counts stored steps whose moments or velocities have to be made again', async () => {
    await createPipeline(project, pool, record, settings).execute();
    const changed = { ...settings, parameters: { rankVelocityGenes: { genes: 10 } } };
    const { steps } = estimateRun(project, record, changed, 2, { room: ample });
    const costing = steps.filter(({ seconds }) => seconds > 0);
    expect(costing.map(({ id }) => id)).toEqual([
      'normalize',
      'moments',
      'velocity.steadyState',
      'rankVelocityGenes',
    ]);
    expect(costing.filter(({ reused }) => !reused).map(({ id }) => id)).toEqual(['rankVelocityGenes']);
  });

  it('counts a preview where the fit is still to be done, and none of it twice', async () => {
    const dynamical: RunSettings = { ...settings, model: 'dynamical' };
    const without = estimateRun(project, record, dynamical, 2, { room: ample });
    const before = estimateRun(project, record, dynamical, 2, { room: ample, preview: true });
    expect(before.seconds).toBeGreaterThan(without.seconds);
    expect(before.disk).toBeGreaterThan(without.disk);
    expect(before.memory).toBe(without.memory);
    expect(before.steps).toEqual(without.steps);
    expect(estimateRun(project, record, settings, 2, { room: ample, preview: true })).toEqual(
      estimateRun(project, record, settings, 2, { room: ample }),
    );
    await createPipeline(project, pool, record, settings).execute();
    const after = estimateRun(project, record, dynamical, 2, { room: ample, preview: true });
    expect(after).toEqual(estimateRun(project, record, dynamical, 2, { room: ample }));
    await createPipeline(project, pool, record, dynamical).execute();
    expect(estimateRun(project, record, dynamical, 2, { room: ample, preview: true })).toMatchObject({
      seconds: 0,
      disk: 0,
    });
  });

  it('says what to change where memory or disk are short', () => {
    const dynamical: RunSettings = { ...settings, model: 'dynamical' };
    const { memory, disk } = estimateRun(project, record, dynamical, 2, { room: ample });
    const short = estimateRun(project, record, dynamical, 2, {
      room: { memory: 0.5 * memory, disk: 0.5 * disk },
    });
    expect(short.advice).toContain('of memory and');
    expect(short.advice).toContain('Close other programs');
    expect(short.advice).toContain('on its disk');
  });

  it('names how many genes would fit', () => {
    const large = { ...record, cells: 200_000, genes: 20_000 };
    const whole = { ...settings, parameters: { filter: { minSharedCounts: 0 } } };
    const { advice } = estimateRun(project, large, whole, 2, { room: { memory: 8 * GB, disk: 500 * GB } });
    expect(advice).toMatch(
      /Raise “Minimum shared counts” of “Filter cells and genes” so that at most [\d,]+ of about/,
    );
  });

  it('refuses settings that do not fit', () => {
    const wrong = { ...settings, parameters: { neighbors: { neighbors: 1 } } };
    expect(() => estimateRun(project, record, wrong, 2, { room: ample })).toThrow('neighbors');
    expect(() => estimateRun(project, record, { ...settings, clusters: 'none' }, 2, { room: ample })).toThrow(
      'none',
    );
  });
});
