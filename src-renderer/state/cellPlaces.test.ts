import { describe, expect, it } from 'vitest';

import { shownCells } from './cellPlaces.ts';

describe('cells of a dataset', () => {
  it('are found among those that are shown, and left out where they are not', () => {
    const places = Uint32Array.from([1, 4, 5, 9]);
    expect([...shownCells(Uint32Array.from([9, 4, 0, 12]), places)]).toEqual([1, 3]);
    expect([...shownCells(Uint32Array.from([1]), new Uint32Array(0))]).toEqual([]);
  });
});
