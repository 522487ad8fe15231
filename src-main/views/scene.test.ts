import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { denseFrom } from '../../src-worker/data/arrays.ts';
import { CancelledError } from '../../src-worker/data/errors.ts';
import { simulate } from '../../src-worker/simulate/index.ts';
import { createPool, type ComputePool } from '../compute/pool.ts';
import { executeRun, type RunOptions } from '../compute/runSession.ts';
import { importDataset } from '../project/importDataset.ts';
import { createProject, type Project } from '../project/project.ts';
import { addRunStep, listRuns } from '../project/runs.ts';
import type { Model, RunSettings } from '../project/runSettings.ts';
import type { ViewAnswers } from './contract.ts';
import { cellColumns } from './cellColumns.ts';
import { createViewReader } from './reader.ts';
import { sceneView } from './scene.ts';
import { openSource, type Source } from './source.ts';

let folder: string;
let pool: ComputePool;
let project: Project;
let datasetId: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'scene-'));
  pool = createPool(2);
  project = createProject(join(folder, 'p.rnavelocity'));
  const { dataset } = simulate({ nCells: 240, nGenes: 80, nStates: 3, seed: 2 });
  const X_tsne = denseFrom(
    'f32',
    Float32Array.from({ length: 480 }, (_, p) => p % 17),
    [240, 2],
  );
  datasetId = (await importDataset(project.database, { ...dataset, obsm: { X_tsne } }, 'simulated')).id;
});
afterAll(async () => {
  project.close();
  await pool.close();
  rmSync(folder, { recursive: true });
});

async function run(
  model: Model,
  options: RunOptions & { signal?: AbortSignal } = {},
  parameters: RunSettings['parameters'] = {},
): Promise<number> {
  const settings = { model, fate: false, seed: 1, parameters };
  return (await executeRun(project, pool, datasetId, settings, options)).runId;
}

/** A run that was cancelled right after its preview was made; it has a fit of its own to do. */
async function previewOnly(maxIterations: number): Promise<number> {
  const stop = new AbortController();
  const onPreview = (state: string): void => {
    if (state === 'ended') stop.abort();
  };
  const running = run(
    'dynamical',
    { onPreview, signal: stop.signal },
    { recoverDynamics: { maxIterations } },
  );
  await expect(running).rejects.toThrow(CancelledError);
  return listRuns(project.database).at(-1).id;
}

/** Gives a run the result of another one's step. */
function lend(step: string, from: number, to: number): void {
  const { database } = project;
  const [position, resultId] = database
    .prepare(
      `SELECT position, result_id FROM run_steps JOIN step_results ON step_results.id = result_id
       WHERE run_id = ? AND step = ?`,
    )
    .raw()
    .get(from, step) as [number, number];
  addRunStep(database, to, position, resultId, true);
}

const open = (id: number): Source => openSource(createViewReader(project.database), { run: id });
const scene = (id: number, embedding?: string): ViewAnswers['scene'] => sceneView(open(id), { embedding });

describe('the picture of a dynamical run', () => {
  it('shows its preview, and says so, until its own flow is whole', async () => {
    const id = await previewOnly(4);
    const quick = scene(await run('steady_state'));
    const whole = await run('dynamical');
    expect(scene(id)).toEqual({ header: { ...quick.header, preview: true }, arrays: quick.arrays });
    for (const step of ['velocity.dynamical', 'velocityGraph', 'projection']) lend(step, whole, id);
    expect(scene(id)).toEqual({ header: { ...quick.header, preview: true }, arrays: quick.arrays });
    lend('streamlines', whole, id);
    expect(scene(id)).toEqual(scene(whole));
    expect(scene(id).header.preview).toBe(false);
    expect(scene(id).arrays.velocity).not.toEqual(quick.arrays.velocity);
  });

  it('has nothing of a preview but the flow', async () => {
    const source = open(await previewOnly(5));
    expect(scene(source.run!.id, 'run/X_pca').header.preview).toBe(true);
    expect(scene(source.run!.id, 'obsm/X_tsne').header.preview).toBe(false);
    for (const name of ['velocity_umap', 'velocity_gamma', 'velocity_genes', 'velocity_graph'] as const)
      expect(source.has(name), name).toBe(false);
    expect(cellColumns(source).filter(({ id }) => id.startsWith('run/velocity'))).toEqual([]);
  });
});
