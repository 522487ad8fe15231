import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { decodeFrame, decodeNames } from '../../src-renderer/state/frame.ts';
import { denseFrom } from '../../src-worker/data/arrays.ts';
import type { Dataset } from '../../src-worker/data/dataset.ts';
import { simulate } from '../../src-worker/simulate/index.ts';
import { createPool, type ComputePool } from '../compute/pool.ts';
import type { RunResult } from '../compute/runResult.ts';
import { executeRun } from '../compute/runSession.ts';
import type { Model } from '../project/runSettings.ts';
import { setKnown } from '../project/datasets.ts';
import { importDataset } from '../project/importDataset.ts';
import { saveEdit } from '../project/edits.ts';
import { createProject, type Project } from '../project/project.ts';
import { createRun } from '../project/runs.ts';
import { answerView } from './answerView.ts';
import type { GeneLayer, ViewAnswers, ViewArguments, ViewName, ViewRequest } from './contract.ts';
import { createViewReader, type ViewReader } from './reader.ts';

const CELLS = 240;
const GENES = 120;

let folder: string;
let pool: ComputePool;
let project: Project;
let reader: ViewReader;
let datasetId: number;
const runs = new Map<Model, { runId: number; result: RunResult }>();

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'views-'));
  pool = createPool(2);
  project = createProject(join(folder, 'p.rnavelocity'));
  datasetId = (await importDataset(project.database, madeUp(), 'simulated')).id;
  for (const model of ['steady_state', 'stochastic', 'dynamical'] as const) {
    const fate = model === 'dynamical';
    const parameters = {
      filter: { excludeCells: ['cell_7'], excludeGenes: ['gene_3'] },
      ...(model === 'steady_state' ? { 'velocity.steadyState': { fitOffset: true } } : {}),
    };
    const settings = { model, fate, seed: 1, parameters };
    runs.set(model, await executeRun(project, pool, datasetId, settings));
  }
  reader = createViewReader(project.database);
}, 120_000);

afterAll(async () => {
  project.close();
  await pool.close();
  rmSync(folder, { recursive: true });
});

function madeUp(): Dataset {
  const { dataset } = simulate({ nCells: CELLS, nGenes: GENES, nStates: 3, seed: 2 });
  const positions = Float32Array.from({ length: 3 * CELLS }, (_, p) => (p < 3 ? Number.NaN : p % 17));
  return {
    ...dataset,
    obs: {
      ...dataset.obs,
      sample: { kind: 'strings', values: dataset.cellNames.map((_, i) => (i % 2 === 0 ? 'a' : 'b')) },
      barcode: { kind: 'strings', values: dataset.cellNames.map((name) => `${name}-1`) },
      empty: { kind: 'numbers', values: new Float64Array(CELLS).fill(Number.NaN) },
      doublet: { kind: 'booleans', values: new Uint8Array(CELLS).fill(1, 0, 5) },
    },
    obsm: {
      X_pca: denseFrom('f32', positions, [CELLS, 3]),
      X_tsne: denseFrom('f32', positions, [CELLS, 3]),
      X_line: denseFrom('f32', new Float32Array(CELLS), [CELLS, 1]),
    },
    warnings: ['something odd'],
  };
}

async function ask<N extends ViewName>(view: N, args: ViewArguments<N>): Promise<ViewAnswers[N]> {
  const frame = await answerView(reader, { view, ...args } as unknown as ViewRequest);
  return decodeFrame<N>(frame.buffer);
}

const run = (model: Model): { run: number } => ({ run: runs.get(model)!.runId });

describe.each(['steady_state', 'stochastic', 'dynamical'] as const)('one gene of a %s run', (model) => {
  it('has the very moments and velocity that the pipeline made', async () => {
    const { result } = runs.get(model)!;
    const [Ms, Mu, velocity] = await Promise.all([
      result.array('Ms'),
      result.array('Mu'),
      result.array('velocity'),
    ]);
    const layers: [GeneLayer, typeof Ms][] = [
      ['spliced', Ms],
      ['unspliced', Mu],
      ['velocity', velocity],
    ];
    const cells = result.cellNames.length;
    for (const [g, gene] of result.geneNames.entries())
      for (const [layer, all] of layers) {
        const { arrays } = await ask('gene', { source: run(model), gene, layer });
        const expected = Float32Array.from(all.data.subarray(g * cells, (g + 1) * cells));
        expect(arrays.values, `${gene} ${layer}`).toEqual(expected);
      }
  });
});

