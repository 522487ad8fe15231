import { describe, expect, it } from 'vitest';

import { categoryColors, hexColor } from './colors/categorical.ts';
import {
  columnColors,
  geneColoring,
  geneOf,
  rangeOf,
  withEdit,
  type LabelColumn,
  type NumberPainting,
} from './painting.ts';

const labels = (id: string, names: string[], editKey = id): LabelColumn => ({
  id,
  label: id,
  meaning: '',
  group: 'run',
  kind: 'labels',
  categories: names.map((name) => ({ name, label: name, color: null, count: 1, hidden: false })),
  missing: 0,
  editKey,
});
const clusters = labels('run/clusters', ['Alpha', 'Beta'], 'obs/clusters');

describe('fates', () => {
  it('have the colours of the clusters that they are named after, others one of their own', () => {
    const colors = columnColors(labels('fates', ['Beta_2', 'Alpha', 'Unknown']), clusters).map(hexColor);
    const [alpha, beta] = categoryColors(2).map(hexColor);
    expect(colors.slice(0, 2)).toEqual([beta, alpha]);
    expect([alpha, beta]).not.toContain(colors[2]);
  });

  it('are told apart where several lie in one cluster, edited or not', () => {
    const fates = labels('fates', ['Beta_1', 'Beta_2', 'Alpha']);
    const beta = hexColor(categoryColors(2)[1]);
    for (const color of [null, beta]) {
      for (const category of fates.categories.slice(0, 2)) category.color = color;
      const colors = columnColors(fates, clusters).map(hexColor);
      expect(colors[0]).toBe(beta);
      expect(new Set(colors).size).toBe(3);
    }
  });

  it('keep a colour that was given to them', () => {
    const fates = labels('fates', ['Beta']);
    fates.categories[0].color = '#123456';
    expect(hexColor(columnColors(fates, clusters)[0])).toBe('#123456');
  });
});

describe('a gene to colour by', () => {
  it('is told from columns, whatever it is called', () => {
    const choice = { gene: 'a/b velocity', layer: 'velocity' } as const;
    expect(geneOf(geneColoring(choice))).toEqual(choice);
    expect(geneOf('run/clusters')).toBeUndefined();
  });
});

describe('the range of a colour map', () => {
  const painting: NumberPainting = {
    kind: 'numbers',
    id: 'x',
    label: '',
    meaning: '',
    values: Float32Array.of(0),
    spread: { range: [-1, 3], min: -9, max: 5, missing: 0 },
    map: 'viridis',
    signed: false,
  };

  it('is the percentiles’, everything or the user’s own', () => {
    expect(rangeOf(painting, undefined)).toEqual([-1, 3]);
    expect(rangeOf(painting, 'full')).toEqual([-9, 5]);
    expect(rangeOf(painting, [0, 1])).toEqual([0, 1]);
    expect(rangeOf({ ...painting, natural: [0, 1] }, undefined)).toEqual([0, 1]);
    expect(rangeOf({ ...painting, natural: [0, 1] }, 'percentiles')).toEqual([-1, 3]);
  });

  it('has 0 in its middle for velocities', () => {
    expect(rangeOf({ ...painting, signed: true }, undefined)).toEqual([-3, 3]);
    expect(rangeOf({ ...painting, signed: true }, 'full')).toEqual([-9, 9]);
  });
});

describe('an edit of categories', () => {
  it('is made in all columns that share it, and in no other', () => {
    const columns = [clusters, labels('obs/clusters', ['Alpha', 'Beta']), labels('obs/batch', ['Alpha'])];
    const edited = withEdit(columns, 'obs/clusters', (one) => ({ ...one, hidden: one.name === 'Alpha' }));
    const hidden = edited.map(
      (column) => column.kind === 'labels' && column.categories.map((one) => one.hidden),
    );
    expect(hidden).toEqual([[true, false], [true, false], [false]]);
  });
});
