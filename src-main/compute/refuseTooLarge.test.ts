import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';

import { simulate } from '../../src-worker/simulate/index.ts';
import { importDataset } from '../project/importDataset.ts';
import { createProject, type Project } from '../project/project.ts';
import type { RunSettings } from '../project/runSettings.ts';
import { listRuns } from '../project/runs.ts';
import { createPool, type ComputePool } from './pool.ts';
import { executeRun } from './runSession.ts';

const { dataset } = simulate({ nCells: 200, nGenes: 100, nStates: 3, seed: 1 });
const settings: RunSettings = { model: 'steady_state', fate: false, seed: 0, parameters: {} };

let folder: string;
let pool: ComputePool;
let project: Project;
let datasetId: number;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'refuse-'));
  pool = createPool(1);
  project = createProject(join(folder, 'p.rnavelocity'));
  datasetId = (await importDataset(project.database, dataset, 'simulated')).id;
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(async () => {
  await pool.close();
  project.close();
  rmSync(folder, { recursive: true });
});

it('a run that does not fit in memory is refused before it starts, with what to change', async () => {
  vi.spyOn(process, 'availableMemory').mockReturnValue(50e6);
  await expect(executeRun(project, pool, datasetId, settings)).rejects.toThrow(
    /does not fit on this computer.*needs about \d+ MB of memory and 50 MB are free.*close other programs/i,
  );
  expect(listRuns(project.database).at(-1)).toMatchObject({ status: 'failed' });
});

it('a run of any size starts where that is asked for', async () => {
  vi.spyOn(process, 'availableMemory').mockReturnValue(50e6);
  await executeRun(project, pool, datasetId, settings, { anySize: true });
  expect(listRuns(project.database).at(-1)).toMatchObject({ status: 'done' });
});
