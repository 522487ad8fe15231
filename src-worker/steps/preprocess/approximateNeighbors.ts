import { sharedArray } from '../../data/arrays.ts';
import { descend } from '../../kernels/neighborSearch/descend.ts';
import { nearestInLeaves } from '../../kernels/neighborSearch/nearestInLeaves.ts';
import type { NeighborLists } from '../../kernels/neighborSearch/neighborLists.ts';
import { leafStarts, plantTree } from '../../kernels/neighborSearch/plantTree.ts';
import { storeNeighbors } from '../../kernels/neighborSearch/storeNeighbors.ts';
import type { Work } from '../work.ts';

const TREES = 10;
const SMALLEST_LEAF = 60;
/** Shorter lists lead to too few neighbours of neighbours. */
const SHORTEST_LIST = 24;
const MOST_ROUNDS = 12;
/** The search ends when fewer entries than this share of all changed in a round. */
const FEW_CHANGES = 0.002;
const TILE = 256;

/**
 * Nearest neighbours by Euclidean distance, nearly all of them (99 % with 30 of 20,000 to 100,000 cells), in time that grows as
 * n log n: random projection trees find a first set, which nearest-neighbour descent improves. Given points have one result on any
 * number of threads.
 *
 * @param points points × dimensions
 * @param neighbors of each point, itself not counted
 * @returns points × neighbours, nearest first
 */
export async function approximateNeighbors(
  points: Float32Array,
  dimensions: number,
  neighbors: number,
  work: Work,
): Promise<{ indices: Uint32Array; distances: Float64Array }> {
  const count = points.length / dimensions;
  const width = Math.max(neighbors, SHORTEST_LIST);
  // Halves of larger branches, so every leaf alone fills a list.
  const starts = leafStarts(count, Math.max(SMALLEST_LEAF, 2 * width + 2));
  const trees = await forest(points, count, dimensions, starts, work);

  const search = { points: trees.points, dimensions };
  let lists = emptyLists(count, width);
  await work.parallel(nearestInLeaves, { ...search, count, trees: TREES, starts, ...trees, lists }, count, {
    tile: TILE,
    progress: [0.15, 0.3],
  });
  let next = emptyLists(count, width);
  const changes = sharedArray('u32', count);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const args = { ...search, before: lists, after: next, ...holdersOf(lists, count), changes };
    const from = 0.9 - 0.6 * 0.5 ** round;
    await work.parallel(descend, args, count, { tile: TILE, progress: [from, (0.9 + from) / 2] });
    [lists, next] = [next, lists];
    if (changes.reduce((a, b) => a + b, 0) < FEW_CHANGES * count * width) break;
  }

  const indices = sharedArray('u32', count * neighbors);
  const distances = sharedArray('f64', count * neighbors);
  const { order } = trees;
  await work.parallel(storeNeighbors, { ...search, lists, order, neighbors, indices, distances }, count, {
    tile: TILE,
  });
  return { indices, distances };
}

/**
 * The trees, over points that were put in the order of the first tree's leaves: so that near points lie together in memory,
 * where the search finds them several times faster.
 */
async function forest(
  given: Float32Array,
  count: number,
  dimensions: number,
  starts: Uint32Array,
  work: Work,
): Promise<{ points: Float32Array; order: Uint32Array; members: Uint32Array; leafOf: Uint32Array }> {
  const members = sharedArray('u32', TREES * count);
  const leafOf = sharedArray('u32', TREES * count);
  const common = { count, dimensions, starts };
  await work.parallel(plantTree, { ...common, points: given, first: 0, members, leafOf }, 1);
  const order = sharedArray('u32', count);
  order.set(members.subarray(0, count));
  const points = sharedArray('f32', given.length);
  for (let i = 0; i < count; i++)
    points.set(given.subarray(order[i] * dimensions, (order[i] + 1) * dimensions), i * dimensions);
  for (let leaf = 0; leaf + 1 < starts.length; leaf++) leafOf.fill(leaf, starts[leaf], starts[leaf + 1]);
  for (let i = 0; i < count; i++) members[i] = i;

  const rest = { members: members.subarray(count), leafOf: leafOf.subarray(count) };
  await work.parallel(plantTree, { ...common, points, first: 1, ...rest }, TREES - 1, {
    tile: 1,
    progress: [0.02, 0.15],
  });
  return { points, order, members, leafOf };
}

function emptyLists(count: number, width: number): NeighborLists {
  return {
    width,
    indices: sharedArray('u32', count * width),
    squares: sharedArray('f32', count * width),
    fresh: sharedArray('u8', count * width),
  };
}

/** By point, the points in whose lists it is; those to which it is nearest by rank come first. */
function holdersOf(
  { width, indices, fresh }: NeighborLists,
  count: number,
): { holderStarts: Uint32Array; holders: Uint32Array; freshHolders: Uint8Array } {
  const holderStarts = sharedArray('u32', count + 1);
  for (const j of indices) holderStarts[j + 1]++;
  for (let i = 0; i < count; i++) holderStarts[i + 1] += holderStarts[i];
  const next = holderStarts.slice(0, count);
  const holders = sharedArray('u32', indices.length);
  const freshHolders = sharedArray('u8', indices.length);
  for (let rank = 0; rank < width; rank++) {
    for (let p = rank, i = 0; i < count; i++, p += width) {
      const q = next[indices[p]]++;
      holders[q] = i;
      freshHolders[q] = fresh[p];
    }
  }
  return { holderStarts, holders, freshHolders };
}
