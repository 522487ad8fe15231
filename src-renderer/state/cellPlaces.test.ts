import { describe, expect, it } from 'vitest';

import { sameArray, shownCells } from './cellPlaces.ts';

describe('cells of a dataset', () => {
  it('are found among those that are shown, and left out where they are not', () => {
    const places = Uint32Array.from([1, 4, 5, 9]);
    expect([...shownCells(Uint32Array.from([9, 4, 0, 12]), places)]).toEqual([1, 3]);
    expect([...shownCells(Uint32Array.from([1]), new Uint32Array(0))]).toEqual([]);
  });
});

describe('positions that come again', () => {
  it('keep their array where no cell moved, also one without a place', () => {
    const before = Float32Array.from([1, NaN, 3]);
    expect(sameArray(Float32Array.from([1, NaN, 3]), before)).toBe(before);
  });

  it('are another array where a cell moved or their number changed', () => {
    const moved = Float32Array.from([1, 2, 4]);
    expect(sameArray(moved, Float32Array.from([1, 2, 3]))).toBe(moved);
    expect(sameArray(moved, Float32Array.from([1, 2]))).toBe(moved);
    expect(sameArray(moved, undefined)).toBe(moved);
  });
});
