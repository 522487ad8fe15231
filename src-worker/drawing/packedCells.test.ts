import { describe, expect, it } from 'vitest';

import { countPacked, packCells, unpackCells } from './packedCells.ts';

describe('selected cells as text', () => {
  it('come back as they were', () => {
    for (const cells of [[], [0], [5, 6, 7, 100, 102, 103], Array.from({ length: 5000 }, (_, i) => i)])
      expect([...unpackCells(packCells(cells)!, 10_000)]).toEqual(cells);
  });

  it('are few letters where they lie together, and left out where they are too many', () => {
    expect(packCells(Array.from({ length: 100_000 }, (_, i) => i))!.length).toBeLessThan(10);
    expect(packCells(Array.from({ length: 200_000 }, (_, i) => 2 * i))).toBeNull();
  });

  it('end where the cells end or the text is no such text', () => {
    expect([...unpackCells('2.5', 4)]).toEqual([2, 3]);
    expect([...unpackCells('x', 4)]).toEqual([]);
  });

  it('are counted without being unpacked', () => {
    expect(countPacked(packCells([5, 6, 7, 100, 102, 103])!)).toBe(6);
    expect(countPacked('')).toBe(0);
  });
});