describe('a gene', () => {
  it('has its counts as read, for the kept cells of a run and all cells of a dataset', async () => {
    const layer = 'raw_spliced';
    const ofDataset = await ask('gene', { source: { dataset: datasetId }, gene: 'gene_5', layer });
    const ofRun = await ask('gene', { source: run('stochastic'), gene: 'gene_5', layer });
    expect(ofDataset.arrays.values).toHaveLength(CELLS);
    expect([...ofRun.arrays.values]).toEqual([...ofDataset.arrays.values].filter((_, i) => i !== 7));
    expect(ofRun.header).toMatchObject({ label: 'Spliced counts', missing: 0, min: 0 });
  });

  it('is size-normalised where there is no run', async () => {
    const source = { dataset: datasetId };
    const { arrays } = await ask('gene', { source, gene: 'gene_5', layer: 'spliced' });
    const raw = (await ask('gene', { source, gene: 'gene_5', layer: 'raw_spliced' })).arrays.values;
    const sizes = (await ask('column', { source, id: 'counts/spliced' })).arrays as { values: Float32Array };
    const scaled = arrays.values.map((value, i) => (value * sizes.values[i]) / (raw[i] || 1));
    const target = scaled.find((value) => value > 0)!;
    for (const value of scaled) if (value > 0) expect(value).toBeCloseTo(target, 0);
  });

  it('says why it cannot be shown', async () => {
    const layer = 'spliced';
    await expect(ask('gene', { source: run('dynamical'), gene: 'nothing', layer })).rejects.toThrow(
      'no gene “nothing”',
    );
    await expect(ask('gene', { source: run('dynamical'), gene: 'gene_3', layer })).rejects.toThrow(
      'left the gene “gene_3” out',
    );
    await expect(
      ask('gene', { source: { dataset: datasetId }, gene: 'gene_5', layer: 'velocity' }),
    ).rejects.toThrow('no velocities');
  });
});

describe('the scene', () => {
  it('is the run’s UMAP with velocity, grid and streamlines', async () => {
    const { header, arrays } = await ask('scene', { source: run('dynamical') });
    expect(header.embedding).toBe('run/X_umap');
    expect(header.cells).toBe(CELLS - 1);
    expect(arrays.positions).toHaveLength(2 * (CELLS - 1));
    expect(arrays.velocity).toHaveLength(2 * (CELLS - 1));
    const nodes = header.grid!.columns * header.grid!.rows;
    expect(arrays.gridMask).toHaveLength(nodes);
    expect(arrays.gridVectors).toHaveLength(2 * nodes);
    const density = arrays.gridDensity!;
    expect(density).toHaveLength(nodes);
    expect(density.reduce((sum, value) => sum + value, 0)).toBeLessThanOrEqual(CELLS - 1);
    // Nodes with cells enough are where the cells are.
    const masked = density.filter((_, k) => arrays.gridMask![k] === 1).reduce((sum, value) => sum + value, 0);
    expect(masked).toBeGreaterThan(0.8 * (CELLS - 1));
    expect(arrays.lineOffsets).toHaveLength(header.lines + 1);
    expect(arrays.lineSpeed).toHaveLength(arrays.linePoints!.length / 2);
    expect(header.embeddings.map(({ id }) => id)).toEqual([
      'run/X_umap',
      'run/X_pca',
      'obsm/X_pca',
      'obsm/X_tsne',
    ]);
  });

  it('has the velocity of the first two components on the PCA, and no field', async () => {
    const { header, arrays } = await ask('scene', { source: run('dynamical'), embedding: 'run/X_pca' });
    const { data, shape } = await runs.get('dynamical')!.result.array('velocity_pca');
    expect([...arrays.velocity!.slice(0, 4)]).toEqual([data[0], data[1], data[shape[1]], data[shape[1] + 1]]);
    expect(header.grid).toBeNull();
    expect(arrays.linePoints).toBeUndefined();
  });

  it('is the file’s embedding before any run, with cells that have no place', async () => {
    const { header, arrays } = await ask('scene', { source: { dataset: datasetId } });
    expect(header.embedding).toBe('obsm/X_tsne');
    expect([...arrays.positions!.slice(0, 4)]).toEqual([NaN, NaN, 3, 4]);
    expect(header.bounds).toEqual({ x: [0, 16], y: [0, 16] });
    expect(arrays.velocity).toBeUndefined();
  });

  it('of a run leaves out the cells that the run left out', async () => {
    const all = await ask('scene', { source: { dataset: datasetId }, embedding: 'obsm/X_tsne' });
    const kept = await ask('scene', { source: run('stochastic'), embedding: 'obsm/X_tsne' });
    const places = [...all.arrays.positions!].filter((_, p) => Math.floor(p / 2) !== 7);
    expect([...kept.arrays.positions!]).toEqual(places);
  });

  it('of a run that has stored nothing yet shows the file’s embedding', async () => {
    const settings = { model: 'dynamical', fate: false, seed: 0, parameters: {} } as const;
    const id = createRun(project.database, datasetId, 'just started', settings, '0');
    const { header } = await ask('scene', { source: { run: id } });
    expect(header).toMatchObject({ embedding: 'obsm/X_tsne', cells: CELLS });
    const { header: quality } = await ask('quality', { source: { run: id } });
    expect(quality.velocityGenes).toBeNull();
    expect((await ask('genes', { source: { run: id } })).header).toMatchObject({ genes: GENES, columns: [] });
    expect((await ask('history', { source: { run: id } })).header.steps).toEqual([]);
  });
});

