import { describe, expect, it } from 'vitest';

import type { FileSummary } from '../../src-main/ipc/types.ts';
import { isUnreadable, likelyUses } from './importUse.ts';

const empty: FileSummary = {
  path: '/data/x',
  cells: 0,
  genes: 0,
  layers: [],
  obs: [],
  var: [],
  obsm: [],
  obsp: [],
  warnings: [],
};
const layer = (name: string): FileSummary['layers'][number] => ({
  name,
  dtype: 'float32',
  encoding: 'csr',
  rows: 9,
  cols: 9,
  stored: 9,
});
const counts: FileSummary = {
  ...empty,
  cells: 9,
  genes: 9,
  layers: [layer('spliced'), layer('unspliced')],
};
const table: FileSummary = {
  ...empty,
  cells: 9,
  obs: [{ name: 'clusters', kind: 'categorical' }],
  error: 'The file holds no counts.',
};
const letter: FileSummary = { ...empty, error: 'The format of this file is not known.' };

describe('files that were given together', () => {
  it('are counts where they have them, and else annotations', () => {
    expect(likelyUses([table, counts, counts])).toEqual(['annotations', 'counts', 'counts']);
    const annotated = { ...table, genes: 9, layers: [layer('X'), layer('counts')] };
    expect(likelyUses([counts, annotated])).toEqual(['counts', 'annotations']);
  });

  it('are counts where half of them is missing, so that the user hears of it', () => {
    const half = { ...counts, layers: [layer('spliced')], error: 'there is no layer “unspliced”.' };
    expect(likelyUses([counts, half])).toEqual(['counts', 'counts']);
  });

  it('are counts where nothing can be found out about them', () => {
    expect(likelyUses([letter, counts, undefined])).toEqual(['counts', 'counts', 'counts']);
    expect(isUnreadable(letter)).toBe(true);
    expect(isUnreadable(table)).toBe(false);
  });

  it('may have counts in layers of other names where none has the usual ones', () => {
    const other = { ...counts, layers: [layer('S'), layer('U')], error: 'there is no layer “spliced”.' };
    expect(likelyUses([other, other, table])).toEqual(['counts', 'counts', 'annotations']);
    expect(likelyUses([table])).toEqual(['annotations']);
  });
});
