import { defineKernel } from '../kernel.ts';
import { createSeenSet, insert, squaredDistance, type NeighborLists } from './neighborLists.ts';

export interface NearestInLeavesArgs {
  points: Float32Array;
  count: number;
  dimensions: number;
  /** What {@link plantTree} made. */
  trees: number;
  starts: Uint32Array;
  members: Uint32Array;
  leafOf: Uint32Array;
  /** Result. */
  lists: NeighborLists;
}

/** For each of the points `from` to `to`, the nearest of those that share a leaf with it in any tree. */
export const nearestInLeaves = defineKernel<NearestInLeavesArgs>(
  'neighbors.nearestInLeaves',
  (args, from, to) => {
    const { points, count, dimensions, trees, starts, members, leafOf, lists } = args;
    const { width } = lists;
    lists.squares.fill(Infinity, from * width, to * width);
    let largest = 0;
    for (let leaf = 0; leaf + 1 < starts.length; leaf++)
      largest = Math.max(largest, starts[leaf + 1] - starts[leaf]);
    const known = createSeenSet(trees * largest + 1);
    for (let i = from; i < to; i++) {
      known.clear();
      known.seen(i);
      for (let tree = 0; tree < trees; tree++) {
        const leaf = leafOf[tree * count + i];
        for (let q = tree * count + starts[leaf], end = tree * count + starts[leaf + 1]; q < end; q++) {
          const j = members[q];
          if (!known.seen(j)) insert(lists, i * width, j, squaredDistance(points, dimensions, i, j));
        }
      }
    }
  },
);
