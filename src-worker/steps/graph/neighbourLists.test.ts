import { describe, expect, it } from 'vitest';

import { sparseFromDense } from '../../data/sparse.ts';
import { workHere } from '../workHere.ts';
import {
  connectedNeighbours,
  nearestNeighbours,
  reachedCells,
  type NeighbourLists,
} from './neighbourLists.ts';

describe('neighbour lists', () => {
  it('take the stored distances, those of 0 as well, without the cell itself', () => {
    const distances = sparseFromDense([9, 1, 2, 1, 9, 3, 2, 3, 9], 3, 3);
    distances.data[1] = 0;
    expect(lists(nearestNeighbours(distances))).toEqual([
      [1, 2],
      [0, 2],
      [0, 1],
    ]);
  });

  it('cut to the fewest that any cell has, nearest first', () => {
    const distances = sparseFromDense([0, 5, 1, 2, 1, 0, 2, 0, 3, 1, 0, 2, 1, 1, 1, 0], 4, 4);
    expect(lists(nearestNeighbours(distances))).toEqual([
      [2, 3],
      [0, 2],
      [1, 3],
      [0, 1],
    ]);
  });

  it('keep each cell’s own where a graph was cut out of a larger one, and say so', () => {
    const distances = sparseFromDense([0, 1, 1, 1, 1, 0, 0, 0, 3, 1, 0, 2, 1, 1, 1, 0], 4, 4);
    const warnings: string[] = [];
    const found = lists(nearestNeighbours(distances, (message) => warnings.push(message)));
    expect(found.map((list) => list.length)).toEqual([3, 1, 3, 3]);
    expect(warnings).toHaveLength(1);
  });

  it('refuse a cell without neighbours', () => {
    expect(() => nearestNeighbours(sparseFromDense([0, 1, 0, 0], 2, 2))).toThrow(/cell 1 has no neighbour/);
  });

  it('of connectivities leave out weights of 0', () => {
    const connectivities = sparseFromDense([0, 1, 0.1, 1, 0, 0, 1, 0, 0], 3, 3);
    connectivities.data[1] = 0;
    expect(lists(connectedNeighbours(connectivities))).toEqual([[1], [0], [0]]);
  });

  it('are followed for as many rounds as told', async () => {
    const chain = { indptr: Uint32Array.of(0, 1, 2, 3, 4), indices: Uint32Array.of(1, 2, 3, 0) };
    expect(lists(await reachedCells(workHere, chain, 1))).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
      [0, 3],
    ]);
    expect(lists(await reachedCells(workHere, chain, 2))[1]).toEqual([1, 2, 3]);
    expect(lists(await reachedCells(workHere, chain, 3))[1]).toEqual([0, 1, 2, 3]);
  });
});

function lists({ indptr, indices }: NeighbourLists): number[][] {
  return Array.from({ length: indptr.length - 1 }, (_, i) => [...indices.subarray(indptr[i], indptr[i + 1])]);
}
