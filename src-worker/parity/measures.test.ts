import { describe, expect, it } from 'vitest';

import {
  atLeast,
  columnCosines,
  differing,
  largestDifference,
  largestRelativeDifference,
  rowCorrelations,
  shareWithin,
  smallest,
} from './measures.ts';

describe('parity measures', () => {
  it('counts the share of items within a relative tolerance', () => {
    expect(shareWithin([1, 2, 3, 0], [1.0005, 2.1, 3, 0], 1e-3)).toBe(0.75);
    expect(shareWithin([1, 2], [1, 3], 1e-3, [1, 0])).toBe(1);
    expect(shareWithin([1], [1, 2], 1e-3)).toBe(0);
    expect(shareWithin([Number.NaN], [1], 1e-3)).toBe(0);
  });

  it('never lets a missing value pass', () => {
    expect(largestDifference([1, Number.NaN], [1, 2])).toBe(Infinity);
    expect(largestDifference([1, Number.NaN], [1, Number.NaN])).toBe(0);
    expect(largestRelativeDifference([1], [Number.NaN])).toBe(Infinity);
    expect(rowCorrelations([1, Number.NaN, 3], [1, 2, 3], 3)).toEqual([-Infinity]);
    expect(atLeast({ stage: '', quantity: '', measured: smallest([]), detail: '' }, 0.9).passed).toBe(false);
  });

  it('measures differences of large values by their size', () => {
    expect(largestRelativeDifference([0.5, 110], [0, 100])).toBe(0.5);
    expect(largestRelativeDifference([110], [100])).toBeCloseTo(0.1, 12);
  });

  it('compares rows by correlation and columns by cosine, but for those without variance in the reference', () => {
    const theirs = [1, 2, 3, 5, 5, 5];
    expect(rowCorrelations([2, 4, 6, 1, 2, 3], theirs, 3)).toHaveLength(1);
    expect(rowCorrelations([2, 4, 6, 1, 2, 3], theirs, 3)[0]).toBeCloseTo(1, 12);
    expect(rowCorrelations([1, 1, 1], [1, 2, 3], 3)).toEqual([0]);
    expect(columnCosines([1, 0, 0, 1], [0, 0, 1, 0], 2)).toEqual([0]);
  });

  it('counts flags that differ', () => {
    expect(differing([1, 0, 1], [1, 1, 1])).toBe(1);
    expect(differing([1], [1, 1])).toBe(1);
  });
});
