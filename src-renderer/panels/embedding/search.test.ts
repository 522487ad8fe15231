import { describe, expect, it } from 'vitest';

import type { ColumnInfo } from '../../../src-main/views/contract.ts';
import type { LabelColumn } from '../../../src-worker/drawing/painting.ts';
import { searchAll } from './search.ts';

const number = (label: string, group: 'run' | 'dataset'): ColumnInfo => ({
  id: `${group}/${label}`,
  label,
  meaning: '',
  group,
  kind: 'numbers',
  map: 'viridis',
});
const category = (label: string) => ({ name: label, label, color: null, count: 1, hidden: false });
const clusters: LabelColumn = {
  id: 'run/clusters',
  label: 'Clusters',
  meaning: '',
  group: 'run',
  kind: 'labels',
  categories: ['Alpha', 'Beta'].map(category),
  missing: 0,
  editKey: 'obs/clusters',
};
const columns = [number('n_counts', 'dataset'), clusters, number('Latent time', 'run')];

describe('a search', () => {
  it('for nothing lists what there is to colour by, in groups', () => {
    const found = searchAll(' ', columns, clusters, ['Sox9']);
    expect(found.columns.map(({ group, columns: some }) => [group, some.length])).toEqual([
      ['Run', 2],
      ['Dataset', 1],
    ]);
    expect([found.clusters, found.genes]).toEqual([[], []]);
  });

  it('finds clusters and genes, the best match first', () => {
    const found = searchAll('alp', columns, clusters, ['Malp', 'Alpk', 'ALP', 'Sox9']);
    expect(found.clusters).toEqual([{ place: 0, label: 'Alpha', count: 1 }]);
    expect(found.genes).toEqual(['ALP', 'Alpk', 'Malp']);
    expect(found.columns).toEqual([]);
  });

  it('lists some of many genes and says how many more there are', () => {
    const genes = Array.from({ length: 100 }, (_, g) => `Gene${g}`);
    expect(searchAll('gene', columns, clusters, genes)).toMatchObject({ moreGenes: 60 });
  });
});
