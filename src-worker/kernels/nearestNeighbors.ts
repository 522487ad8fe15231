import { defineKernel } from './kernel.ts';
import { insertInOrder } from './neighborSearch/storeNeighbors.ts';

export interface NearestNeighborsArgs {
  /** Points × dimensions, row-major. */
  points: Float32Array;
  count: number;
  dimensions: number;
  /** How many neighbours each point gets, without itself; below `count`. */
  neighbors: number;
  /** Squared length of each point. */
  squares: Float64Array;
  /** Results, points × neighbours, nearest first, ties by index. */
  indices: Uint32Array;
  distances: Float64Array;
}

/** Points in one block of candidates: with 30 dimensions it fits in the first-level cache of a core. */
const BLOCK = 128;

/**
 * Exact nearest neighbours by Euclidean distance of the points `from` to `to`, among all points.
 *
 * Candidates are compared block by block through ‖a‖² + ‖b‖² − 2⟨a, b⟩, four at a time; the distances of those
 * chosen are then taken anew from the differences, which keeps the small ones exact.
 */
export const nearestNeighbors = defineKernel<NearestNeighborsArgs>('neighbors.nearest', (args, from, to) => {
  const { count, neighbors } = args;
  const best = new Float64Array((to - from) * neighbors).fill(Infinity);
  const who = new Uint32Array((to - from) * neighbors);
  const products = new Float64Array(BLOCK);
  for (let start = 0; start < count; start += BLOCK) {
    const end = Math.min(count, start + BLOCK);
    for (let i = from; i < to; i++) {
      innerProducts(args.points, args.dimensions, i, start, end, products);
      keepNearest(args, i, start, end, products, best, who, (i - from) * neighbors);
    }
  }
  for (let i = from; i < to; i++) storeInOrder(args, i, who, (i - from) * neighbors);
});

/** ⟨point i, point j⟩ for j from `start` to `end`. */
function innerProducts(
  points: Float32Array,
  dimensions: number,
  i: number,
  start: number,
  end: number,
  out: Float64Array,
): void {
  const a = i * dimensions;
  let j = start;
  for (; j + 3 < end; j += 4) {
    let p = j * dimensions;
    let q = p + dimensions;
    let r = q + dimensions;
    let s = r + dimensions;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let d = a; d < a + dimensions; d++) {
      const x = points[d];
      s0 += x * points[p++];
      s1 += x * points[q++];
      s2 += x * points[r++];
      s3 += x * points[s++];
    }
    out[j - start] = s0;
    out[j - start + 1] = s1;
    out[j - start + 2] = s2;
    out[j - start + 3] = s3;
  }
  for (; j < end; j++) {
    let sum = 0;
    for (let d = 0; d < dimensions; d++) sum += points[a + d] * points[j * dimensions + d];
    out[j - start] = sum;
  }
}

/** Inserts the candidates of one block into the sorted list of point i; a tie goes to the one seen first. */
function keepNearest(
  args: NearestNeighborsArgs,
  i: number,
  start: number,
  end: number,
  products: Float64Array,
  best: Float64Array,
  who: Uint32Array,
  offset: number,
): void {
  const { squares, neighbors } = args;
  const last = offset + neighbors - 1;
  const own = squares[i];
  let worst = best[last];
  for (let j = start; j < end; j++) {
    const distance = own + squares[j] - 2 * products[j - start];
    if (distance >= worst || j === i) continue;
    let p = last;
    while (p > offset && best[p - 1] > distance) {
      best[p] = best[p - 1];
      who[p] = who[p - 1];
      p--;
    }
    best[p] = distance;
    who[p] = j;
    worst = best[last];
  }
}

function storeInOrder(args: NearestNeighborsArgs, i: number, who: Uint32Array, offset: number): void {
  const { points, dimensions, neighbors, indices, distances } = args;
  const base = i * neighbors;
  for (let n = 0; n < neighbors; n++) {
    const j = who[offset + n];
    let sum = 0;
    for (let d = 0; d < dimensions; d++) {
      const difference = points[i * dimensions + d] - points[j * dimensions + d];
      sum += difference * difference;
    }
    insertInOrder(indices, distances, base, base + n, j, Math.sqrt(sum));
  }
}
