import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { CancelledError } from '../../src-worker/data/errors.ts';
import { readDataset } from '../../src-worker/formats/readDataset.ts';
import { fileSource } from '../../src-worker/formats/source.ts';
import { simulate } from '../../src-worker/simulate/index.ts';
import type { AppEvent, RunSummary } from '../ipc/types.ts';
import type { RunSettings } from '../project/runSettings.ts';
import { writeSimulation } from '../export/simulation.ts';
import { startSession, type SessionClient } from './client.ts';

const SETTINGS: RunSettings = { model: 'steady_state', fate: true, seed: 0, parameters: {} };
const IMPORT = { name: 'Simulated', roles: { clusters: 'clusters' }, known: { root: 'A' } };

describe('a session', () => {
  let folder: string;
  let session: SessionClient;
  let events: AppEvent[];
  let crashes: Error[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'session-'));
    events = [];
    crashes = [];
    session = startSession(
      (event) => events.push(event),
      (error) => crashes.push(error),
    );
  });

  afterEach(async () => {
    await session.close();
    rmSync(folder, { recursive: true, force: true });
    expect(crashes).toEqual([]);
  });

  async function projectWithData(): Promise<number> {
    const path = join(folder, 'counts.h5ad');
    await writeSimulation(simulate({ nCells: 300, nGenes: 80, nStates: 3, seed: 1 }), path);
    await session.request('project.create', { path: join(folder, 'a.rnavelocity') });
    return (await session.request('datasets.import', { source: fileSource(path), ...IMPORT })).datasetId;
  }

  const add = async (datasetId: number, settings = SETTINGS): Promise<number> =>
    (await session.request('runs.add', { datasetId, name: 'run', note: 'first', settings })).runId;

  async function ended(runId: number): Promise<RunSummary> {
    for (;;) {
      const { runs } = await session.request('project.info', undefined);
      const run = runs.find(({ id }) => id === runId)!;
      if (run.status !== 'queued' && run.status !== 'running') return run;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it('leaves nothing of a project that was made for an import that failed', async () => {
    const path = join(folder, 'a.rnavelocity');
    await session.request('project.create', { path });
    await expect(
      session.request('datasets.import', {
        source: fileSource(join(folder, 'not-there.h5ad')),
        ...IMPORT,
      }),
    ).rejects.toThrow();
    await session.request('project.close', undefined);
    expect(existsSync(path)).toBe(false);
  });

  it('imports a file, runs a model on it, and shows the result after it was closed and opened again', async () => {
    const datasetId = await projectWithData();
    expect(session.project?.datasets).toMatchObject([
      { name: 'Simulated', cells: 300, roles: { clusters: 'clusters' }, known: { root: 'A' } },
    ]);
    const run = await ended(await add(datasetId));
    expect(run).toMatchObject({ status: 'done', note: 'first', error: null });
    expect(events.some((event) => event.type === 'stored' && event.arrays.includes('X_umap'))).toBe(true);
    const fractions = events.flatMap((event) =>
      event.type === 'run' ? [event.run.progress?.fraction ?? 0] : [],
    );
    expect(fractions.length).toBeGreaterThan(2);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));

    await session.request('project.close', undefined);
    expect(existsSync(join(folder, 'a.rnavelocity-wal'))).toBe(false);
    const again = await session.request('project.open', { path: join(folder, 'a.rnavelocity') });
    expect(again.runs).toMatchObject([{ id: run.id, status: 'done' }]);
    const frame = await session.view(new URL(`app://x/data/${again.token}/scene?run=${run.id}`));
    expect(frame.byteLength).toBeGreaterThan(300 * 8);
    expect(frame.buffer).toBeInstanceOf(ArrayBuffer);
    const { files } = await session.request('runs.export', { runId: run.id, folder });
    expect(files).toContain('velocity_vectors.csv');
    const { text, bibtex } = await session.request('runs.methods', { runId: run.id });
    expect(text).toContain('80 genes in 300 cells');
    expect(readFileSync(join(folder, 'methods.md'), 'utf8')).toBe(text);
    expect(readFileSync(join(folder, 'references.bib'), 'utf8')).toBe(bibtex);
  }, 60_000);

  it('a dynamical run has a preview to show before its fit is done', async () => {
    const run = await ended(await add(await projectWithData(), { ...SETTINGS, model: 'dynamical' }));
    expect(run.status).toBe('done');
    const told = events.flatMap((event) =>
      event.type === 'preview' ? 'preview' : event.type === 'stored' ? event.step : [],
    );
    expect(told.indexOf('umap')).toBeLessThan(told.indexOf('preview'));
    expect(told.indexOf('preview')).toBeLessThan(told.indexOf('recoverDynamics'));
    expect(told).not.toContain('velocity.steadyState');
  }, 60_000);

  it('works through its queue one run at a time; a cancelled run leaves the others alone', async () => {
    const datasetId = await projectWithData();
    const [first, second, third] = [
      await add(datasetId, { ...SETTINGS, model: 'dynamical' }),
      await add(datasetId),
      await add(datasetId, { ...SETTINGS, seed: 1 }),
    ];
    await session.request('runs.cancel', { runId: second });
    await session.request('runs.cancel', { runId: first });
    expect((await ended(first)).status).toBe('cancelled');
    expect((await ended(second)).status).toBe('cancelled');
    expect((await ended(third)).status).toBe('done');
    expect(events.filter(({ type }) => type === 'problem')).toEqual([]);
  }, 60_000);

  it('a run that cannot be done says why, and the next one is done', async () => {
    const datasetId = await projectWithData();
    const bad = await add(datasetId, { ...SETTINGS, clusters: 'no such column' });
    const good = await add(datasetId, { ...SETTINGS, fate: false });
    expect(await ended(bad)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('no such column') as string,
    });
    expect((await ended(good)).status).toBe('done');
    expect(events).toContainEqual(expect.objectContaining({ type: 'problem' }));
  }, 60_000);

  it('exports a dataset before any run, in every format, equal to what was imported', async () => {
    const datasetId = await projectWithData();
    const source = await readDataset(join(folder, 'counts.h5ad'));
    for (const [format, name] of [
      ['h5ad', 'out.h5ad'],
      ['loom', 'out.loom'],
    ] as const) {
      const path = join(folder, name);
      expect(await session.request('datasets.export', { datasetId, format, path })).toEqual({ notes: [] });
      const read = await readDataset(path);
      expect(read.cellNames).toEqual(source.cellNames);
      expect(read.geneNames).toEqual(source.geneNames);
      expect(read.layers).toEqual(source.layers);
      expect(new Set(Object.keys(read.obs))).toEqual(new Set(Object.keys(source.obs)));
    }
    const path = join(folder, 'out');
    await session.request('datasets.export', { datasetId, format: 'csv', path });
    expect(readdirSync(path)).toEqual(expect.arrayContaining(['obs.csv', 'spliced.csv', 'unspliced.csv']));
    await expect(session.request('datasets.export', { datasetId, format: 'csv', path })).rejects.toThrow(
      /folder of that name/,
    );
    await expect(
      session.request('datasets.export', { datasetId: 9, format: 'loom', path: join(folder, 'x.loom') }),
    ).rejects.toThrow(/no dataset 9/);
  }, 60_000);

  it('an export that closing the project interrupts leaves nothing behind', async () => {
    const datasetId = await projectWithData();
    const exporting = session.request('datasets.export', {
      datasetId,
      format: 'loom',
      path: join(folder, 'out.loom'),
    });
    const ending = expect(exporting).rejects.toBeInstanceOf(CancelledError);
    await session.request('project.close', undefined);
    await ending;
    expect(readdirSync(folder).filter((name) => name.includes('loom'))).toEqual([]);
  }, 60_000);

  it('the same data imported again change nothing of what is said of them', async () => {
    const datasetId = await projectWithData();
    const path = join(folder, 'counts.h5ad');
    const again = { source: fileSource(path), name: 'Another name', roles: {}, known: {} };
    expect(await session.request('datasets.import', again)).toEqual({ datasetId });
    expect(session.project?.datasets).toMatchObject([IMPORT]);
    expect(events).toContainEqual(expect.objectContaining({ type: 'notice' }));
  });

  it('an import that is cancelled leaves the project as it was', async () => {
    await projectWithData();
    const path = join(folder, 'more.h5ad');
    await writeSimulation(simulate({ nCells: 400, nGenes: 80, nStates: 3, seed: 2 }), path);
    const importing = session.request('datasets.import', {
      source: fileSource(path),
      ...IMPORT,
      name: 'More',
    });
    await session.request('datasets.cancelImport', undefined);
    await expect(importing).rejects.toMatchObject({ name: 'CancelledError' });
    expect((await session.request('project.info', undefined)).datasets).toHaveLength(1);
    await session.request('datasets.import', { source: fileSource(path), ...IMPORT, name: 'More' });
    expect((await session.request('project.info', undefined)).datasets).toHaveLength(2);
  });

  it('goes on with the copy after Save As, and leaves the first file whole', async () => {
    await projectWithData();
    const [first, second] = [join(folder, 'a.rnavelocity'), join(folder, 'b.rnavelocity')];
    expect(await session.request('project.saveAs', { path: second })).toMatchObject({ name: 'b' });
    await session.request('view.save', { key: 'workspace', state: { left: 300 } });
    await session.request('project.open', { path: first });
    expect(await session.request('view.load', { key: 'workspace' })).toBeUndefined();
    await session.request('project.open', { path: second });
    expect(await session.request('view.load', { key: 'workspace' })).toEqual({ left: 300 });
  });

  it('keeps the open project when another cannot be opened', async () => {
    await projectWithData();
    const missing = join(folder, 'missing.rnavelocity');
    await expect(session.request('project.open', { path: missing })).rejects.toMatchObject({
      name: 'DataError',
    });
    expect((await session.request('project.info', undefined)).name).toBe('a');
  });

  it('gives no view to an address with another token', async () => {
    const datasetId = await projectWithData();
    const url = new URL(`app://x/data/${crypto.randomUUID()}/columns?dataset=${datasetId}`);
    await expect(session.view(url)).rejects.toMatchObject({ name: 'DataError' });
  });
});
