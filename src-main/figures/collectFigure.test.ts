import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { simulate } from '../../src-worker/simulate/index.ts';
import { createPool, type ComputePool } from '../compute/pool.ts';
import { executeRun } from '../compute/runSession.ts';
import { saveEdit } from '../project/edits.ts';
import { importDataset } from '../project/importDataset.ts';
import { createProject, type Project } from '../project/project.ts';
import { columnsView } from '../views/columns.ts';
import { createViewReader, type ViewReader } from '../views/reader.ts';
import { openSource } from '../views/source.ts';
import { collectColoring, type CellColoring } from './coloring/collectColoring.ts';
import { collectFigure, type FigureData } from './collectFigure.ts';
import type { EmbeddingData } from './panels/embedding/data.ts';
import { figureSchema, type FigureInput } from './spec/figure.ts';

let folder: string;
let pool: ComputePool;
let project: Project;
let reader: ViewReader;
let run: number;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'figures-'));
  pool = createPool(2);
  project = createProject(join(folder, 'p.rnavelocity'));
  const { dataset } = simulate({ nCells: 200, nGenes: 80, nStates: 3, seed: 2 });
  const { id } = await importDataset(project.database, dataset, 'simulated');
  const settings = { model: 'steady_state', fate: false, seed: 1, parameters: {} } as const;
  run = (await executeRun(project, pool, id, settings)).runId;
  reader = createViewReader(project.database);
}, 60_000);

afterAll(async () => {
  project.close();
  await pool.close();
  rmSync(folder, { recursive: true });
});

function collect(...panels: FigureInput['panels']): Promise<FigureData> {
  return collectFigure(reader, v.parse(figureSchema, { panels }));
}

describe('what a figure draws', () => {
  it('comes from the last finished run, and can be sent to another thread', async () => {
    const data = await collect({ kind: 'embedding' });
    expect(data.runs).toEqual([run]);
    const [{ kind, run: from, data: drawn }] = structuredClone(data).panels;
    expect([kind, from]).toEqual(['embedding', run]);
    const { positions, streamlines, coloring, names, label } = drawn as EmbeddingData;
    const source = openSource(reader, { run });
    expect(positions).toHaveLength(2 * source.cells);
    expect(streamlines!.points).toEqual(source.stored('streamline_points').data);
    expect(streamlines!.offsets).toEqual(source.stored('streamline_offsets').data);
    expect(coloring.colors).toHaveLength(4 * source.cells);
    expect(names.length).toBeGreaterThan(1);
    expect(label).toBe('UMAP');
  });

  it('is refused with the name of the panel that cannot be drawn', async () => {
    await expect(collect({ kind: 'embedding' }, { kind: 'embedding', colorBy: 'fates' })).rejects.toThrow(
      /^Panel b: Embedding cannot be drawn: .*“fates”/,
    );
    await expect(collect({ kind: 'embedding', embedding: 'run/X_pca' })).rejects.toThrow(
      /Panel a.*no streamlines in the embedding “PCA.*arrows of cells/,
    );
    await expect(collect({ kind: 'embedding', run: 99 })).rejects.toThrow(/Panel a.*no run 99/);
  });

  it('is of a project with a finished run', async () => {
    const empty = createProject(join(folder, 'empty.rnavelocity'));
    const figure = v.parse(figureSchema, { panels: [{ kind: 'embedding' }] });
    await expect(collectFigure(createViewReader(empty.database), figure)).rejects.toThrow(/no finished run/);
    empty.close();
  });
});

describe('colours of cells', () => {
  const color = (colorBy: string | null, others: object = {}): Promise<CellColoring> =>
    collectColoring(openSource(reader, { run }), { colorBy, map: null, range: null, ...others }, 'light');

  it('are of the clusters unless told, as the project’s edits have them', async () => {
    const source = openSource(reader, { run });
    const [column] = columnsView(source).header.columns;
    if (column.kind !== 'labels') throw new Error('The first column is that of the clusters.');
    const [first, second] = column.categories;
    saveEdit(project.database, source.dataset.id, column.editKey, {
      names: { [first.name]: 'Progenitors' },
      colors: { [first.name]: '#123456' },
      hidden: [second.name],
    });
    const { legend, colors } = await color(null);
    if (legend.kind !== 'labels') throw new Error('Clusters are labels.');
    expect(legend.entries[0]).toEqual({ label: 'Progenitors', color: '#123456', count: first.count });
    expect(legend.entries.map(({ label }) => label)).not.toContain(second.name);
    const hidden = colors.filter((alpha, k) => k % 4 === 3 && alpha === 0);
    expect(hidden).toHaveLength(second.count);
    // Hidden in one column, cells are hidden whatever they are coloured by.
    const byNumber = await color('run/velocity_length');
    expect(byNumber.colors.filter((alpha, k) => k % 4 === 3 && alpha === 0)).toHaveLength(second.count);
    saveEdit(project.database, source.dataset.id, column.editKey, {});
  });

  it('of numbers have the ends of the colour map, and an order', async () => {
    const percentiles = await color('run/velocity_length');
    const full = await color('run/velocity_length', { range: 'full', map: 'magma' });
    if (percentiles.legend.kind !== 'numbers' || full.legend.kind !== 'numbers') throw new Error('Numbers.');
    expect(full.legend.range[1]).toBeGreaterThan(percentiles.legend.range[1]);
    expect(full.legend.stops[0]).toBe('#000004');
    expect(percentiles.order).toHaveLength(200);
    expect(percentiles.meaning).toBe(
      'Colours show velocity length; the colour bar spans the 1st to 99th percentile.',
    );
    expect(full.meaning).toMatch(/spans all values/);
  });

  it('of a gene’s velocity are alike on both sides of 0, under the gene’s name in italics', async () => {
    const names = reader.names('genes', openSource(reader, { run }).dataset);
    const { legend, title, subtitle, italic } = await color(`gene/velocity/${names[0]}`);
    if (legend.kind !== 'numbers') throw new Error('Numbers.');
    expect(legend.range[0]).toBe(-legend.range[1]);
    expect([title, subtitle, italic]).toEqual([names[0], 'Velocity', true]);
  });
});
