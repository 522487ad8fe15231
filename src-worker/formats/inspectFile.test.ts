import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { inspectFile } from './inspectFile.ts';
import { inspectText } from './summary/inspectText.ts';
import { emptySummary } from './summary/summary.ts';

const fixture = (name: string): string => join(import.meta.dirname, 'fixtures', name);

describe('inspecting a file', () => {
  it('says what it holds', async () => {
    const summary = await inspectFile(fixture('csr_gzip.h5ad'));
    expect(summary).toMatchObject({
      format: 'h5ad',
      cells: 23,
      genes: 17,
      totals: { spliced: 336, unspliced: 349 },
      obsm: [{ name: 'X_umap', columns: 2 }],
      obsp: ['connectivities', 'distances'],
      neighbors: { count: 5 },
    });
    expect(summary.error).toBeUndefined();
    expect(summary.unsplicedFraction).toBeCloseTo(349 / 685, 12);
    expect(summary.layers[1]).toEqual({
      name: 'spliced',
      dtype: 'float32',
      encoding: 'csr',
      compression: 'gzip',
      rows: 23,
      cols: 17,
      stored: 225,
    });
    expect(summary.obs.find(({ name }) => name === 'clusters')).toEqual({
      name: 'clusters',
      kind: 'categorical',
      role: 'clusters',
      usual: true,
      categories: [
        { name: 'Beta β', count: 11 },
        { name: 'Alpha', count: 6 },
      ],
    });
  });

  it('tells clusters, samples and time apart', async () => {
    const { obs } = await inspectFile(fixture('dentategyrus_100obs_fitted.h5ad'));
    const roles = obs.filter(({ role }) => role).map(({ name, role }) => [name, role]);
    expect(roles).toEqual([
      ['clusters', 'clusters'],
      ['age(days)', 'time'],
      ['clusters_enlarged', 'clusters'],
    ]);
  });

  it('tells what makes a file unusable beside what it holds', async () => {
    const summary = await inspectFile(fixture('dentategyrus_100obs_fitted.h5ad'));
    expect(summary.cells).toBe(100);
    expect(summary.error).toMatch(/not a whole number/);
    expect(summary.unsplicedFraction).toBeUndefined();
  });

  it('of a file that cannot be read, says why', async () => {
    const summary = await inspectFile(fixture('nothing.h5ad'));
    expect(summary.error).toMatch(/no such file/);
    expect(summary.layers).toEqual([]);
  });
});

it('the text names sizes, layers, groups and errors', async () => {
  const text = inspectText(await inspectFile(fixture('records_anndata_0.6.h5ad')));
  expect(text).toContain('23 cells × 17 genes');
  expect(text).toContain('336 spliced, 349 unspliced');
  expect(text).toContain('unspliced: csc float32 shuffle + gzip, 23 × 17, 59.6 % stored');
  expect(text).toContain('clusters: categorical, taken as clusters\n      Alpha 8, Beta 8, Delta 7');
  expect(inspectText(await inspectFile(fixture('dentategyrus_100obs_fitted.h5ad')))).toMatch(
    /Error .*whole number/,
  );
});

it('the text stays in line whatever the names hold', () => {
  const obs = [
    { name: 'a\nb', kind: 'categorical' as const, categories: [{ name: 'c\td\u001b[31m', count: 2 }] },
  ];
  const lines = inspectText({ ...emptySummary('x'), obs }).split('\n');
  expect(lines.slice(2)).toEqual(['    a b: categorical', '      c d [31m 2']);
});
