import { describe, expect, it } from 'vitest';

import { CountTally } from './countTally.ts';

function tally(...counts: [cell: number, gene: number, count: number][]): CountTally {
  const sums = new CountTally(3, 100_000);
  for (const [cell, gene, count] of counts) sums.add(cell, gene, count);
  return sums;
}

describe('sums of counts', () => {
  it('by cell and in all', () => {
    const sums = tally([0, 1, 2], [2, 0, 3], [0, 0, 1]);
    expect(Array.from(sums.ofCell)).toEqual([3, 0, 3]);
    expect(sums.total).toBe(6);
  });

  it('the same counts are known in any order, and added up', () => {
    expect(tally([0, 1, 2], [2, 0, 3]).equals(tally([2, 0, 1], [0, 1, 2], [2, 0, 2]))).toBe(true);
  });

  it('the same sums at other places are not the same counts', () => {
    expect(tally([0, 1, 2], [2, 0, 3]).equals(tally([0, 0, 2], [2, 1, 3]))).toBe(false);
    expect(tally([0, 1, 2], [1, 0, 1]).equals(tally([0, 1, 1], [1, 0, 2]))).toBe(false);
    expect(tally([0, 1, 1], [1, 0, 1]).equals(tally([0, 0, 1], [1, 1, 1]))).toBe(false);
  });
});
