import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parse } from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { simulate } from '../../../src-worker/simulate/index.ts';
import { createPool } from '../../compute/pool.ts';
import { executeRun } from '../../compute/runSession.ts';
import { setKnown } from '../../project/datasets.ts';
import { importDataset } from '../../project/importDataset.ts';
import { createProject, type Project } from '../../project/project.ts';
import { createViewReader, type ViewReader } from '../../views/reader.ts';
import { openSource } from '../../views/source.ts';
import type { ComposedPanel } from './panel.ts';
import { crowdedTexts, plainStyle } from '../parts/textBoxes.ts';
import { panelSchema } from '../spec/panels.ts';
import { panelOf } from './index.ts';

let folder: string;
let project: Project;
let reader: ViewReader;
let dynamical: number;
let steady: number;
const frame = { x: 0, y: 0, width: 250, height: 180 };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'figures-'));
  const pool = createPool(2);
  project = createProject(join(folder, 'p.rnavelocity'));
  const { dataset } = simulate({ nCells: 200, nGenes: 80, nStates: 3, seed: 2 });
  const { id } = await importDataset(project.database, dataset, 'simulated');
  const run = async (model: 'dynamical' | 'steady_state', fate: boolean): Promise<number> =>
    (await executeRun(project, pool, id, { model, fate, seed: 1, parameters: {} })).runId;
  dynamical = await run('dynamical', true);
  steady = await run('steady_state', false);
  await pool.close();
  const clusters = openSource(createViewReader(project.database), { run: dynamical }).stored(
    'clusters',
  ).categories;
  setKnown(project.database, id, { transitions: [[clusters[0], clusters[1]]] });
  reader = createViewReader(project.database);
});

afterAll(() => {
  project.close();
  rmSync(folder, { recursive: true });
});

async function draw(input: object, run = dynamical): Promise<ComposedPanel & { data: unknown }> {
  const panel = parse(panelSchema, input);
  const definition = panelOf(panel.kind);
  const data = await definition.collect(openSource(reader, { run }), panel, 'light');
  const sent = structuredClone(data);
  expect(definition.aspect(panel, sent, frame.width, plainStyle())).toBeGreaterThan(0.1);
  const composed = definition.compose(panel, sent, frame, plainStyle());
  expect(crowdedTexts(composed.nodes, frame)).toEqual([]);
  return { ...composed, data };
}

describe('panels of a run', () => {
  it('draw the portrait of the gene that it fits best, or of the one named', async () => {
    const { data, description } = await draw({ kind: 'portrait' });
    expect(data).toMatchObject({ smoothed: true, total: 200, curves: [{}, {}, { style: 'dashed' }] });
    expect(description).toContain('Solid lines: fitted induction and repression.');
    expect((await draw({ kind: 'portrait', gene: 'gene_5', curves: false })).data).toMatchObject({
      gene: 'gene_5',
      curves: [],
    });
    expect((await draw({ kind: 'portrait' }, steady)).description).toContain('Solid line: steady state.');
  });

  it('refuse a gene that is not there and name those near it', async () => {
    await expect(draw({ kind: 'portrait', gene: 'GENE_5' })).rejects.toThrow('Did you mean “gene_5”?');
  });

  it('draw fates of all clusters or of those named', async () => {
    const all = (await draw({ kind: 'fates' })).data as { clusters: { label: string; mean: number[] }[] };
    expect(all.clusters.length).toBeGreaterThan(1);
    for (const { mean } of all.clusters) expect(mean.reduce((a, b) => a + b)).toBeCloseTo(1);
    const { label } = all.clusters[1];
    const one = (await draw({ kind: 'fates', groups: [label] })).data as typeof all;
    expect(one.clusters.map((cluster) => cluster.label)).toEqual([label]);
    await expect(draw({ kind: 'fates', groups: ['nothing such'] })).rejects.toThrow(
      'no cluster “nothing such”',
    );
    await expect(draw({ kind: 'fates' }, steady)).rejects.toThrow('Run again with fates');
  });

  it('draw trends along latent time or any other column of numbers, a line a fate where asked', async () => {
    const { data } = await draw({ kind: 'trends' });
    expect(data).toMatchObject({ along: 'Latent time', genes: { length: 5 }, fates: null });
    const fates = await draw({ kind: 'trends', fates: true, genes: ['gene_5', 'gene_5'] });
    expect((fates.data as { genes: unknown[] }).genes).toHaveLength(1);
    const along = { kind: 'trends', genes: ['gene_5'], points: true, along: 'counts/spliced' };
    expect((await draw(along)).data).toMatchObject({
      along: 'Spliced counts',
      points: { x: { length: 200 } },
    });
    const steadily = await draw({ kind: 'trends', layer: 'velocity' }, steady);
    expect(steadily.data).toMatchObject({ along: 'Velocity pseudotime' });
    await expect(draw({ kind: 'trends', along: 'latent_time' })).rejects.toThrow(
      'Did you mean “run/latent_time”?',
    );
    await expect(draw({ kind: 'trends', along: 'run/clusters' })).rejects.toThrow('has labels');
    await expect(draw({ kind: 'trends', fates: true }, steady)).rejects.toThrow('no fates');
  });

  it('draw heatmaps of genes in the order of their peaks, or as they are named', async () => {
    const { data } = await draw({ kind: 'heatmap', count: 12, bins: 40 });
    expect(data).toMatchObject({ genes: { length: 12 }, bins: 40, values: { length: 480 }, cells: 200 });
    const genes = ['gene_9', 'gene_2', 'gene_5'];
    expect((await draw({ kind: 'heatmap', genes, order: 'given', scale: 'zscore' })).data).toMatchObject({
      genes,
    });
    await expect(draw({ kind: 'heatmap', genes: ['gene_x'] })).rejects.toThrow('no gene “gene_x”');
  });

  it('draw two numbers of the kinetics, the usual pair of the model unless told', async () => {
    expect((await draw({ kind: 'kinetics' })).data).toMatchObject({
      x: { id: 'fit_beta' },
      y: { id: 'fit_gamma' },
      named: { length: 8 },
    });
    expect((await draw({ kind: 'kinetics', genes: ['gene_5'] }, steady)).data).toMatchObject({
      x: { id: 'velocity_gamma' },
      y: { id: 'velocity_r2' },
      named: [{ name: 'gene_5' }],
    });
    await expect(draw({ kind: 'kinetics', x: 'fit_alpha' }, steady)).rejects.toThrow('no “fit_alpha”');
  });

  it('draw every chart of quality that the run has', async () => {
    for (const show of [
      'confidence',
      'unspliced',
      'velocity_confidence',
      'fit_likelihood',
      'velocity_r2',
      'known',
    ])
      expect((await draw({ kind: 'quality', show })).nodes.length).toBeGreaterThan(1);
    await expect(draw({ kind: 'quality', show: 'fit_likelihood' }, steady)).rejects.toThrow(
      'Only the dynamical model',
    );
  });
});
