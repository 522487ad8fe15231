import { createRandom } from '../../data/random.ts';
import { defineKernel } from '../kernel.ts';

export interface PlantTreeArgs {
  /** Points × dimensions, row-major. */
  points: Float32Array;
  count: number;
  dimensions: number;
  /** Number of the first tree, which with the item chooses its random numbers. */
  first: number;
  /** Where each leaf begins among the members, and the count at the end; see {@link leafStarts}. */
  starts: Uint32Array;
  /** Results, trees × count: the points leaf by leaf, and the leaf of each point. */
  members: Uint32Array;
  leafOf: Uint32Array;
}

/**
 * The random projection trees `from` to `to`: every branch is cut in two halves at the median along the line through two of its
 * points (Dasgupta and Freund 2008), so that near points mostly share a leaf. All trees have leaves of the same sizes.
 */
export const plantTree = defineKernel<PlantTreeArgs>('neighbors.plantTree', (args, from, to) => {
  const { points, count, dimensions, starts } = args;
  const along = new Float64Array(count);
  const line = new Float64Array(dimensions);
  for (let tree = from; tree < to; tree++) {
    const random = createRandom(0, `neighbors/tree ${args.first + tree}`);
    const members = args.members.subarray(tree * count, (tree + 1) * count);
    for (let i = 0; i < count; i++) members[i] = i;
    const cut = (firstLeaf: number, endLeaf: number): void => {
      const start = starts[firstLeaf];
      const end = starts[endLeaf];
      if (endLeaf - firstLeaf === 1) {
        for (let q = start; q < end; q++) args.leafOf[tree * count + members[q]] = firstLeaf;
        return;
      }
      const a = members[start + random.integer(end - start)] * dimensions;
      const b = members[start + random.integer(end - start)] * dimensions;
      for (let d = 0; d < dimensions; d++) line[d] = points[a + d] - points[b + d];
      for (let q = start; q < end; q++) {
        const base = members[q] * dimensions;
        let sum = 0;
        for (let d = 0; d < dimensions; d++) sum += line[d] * points[base + d];
        along[members[q]] = sum;
      }
      const middle = (firstLeaf + endLeaf) / 2;
      splitAt(members, along, start, end, starts[middle]);
      cut(firstLeaf, middle);
      cut(middle, endLeaf);
    };
    cut(0, starts.length - 1);
  }
});

/** Where the leaves of a balanced tree begin that have at most `largest` of `count` points each, and `count` at the end. */
export function leafStarts(count: number, largest: number): Uint32Array {
  let leaves = 1;
  while (Math.ceil(count / leaves) > largest) leaves *= 2;
  return Uint32Array.from({ length: leaves + 1 }, (_, leaf) => Math.floor((leaf * count) / leaves));
}

/** Orders members so that those before `place` are not further along than those from it on (Hoare 1961). */
function splitAt(members: Uint32Array, along: Float64Array, start: number, end: number, place: number): void {
  let low = start;
  let high = end - 1;
  while (low < high) {
    const pivot = medianOfThree(along[members[low]], along[members[(low + high) >> 1]], along[members[high]]);
    let i = low;
    let j = high;
    while (i <= j) {
      while (along[members[i]] < pivot) i++;
      while (along[members[j]] > pivot) j--;
      if (i > j) break;
      const member = members[i];
      members[i++] = members[j];
      members[j--] = member;
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else return;
  }
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
