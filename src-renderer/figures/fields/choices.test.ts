import { describe, expect, it } from 'vitest';

import type { ColumnInfo } from '../../../src-main/views/contract.ts';
import { findColoring, findGenes, findNumbers, namesIn, USUAL } from './choices.ts';

const columns = [
  { id: 'run/clusters', label: 'Clusters', meaning: '', group: 'run', kind: 'labels' },
  { id: 'run/latent_time', label: 'Latent time', meaning: 'When.', group: 'run', kind: 'numbers' },
  { id: 'obs/batch', label: 'Batch', meaning: '', group: 'dataset', kind: 'labels' },
] as unknown as ColumnInfo[];
const genes = ['Ins2', 'Gcg', 'Insig2'];
const values = (groups: ReturnType<typeof findGenes>): string[][] =>
  groups.map(({ items }) => items.map(({ value }) => value));

describe('what to colour by', () => {
  it('is the usual choice and every column where nothing is typed', () => {
    expect(values(findColoring('', columns, genes, 'spliced', 'Clusters'))).toEqual([
      [USUAL],
      ['run/clusters', 'run/latent_time'],
      ['obs/batch'],
    ]);
  });

  it('is found among columns and genes, in the layer that is chosen', () => {
    expect(values(findColoring('ins', columns, genes, 'velocity', ''))).toEqual([
      ['gene/velocity/Ins2', 'gene/velocity/Insig2'],
    ]);
    expect(findColoring('lat', columns, genes, 'spliced', '')[0].items[0]).toEqual({
      value: 'run/latent_time',
      label: 'Latent time',
      title: 'When.',
    });
  });
});

describe('what to order by', () => {
  it('are numbers alone', () => {
    expect(values(findNumbers('', columns, 'Latent time'))).toEqual([[USUAL], ['run/latent_time']]);
  });
});

describe('genes to choose', () => {
  it('are the first ones unasked, without those that are chosen', () => {
    expect(values(findGenes('', genes, ['Gcg']))).toEqual([['Ins2', 'Insig2']]);
    expect(values(findGenes('', genes, [], 'Best fitted'))).toEqual([[USUAL], genes]);
    expect(findGenes('xyz', genes, [])).toEqual([]);
  });

  it('come in a list that is pasted, each once', () => {
    expect(namesIn(' Gcg, Ins2;Gcg\n\tSst ')).toEqual(['Gcg', 'Ins2', 'Sst']);
  });
});
