import { describe, expect, it } from 'vitest';

import { toDense } from '../../data/sparse.ts';
import { CountCollector } from './countCollector.ts';

describe('gathered counts make the matrix they came from', () => {
  it('in any order, with repeats added up and zeros left out', () => {
    const collector = new CountCollector(3, 4);
    for (const [cell, gene, count] of [
      [2, 3, 5],
      [0, 1, 300],
      [0, 0, 2],
      [2, 0, 1],
      [0, 1, 16_000_000],
      [1, 2, 0],
    ])
      collector.add(cell, gene, count);
    expect(collector.total).toBe(16_000_308);
    const matrix = collector.finish();
    expect(Array.from(toDense(matrix))).toEqual([2, 16_000_300, 0, 0, 0, 0, 0, 0, 1, 0, 0, 5]);
    expect(Array.from(matrix.indptr)).toEqual([0, 2, 2, 4]);
    expect(matrix.data.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('beyond one block of memory', () => {
    const [cells, genes] = [1500, 1500];
    const collector = new CountCollector(cells, genes);
    for (let gene = 0; gene < genes; gene++)
      for (let cell = 0; cell < cells; cell++) collector.add(cell, gene, ((cell * 31 + gene * 17) % 500) + 1);
    const { data, indices, indptr } = collector.finish();
    let wrong = 0;
    for (let cell = 0, p = 0; cell < cells; cell++)
      for (let gene = 0; gene < genes; gene++, p++)
        if (indices[p] !== gene || data[p] !== ((cell * 31 + gene * 17) % 500) + 1) wrong++;
    expect(wrong).toBe(0);
    expect(indptr[cells]).toBe(cells * genes);
  });

  it('with differences of more than 31 bits', () => {
    const last = 2 ** 32 - 2;
    const collector = new CountCollector(2, last + 1);
    collector.add(0, 0, 1);
    collector.add(0, last, 2);
    collector.add(1, 5, 3);
    const { indices, data } = collector.finish();
    expect(Array.from(indices)).toEqual([0, last, 5]);
    expect(Array.from(data)).toEqual([1, 2, 3]);
  });
});
