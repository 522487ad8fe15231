import { describe, expect, it } from 'vitest';

import { emptySummary, type ColumnSummary } from '../../src-worker/formats/summary/summary.ts';
import { drawable, rolesLike, usualRoles, withoutExtension } from './usualRoles.ts';

const column = (name: string, more: Partial<ColumnSummary> = {}): ColumnSummary => ({
  name,
  kind: 'categorical',
  categories: [],
  ...more,
});

describe('what the columns of a file are taken for', () => {
  it('follows their names, with a batch apart from the sample', () => {
    const obs = [
      column('annotation', { role: 'clusters' }),
      column('leiden', { role: 'clusters', usual: true }),
      column('donor', { role: 'sample' }),
      column('batch', { role: 'sample' }),
      column('day', { role: 'time' }),
    ];
    expect(usualRoles({ ...emptySummary('x'), obs })).toMatchObject({
      clusters: 'leiden',
      sample: 'donor',
      batch: 'batch',
      time: 'day',
    });
  });

  it('does not take principal components for a picture, unless asked', () => {
    const summary = { ...emptySummary('x'), obsm: [{ name: 'X_pca', columns: 50 }] };
    expect(usualRoles(summary).embedding).toBeUndefined();
    expect(drawable(summary.obsm)).toEqual(['X_pca']);
  });

  it('prefers UMAP, then other pictures', () => {
    const obsm = [
      { name: 'X_pca', columns: 50 },
      { name: 'spatial', columns: 2 },
      { name: 'X_tsne', columns: 2 },
      { name: 'X_umap', columns: 2 },
      { name: 'X_depth', columns: 1 },
    ];
    expect(drawable(obsm)).toEqual(['X_umap', 'X_tsne', 'spatial', 'X_pca']);
  });
});

it('a dataset is named after its file', () => {
  expect(withoutExtension('Pancreas day 15.h5ad')).toBe('Pancreas day 15');
  expect(withoutExtension('counts.v2')).toBe('counts.v2');
  expect(withoutExtension('.h5ad')).toBe('.h5ad');
});

it('roles that the user chose stay as long as their columns are there', () => {
  const summary = {
    ...emptySummary('x'),
    obs: [column('celltype'), column('batch')],
    obsm: [{ name: 'X_umap', columns: 2 }],
  };
  const usual = { clusters: 'leiden', embedding: 'X_umap', batch: 'batch' };
  const current = { clusters: 'celltype', embedding: 'X_tsne', batch: undefined };
  expect(rolesLike(usual, current, ['clusters', 'embedding', 'batch'], summary)).toEqual({
    clusters: 'celltype',
    embedding: 'X_umap',
    batch: undefined,
  });
  expect(rolesLike(usual, current, [], summary)).toEqual(usual);
});
