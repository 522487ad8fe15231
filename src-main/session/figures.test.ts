import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';

import { CancelledError } from '../../src-worker/data/errors.ts';
import { fileSource } from '../../src-worker/formats/source.ts';
import { simulate } from '../../src-worker/simulate/index.ts';
import { writeSimulation } from '../export/simulation.ts';
import { figureSchema, type FigureInput, type FigureSpec } from '../figures/spec/figure.ts';
import type { AppEvent } from '../ipc/types.ts';
import { startSession, type SessionClient } from './client.ts';

let folder: string;
let session: SessionClient;
let datasetId: number;
let first: number;
const events: AppEvent[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'figures-'));
  session = startSession(
    (event) => events.push(event),
    () => undefined,
  );
  const counts = join(folder, 'counts.h5ad');
  await writeSimulation(simulate({ nCells: 120, nGenes: 60, nStates: 3, seed: 1 }), counts);
  await session.request('project.create', { path: join(folder, 'a.rnavelocity') });
  const about = { name: 'Simulated', roles: { clusters: 'clusters' }, known: {} };
  datasetId = (await session.request('datasets.import', { source: fileSource(counts), ...about })).datasetId;
  first = await finishedRun(0);
}, 60_000);

afterAll(async () => {
  await session.close();
  rmSync(folder, { recursive: true });
});

async function finishedRun(seed: number): Promise<number> {
  const settings = { model: 'steady_state', fate: false, seed, parameters: {} } as const;
  const { runId } = await session.request('runs.add', { datasetId, name: `run ${seed}`, note: '', settings });
  for (;;) {
    const { runs } = await session.request('project.info', undefined);
    if (runs.find(({ id }) => id === runId)?.status === 'done') return runId;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const figure = (given: Partial<FigureInput> = {}): FigureSpec =>
  v.parse(figureSchema, { panels: [{ kind: 'embedding' }], size: { width: 60 }, ...given });

const preview = (given: Partial<FigureInput> = {}) =>
  session.request('figures.preview', { spec: figure(given) });

const exporting = (
  format: 'svg' | 'pdf' | 'png' | 'tiff',
  name: string,
  given: Partial<FigureInput> = {},
  dpi = 100,
) =>
  session.request('figures.export', {
    spec: figure(given),
    name: 'Flow',
    format,
    dpi,
    path: join(folder, name),
  });

describe('a figure', () => {
  it('is drawn for the screen with all that is said of it', async () => {
    const shown = await preview({ provenance: true, caption: 'Cells.' });
    expect(shown.width).toBeCloseTo(60);
    expect(shown.svg).toMatch(/<svg[^>]* width="60mm"/);
    expect(shown.svg).not.toContain('<text');
    expect(shown.caption).toMatch(/^Cells\. Data: Simulated, 120 cells/);
    expect(shown.panels).toMatchObject([{ kind: 'embedding', frame: { x: expect.any(Number) as number } }]);
    expect(shown.colors.map(({ label }) => label).sort()).toEqual(['A', 'B', 'C']);
  });

  it('is drawn for the last one who asked where several ask at once', async () => {
    const widths = [40, 50, 60, 70];
    const outcomes = await Promise.allSettled(widths.map((width) => preview({ size: { width } })));
    // The first may be under way when the others ask; those between never begin.
    for (const one of outcomes.slice(1, 3))
      expect('reason' in one && one.reason).toBeInstanceOf(CancelledError);
    expect(outcomes[3]).toMatchObject({ value: { width: expect.closeTo(70) as number } });
  });

  it('is exported in every format with its provenance, telling how far it is', async () => {
    events.length = 0;
    const heads = { svg: '<?xml', pdf: '%PDF-', png: '\x89PNG', tiff: 'II*' } as const;
    for (const [format, head] of Object.entries(heads)) {
      expect(await exporting(format as keyof typeof heads, `out.${format}`)).toEqual({ notes: [] });
      const content = readFileSync(join(folder, `out.${format}`), 'latin1');
      expect(content.startsWith(head), format).toBe(true);
    }
    expect(readFileSync(join(folder, 'out.svg'), 'utf8')).toContain('run 0');
    const fractions = events.flatMap((event) => (event.type === 'figure-export' ? [event.fraction] : []));
    expect(fractions[0]).toBe(0);
    expect(fractions.at(-1)).toBe(1);
  });

  it('that cannot be written says why, and nothing half-written stays', async () => {
    mkdirSync(join(folder, 'taken.pdf'));
    await expect(exporting('pdf', 'taken.pdf')).rejects.toThrow('this is a folder');
    await expect(exporting('pdf', 'none/out.pdf')).rejects.toThrow('the folder does not exist');
    await expect(exporting('png', 'big.png', { size: { width: 2000 } }, 2400)).rejects.toThrow(/at most/);
    expect(readdirSync(folder).filter((name) => /partial|big/.test(name))).toEqual([]);
  });

  it('whose export is cancelled leaves nothing, and the next one can begin', async () => {
    const underWay = exporting('png', 'cancelled.png', { size: { width: 400 } }, 1200);
    await expect(exporting('pdf', 'second.pdf')).rejects.toThrow('another figure is being exported');
    await session.request('figures.cancelExport', undefined);
    await expect(underWay).rejects.toThrow(CancelledError);
    expect(readdirSync(folder).filter((name) => /partial|cancelled/.test(name))).toEqual([]);
    expect(await exporting('pdf', 'second.pdf')).toEqual({ notes: [] });
  }, 30_000);
});

describe('a figure that is kept', () => {
  it('comes back with all defaults, is changed and removed', async () => {
    const made = await session.request('figures.create', { name: 'One', spec: figure({ run: first }) });
    expect(made).toMatchObject({
      name: 'One',
      runId: first,
      problem: null,
      spec: { fontSize: 7, run: first },
    });
    const spec = figure({ run: first, title: 'T' });
    const changed = await session.request('figures.update', { figureId: made.id, spec });
    expect(changed).toMatchObject({ name: 'One', spec: { title: 'T' } });
    expect(await session.request('figures.list', undefined)).toEqual([changed]);
    await session.request('figures.remove', { figureId: made.id });
    expect(await session.request('figures.list', undefined)).toEqual([]);
  });

  it('says that its run was deleted, and can be given another', async () => {
    const run = await finishedRun(1);
    const { id } = await session.request('figures.create', { name: 'Two', spec: figure({ run }) });
    await session.request('runs.remove', { runId: run });
    const [kept] = await session.request('figures.list', undefined);
    expect(kept).toMatchObject({ id, runId: null, spec: { run } });
    await expect(preview({ run })).rejects.toThrow(/is not in the project.*Choose another run: 1 \(run 0\)/);
    const again = await session.request('figures.update', { figureId: id, spec: figure({ run: first }) });
    expect(again.runId).toBe(first);
    await session.request('figures.remove', { figureId: id });
  }, 30_000);

  it('follows the last finished run unless it names one', async () => {
    const run = await finishedRun(2);
    expect((await preview({ provenance: true })).caption).toContain('run “run 2”');
    expect((await preview({ provenance: true, run: first })).caption).toContain('run “run 0”');
    await session.request('runs.remove', { runId: run });
    expect((await preview({ provenance: true })).caption).toContain('run “run 0”');
  }, 30_000);
});