describe('columns', () => {
  it('are those of the run, its fates and the dataset; text that names each cell and empty ones are left out', async () => {
    const { columns } = (await ask('columns', { source: run('dynamical') })).header;
    const ids = columns.map(({ id }) => id);
    expect(ids.slice(0, 3)).toEqual(['run/clusters', 'run/latent_time', 'run/velocity_pseudotime']);
    for (const id of ['counts/unspliced_fraction', 'fates', 'obs/sample', 'obs/doublet', 'obs/true_time'])
      expect(ids).toContain(id);
    expect(ids).not.toContain('obs/barcode');
    expect(ids).not.toContain('obs/empty');
    for (const id of ids) expect((await ask('column', { source: run('dynamical'), id })).header.id).toBe(id);
  });

  it('have codes, or numbers with the ends of their colour map', async () => {
    const time = await ask('column', { source: run('dynamical'), id: 'run/latent_time' });
    if (time.header.kind !== 'numbers') throw new Error('latent time is a number');
    expect(time.header.range[0]).toBeGreaterThanOrEqual(time.header.min);
    expect(time.header.range[1]).toBeLessThanOrEqual(time.header.max);
    const sample = await ask('column', { source: run('dynamical'), id: 'obs/sample' });
    if (sample.header.kind !== 'labels') throw new Error('samples are labels');
    expect(sample.header.categories.map(({ label, count }) => [label, count])).toEqual([
      ['a', 120],
      ['b', 119],
    ]);
    expect((sample.arrays as { codes: Int16Array }).codes.slice(0, 3)).toEqual(Int16Array.of(0, 1, 0));
  });

  it('show the project’s edits; clusters of the file carry those of the file’s column', async () => {
    const before = await ask('column', { source: run('dynamical'), id: 'run/clusters' });
    if (before.header.kind !== 'labels') throw new Error('clusters are labels');
    const { editKey, categories } = before.header;
    expect(editKey).toBe('obs/clusters');
    const [{ name }] = categories;
    const edit = { names: { [name]: 'Progenitors' }, colors: { [name]: '#123456' }, hidden: [name] };
    saveEdit(project.database, datasetId, editKey, edit);
    const shown = { name, label: 'Progenitors', color: '#123456', hidden: true };
    for (const id of ['run/clusters', 'obs/clusters']) {
      const { header } = await ask('column', { source: run('dynamical'), id });
      expect(header).toMatchObject({ categories: { 0: shown } });
    }
    saveEdit(project.database, datasetId, editKey, {});
  });

  it('that are not there are refused', async () => {
    await expect(ask('column', { source: run('stochastic'), id: 'run/latent_time' })).rejects.toThrow(
      'no column “run/latent_time”',
    );
  });
});

