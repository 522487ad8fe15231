import { defineKernel } from '../kernel.ts';
import type { NeighborLists } from './neighborLists.ts';

export interface StoreNeighborsArgs {
  /** Points × dimensions in the order of the search. */
  points: Float32Array;
  dimensions: number;
  lists: NeighborLists;
  /** The point that each place of the search stands for. */
  order: Uint32Array;
  /** Neighbours that are kept of each list. */
  neighbors: number;
  /** Results, points × neighbours, nearest first, ties by index. */
  indices: Uint32Array;
  distances: Float64Array;
}

/** Gives the lists of the places `from` to `to` back to the points they stand for, with distances in double precision. */
export const storeNeighbors = defineKernel<StoreNeighborsArgs>('neighbors.store', (args, from, to) => {
  const { points, dimensions, lists, order, neighbors, indices, distances } = args;
  const { width } = lists;
  for (let i = from; i < to; i++) {
    const base = order[i] * neighbors;
    for (let n = 0; n < neighbors; n++) {
      const place = lists.indices[i * width + n];
      let sum = 0;
      for (let d = 0; d < dimensions; d++)
        sum += (points[i * dimensions + d] - points[place * dimensions + d]) ** 2;
      insertInOrder(indices, distances, base, base + n, order[place], Math.sqrt(sum));
    }
  }
});

/** Inserts a neighbour into the sorted ones from `base` to `end`, nearest first and ties by index. */
export function insertInOrder(
  indices: Uint32Array,
  distances: Float64Array,
  base: number,
  end: number,
  index: number,
  distance: number,
): void {
  let p = end;
  while (
    p > base &&
    (distances[p - 1] > distance || (distances[p - 1] === distance && indices[p - 1] > index))
  ) {
    distances[p] = distances[p - 1];
    indices[p] = indices[p - 1];
    p--;
  }
  distances[p] = distance;
  indices[p] = index;
}
