import { defineKernel } from '../kernel.ts';
import { createSeenSet, insert, squaredDistance, type NeighborLists } from './neighborLists.ts';

export interface DescendArgs {
  points: Float32Array;
  dimensions: number;
  /** The lists of the last round, and those that this one makes. */
  before: NeighborLists;
  after: NeighborLists;
  /** By point: in whose lists it is, as the first of them, and which of these entries are fresh. */
  holderStarts: Uint32Array;
  holders: Uint32Array;
  freshHolders: Uint8Array;
  /** Result: how many entries of each list changed. */
  changes: Uint32Array;
}

/** How many of a neighbour's own neighbours, and of the points that hold it, are looked at. */
const REACH = 20;

/**
 * One round of nearest-neighbour descent (Dong, Moses and Li 2011) for the points `from` to `to`: the neighbours of its neighbours, and
 * of the points whose neighbour it is, are likely neighbours. Paths of which no edge is fresh were walked before.
 *
 * Each point draws on the lists of the last round and writes its own alone, so that threads do not change what comes out.
 */
export const descend = defineKernel<DescendArgs>('neighbors.descend', (args, from, to) => {
  const { points, dimensions, before, after, holderStarts, holders, freshHolders, changes } = args;
  const { width } = before;
  const known = createSeenSet((width + REACH) * 2 * REACH + width + 1);
  const reach = Math.min(REACH, width);
  for (let i = from; i < to; i++) {
    const base = i * width;
    known.clear();
    known.seen(i);
    for (let p = base; p < base + width; p++) {
      const j = before.indices[p];
      known.seen(j);
      after.indices[p] = j;
      after.squares[p] = before.squares[p];
      after.fresh[p] = 0;
    }
    let changed = 0;
    const offer = (j: number): void => {
      if (known.seen(j)) return;
      if (insert(after, base, j, squaredDistance(points, dimensions, i, j))) changed++;
    };
    const walk = (via: number, fresh: number): void => {
      for (let p = via * width, end = p + reach; p < end; p++)
        if (fresh || before.fresh[p]) offer(before.indices[p]);
      for (let q = holderStarts[via], end = Math.min(holderStarts[via + 1], q + REACH); q < end; q++)
        if (fresh || freshHolders[q]) offer(holders[q]);
    };
    for (let p = base; p < base + width; p++) walk(before.indices[p], before.fresh[p]);
    for (let q = holderStarts[i], end = Math.min(holderStarts[i + 1], q + REACH); q < end; q++)
      walk(holders[q], freshHolders[q]);
    changes[i] = changed;
  }
});