describe('the portrait', () => {
  it('has all cells of a small run, its curves and the gene’s fit', async () => {
    const source = run('dynamical');
    const { geneNames } = runs.get('dynamical')!.result;
    const { data } = await runs.get('dynamical')!.result.array('fit_alpha');
    const gene = geneNames[data.findIndex((value) => value > 0)];
    const { header, arrays } = await ask('portrait', { source, gene, velocity: true });
    expect(header.drawn).toBe(CELLS - 1);
    expect(arrays.cells).toBeUndefined();
    expect(arrays.velocity).toHaveLength(CELLS - 1);
    expect(header.curves.map(({ label }) => label)).toEqual(['induction', 'repression', 'steady state']);
    expect(header.curves.at(-1).to).toBe(arrays.curveS.length);
    expect(header.fit.map(({ id }) => id)).toContain('fit_likelihood');
    expect(header.velocityGene).toBeTypeOf('boolean');
  });

  it('draws some cells where there are more, the same each time', async () => {
    const source = run('steady_state');
    const few = await ask('portrait', { source, gene: 'gene_5', most: 50 });
    const again = await ask('portrait', { source, gene: 'gene_5', most: 50 });
    const { values } = (await ask('gene', { source, gene: 'gene_5', layer: 'spliced' })).arrays;
    expect(again.arrays.cells).toEqual(few.arrays.cells);
    expect(few.arrays.s).toEqual(Float32Array.from(few.arrays.cells!, (i) => values[i]));
    expect(few.header).toMatchObject({ drawn: 50, total: CELLS - 1 });
  });

  it('shows normalised counts without curves before any run', async () => {
    const { header } = await ask('portrait', { source: { dataset: datasetId }, gene: 'gene_5' });
    expect(header).toMatchObject({ drawn: CELLS, curves: [], fit: [], velocityGene: null });
  });
});

describe('tables', () => {
  it('of genes hold names, numbers, flags and texts', async () => {
    const { header, arrays } = await ask('genes', { source: run('dynamical') });
    const { result } = runs.get('dynamical')!;
    expect(decodeNames(arrays.names, header.genes)).toEqual(result.geneNames);
    const { data } = await result.array('fit_likelihood');
    expect(arrays['column/fit_likelihood']).toEqual(Float32Array.from(data));
    expect(arrays['column/velocity_genes']).toBeInstanceOf(Uint8Array);
    const ranks = decodeNames(arrays['column/rank_velocity_genes'] as Uint8Array, header.genes);
    const [{ group, genes }] = header.ranked;
    expect(ranks[result.geneNames.indexOf(genes[0])]).toBe(`${group} #1`);
  });

  it('of cells hold the barcodes', async () => {
    const { header, arrays } = await ask('cells', { source: run('dynamical') });
    expect(decodeNames(arrays.names, header.cells)).toEqual(runs.get('dynamical')!.result.cellNames);
  });

  it('of fates hold probabilities, means and the cells of the terminal states', async () => {
    const { header, arrays } = await ask('fates', { source: run('dynamical') });
    const { data } = await runs.get('dynamical')!.result.array('fate_probabilities');
    expect(arrays.probabilities).toEqual(Float32Array.from(data));
    expect(header.fates.length).toBeGreaterThan(0);
    expect(header.fates.reduce((sum, { mean }) => sum + mean, 0)).toBeCloseTo(1, 5);
    expect(arrays.terminalOffsets.at(-1)).toBe(arrays.terminalCells.length);
    expect(header.clusters[0].mean).toHaveLength(header.fates.length);
    expect((await ask('fates', { source: run('stochastic') })).header.fates).toEqual([]);
  });

  it('of one cell hold everything that is known of it', async () => {
    const { header } = await ask('cell', { source: run('dynamical'), cell: 7 });
    expect(header.name).toBe('cell_8');
    expect(header.cluster?.label).toBeTypeOf('string');
    const value = (id: string): unknown => header.values.find((item) => item.id === id)?.value;
    expect(value('obs/barcode')).toBe('cell_8-1');
    expect(value('obs/sample')).toBe('a');
    expect(value('obs/empty')).toBeNull();
    expect(value('run/latent_time')).toBeTypeOf('number');
    expect(header.fates.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 5);
    await expect(ask('cell', { source: run('dynamical'), cell: CELLS - 1 })).rejects.toThrow('no cell');
  });
});

