import { describe, expect, it } from 'vitest';

import { sparseFromDense } from '../data/sparse.ts';
import type { Dataset } from '../data/dataset.ts';
import { refuseEmptyMatches } from './emptyMatches.ts';

const N = 1000;
/** The first 50 barcodes are of cells, the others of droplets with a count or two. */
const totals = Array.from({ length: N }, (_, i) => (i < 50 ? 400 + i : 1 + (i % 2)));
const layer = sparseFromDense(totals, N, 1);
const dataset: Dataset = {
  source: { path: 'raw', format: 'mtx' },
  cellNames: totals.map((_, i) => `cell${i}`),
  geneNames: ['g'],
  layers: { spliced: layer, unspliced: layer },
  obs: {},
  var: {},
  obsm: {},
  obsp: {},
  warnings: [],
};

function check(cells: number[], annotated: number): void {
  const partner = new Int32Array(N).fill(-1);
  cells.forEach((cell, row) => (partner[cell] = row));
  const side = { names: dataset.cellNames, obs: {} };
  refuseEmptyMatches({ dataset, side }, { partner, matched: cells.length, rule: '' }, annotated, 'cells.csv');
}

describe('annotations of counts that were not filtered', () => {
  const some = (n: number, from: number): number[] => Array.from({ length: n }, (_, i) => from + i);

  it('may lack some of the cells, and know some without counts', () => {
    expect(() => {
      check(some(40, 5), 60);
    }).not.toThrow();
  });

  it('are of another sample where they meet empty droplets', () => {
    expect(() => {
      check(some(60, 40), 90);
    }).toThrow(/only 60 of its 90 cells.*half of those have no more than 4 counts.*fullest barcodes have/);
  });

  it('are believed where all of their cells are found', () => {
    expect(() => {
      check(some(60, 40), 60);
    }).not.toThrow();
  });
});
