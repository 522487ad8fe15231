import { describe, expect, it } from 'vitest';

import { denseFrom, strings } from '../../../src-worker/data/arrays.ts';
import { buildPayload } from './buildPayload.ts';
import { syntheticRun } from './syntheticRun.ts';

describe('the page’s data', () => {
  it('starts with the clusters and holds the run’s and the dataset’s columns but no text', async () => {
    const { columns } = await buildPayload(syntheticRun());
    expect(columns.map(({ id }) => id)).toEqual(['clusters', 'velocity_pseudotime', 'depth', 'batch']);
  });

  it('needs nothing but an embedding and clusters', async () => {
    const full = syntheticRun();
    const names = ['X_umap', 'clusters'];
    const bare = { ...full, has: (name: string) => names.includes(name) };
    const payload = await buildPayload(bare);
    expect(payload.portraits).toEqual([]);
    expect(payload.fates).toBeUndefined();
    expect(payload.field).toBeUndefined();
    expect(payload.geneColumns).toEqual([]);
  });

  it('takes the wanted genes first, then the best fitted and each cluster’s best in turns', async () => {
    const payload = await buildPayload(syntheticRun(), { portraits: 4, genes: ['Gene3'] });
    expect(payload.portraits.map(({ gene }) => gene)).toEqual([3, 4, 0, 2]);
  });

  it('says what it leaves out', async () => {
    const payload = await buildPayload(syntheticRun(60), { cells: 40, portraitCells: 10 });
    expect(payload.cellNames.split('\n')).toHaveLength(40);
    expect(payload.portraits[0].s.length).toBe(10);
    expect(payload.columns[0]).toMatchObject({ labels: { counts: [30, 30] } });
    expect(payload.summary.cells).toBe(60);
    expect(payload.summary.notes).toEqual([
      'The embedding shows 40 of 60 cells, drawn at random.',
      'The phase portraits show 10 of 60 cells, drawn at random.',
    ]);
  });

  it('has no fates where no terminal state was found', async () => {
    const { fates } = await buildPayload(syntheticRun(60, 5, { fate_names: strings([]) }));
    expect(fates).toBeUndefined();
  });

  it('averages fates over all cells of a cluster, whatever is shown', async () => {
    const { fates } = await buildPayload(syntheticRun(60), { cells: 10 });
    expect(fates?.byCluster[0][0]).toBeCloseTo(1 - 14.5 / 59, 10);
    for (const row of fates?.byCluster ?? []) expect(row[0] + row[1]).toBeCloseTo(1, 10);
  });

  it('finds the grid that the nodes were taken from', async () => {
    const { field } = await buildPayload(syntheticRun());
    expect(field).toMatchObject({ origin: [0, -1], spacing: [1, 1], columns: 11, rows: 3 });
  });

  it('has no field where the nodes span no grid', async () => {
    const arrays = {
      grid_positions: denseFrom('f32', [1, 1], [1, 2]),
      grid_velocity: denseFrom('f32', [1, 0], [1, 2]),
    };
    expect((await buildPayload(syntheticRun(60, 5, arrays))).field).toBeUndefined();
  });
});