describe('the quality of a run', () => {
  it('says what was kept and why not, the unspliced fraction, the fits and all warnings', async () => {
    const { header } = await ask('quality', { source: run('dynamical') });
    expect(header.cells).toEqual({
      kept: CELLS - 1,
      total: CELLS,
      reasons: [{ text: 'left out by name', count: 1 }],
    });
    const left = header.genes.reasons.reduce((sum, { count }) => sum + (count ?? 0), 0);
    expect(left).toBe(GENES - header.genes.kept);
    expect(header.unspliced.overall).toBeGreaterThan(0);
    expect(header.unspliced.groups.map(({ cells }) => cells).reduce((a, b) => a + b)).toBe(CELLS - 1);
    expect(header.histograms.map(({ id }) => id)).toEqual([
      'fit_likelihood',
      'velocity_r2',
      'velocity_confidence',
    ]);
    for (const { counts, missing, of } of header.histograms)
      expect(counts.reduce((a, b) => a + b) + missing).toBe(of === 'cells' ? CELLS - 1 : header.genes.kept);
    expect(header.warnings).toContainEqual({ from: 'Reading the dataset', text: 'something odd' });
    expect(header.warnings.some(({ from }) => from === 'Filter cells and genes')).toBe(true);
    expect(header.findings[0]).toMatchObject({ grade: 'caution' });
  });

  it('says how far it agrees with transitions that the user knows, in both directions', async () => {
    const names = (await ask('columns', { source: run('dynamical') })).header.columns.flatMap((column) =>
      column.id === 'run/clusters' && column.kind === 'labels'
        ? column.categories.map(({ name }) => name)
        : [],
    );
    const pairs = names.flatMap((from) => names.map((to): [string, string] => [from, to]));
    setKnown(project.database, datasetId, { transitions: pairs.filter(([from, to]) => from !== to) });
    const { header } = await ask('quality', { source: run('dynamical') });
    expect(header.known).toHaveLength(pairs.length - names.length);
    const told = header.known.filter(({ agreement }) => agreement !== null);
    expect(told.length).toBeGreaterThan(0);
    for (const { agreement } of told) expect(Math.abs(agreement!)).toBeLessThanOrEqual(1);
    for (const { from, to } of told)
      expect(header.findings.filter(({ text }) => text.includes(`${from} → ${to} (`))).toHaveLength(1);
    setKnown(project.database, datasetId, {});
    expect((await ask('quality', { source: run('dynamical') })).header.known).toEqual([]);
  });

  it('is told apart by another column, and known of a dataset before any run', async () => {
    const { header } = await ask('quality', { source: run('dynamical'), by: 'obs/sample' });
    expect(header.by).toEqual({ id: 'obs/sample', label: 'sample' });
    expect(header.confidence?.groups).toHaveLength(2);
    const { header: dataset } = await ask('quality', { source: { dataset: datasetId } });
    expect(dataset.unspliced.overall).toBeCloseTo(header.unspliced.overall!, 1);
    expect(dataset.by).toEqual({ id: 'obs/clusters', label: 'Clusters' });
    await expect(ask('quality', { source: run('dynamical'), by: 'obs/true_time' })).rejects.toThrow(
      'does not group',
    );
  });
});

describe('the history of a run', () => {
  it('says how each step was made and what differs from the defaults', async () => {
    const { header } = await ask('history', { source: run('stochastic') });
    expect(header.run).toMatchObject({
      model: 'stochastic',
      status: 'done',
      seed: 1,
      clustersColumn: 'clusters',
    });
    const filter = header.steps.find(({ id }) => id === 'filter')!;
    expect(filter).toMatchObject({ title: 'Filter cells and genes', reused: true });
    expect(filter.parameters.find(({ id }) => id === 'excludeCells')).toMatchObject({
      label: 'Cells to leave out',
      value: 'cell_7',
      default: '—',
      changed: true,
    });
    expect(filter.parameters.find(({ id }) => id === 'minSharedCounts')).toMatchObject({
      value: '20',
      unit: 'counts',
      changed: false,
    });
  });

  it('still shows runs whose steps an older version made', async () => {
    const { database } = project;
    database.prepare(`UPDATE step_results SET version = 0, fingerprint = 'old/' || id`).run();
    const { header } = await ask('scene', { source: run('dynamical') });
    expect(header.embedding).toBe('run/X_umap');
    expect((await ask('history', { source: run('dynamical') })).header.steps[0].version).toBe(0);
  });
});
