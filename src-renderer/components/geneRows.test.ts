import { describe, expect, it } from 'vitest';

import { geneRows, type GeneTableColumn } from './geneRows.ts';

const names = ['Gcg', 'Ins2', 'Sox9', 'Ins10'];
const columns: GeneTableColumn[] = [
  { id: 'r2', label: 'R²', meaning: '', kind: 'number', values: [0.5, NaN, 0.9, 0.5] },
  { id: 'top', label: 'Top in', meaning: '', kind: 'text', texts: ['Alpha #1', 'Beta #1', '', 'Beta #2'] },
];
const rows = (search: string, column: string, descending: boolean): string[] =>
  geneRows(names, columns, search, { column, descending }).map((g) => names[g]);

describe('rows of the kinetics table', () => {
  it('are sorted by number with missing ones last in both directions', () => {
    expect(rows('', 'r2', true)).toEqual(['Sox9', 'Gcg', 'Ins10', 'Ins2']);
    expect(rows('', 'r2', false)).toEqual(['Gcg', 'Ins10', 'Sox9', 'Ins2']);
  });

  it('are sorted by name as people count', () => {
    expect(rows('', 'name', false)).toEqual(['Gcg', 'Ins2', 'Ins10', 'Sox9']);
  });

  it('are found by gene or cluster, in upper or lower case', () => {
    expect(rows(' ins', 'name', false)).toEqual(['Ins2', 'Ins10']);
    expect(rows('beta', 'top', true)).toEqual(['Ins10', 'Ins2']);
  });
});
