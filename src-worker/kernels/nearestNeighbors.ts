import { defineKernel } from './kernel.ts';
import { insertInOrder } from './neighborSearch/storeNeighbors.ts';
import { instantiate } from './wasm/instantiate.ts';
import { innerProducts } from './wasm/modules.generated.ts';

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

/** Points in one block of candidates, as WebAssembly has it: with 30 dimensions it stays near the processor. */
const BLOCK = 128;

/**
 * Exact nearest neighbours by Euclidean distance of the points `from` to `to`, among all points.
 *
 * Candidates are compared block by block through ‖a‖² + ‖b‖² − 2⟨a, b⟩, in double precision; the distances of those
 * chosen are then taken anew from the differences, which keeps the small ones exact.
 */
export const nearestNeighbors = defineKernel<NearestNeighborsArgs>('neighbors.nearest', (args, from, to) => {
  const { points, count, dimensions, neighbors } = args;
  const best = new Float64Array((to - from) * neighbors).fill(Infinity);
  const who = new Uint32Array((to - from) * neighbors);
  const { block, point, products, multiply } = roomFor(args);
  for (let start = 0; start < count; start += BLOCK) {
    const end = Math.min(count, start + BLOCK);
    for (let j = start, p = start * dimensions; j < end; j++)
      for (let d = 0; d < dimensions; d++) block[BLOCK * d + j - start] = points[p++];
    for (let i = from; i < to; i++) {
      for (let d = 0; d < dimensions; d++) point[d] = points[i * dimensions + d];
      multiply();
      keepNearest(args, i, start, end, products, best, who, (i - from) * neighbors);
    }
  }
  for (let i = from; i < to; i++) storeInOrder(args, i, who, (i - from) * neighbors);
});

/** Memory of a WebAssembly instance: a block of candidates by dimension, one point, and its inner products with them. */
interface Room {
  block: Float64Array;
  point: Float64Array;
  products: Float64Array;
  multiply(): void;
}

interface Exports {
  memory: WebAssembly.Memory;
  reserve(dimensions: number): void;
  multiply(): void;
  block: WebAssembly.Global<'i32'>;
  point: WebAssembly.Global<'i32'>;
  products: WebAssembly.Global<'i32'>;
}

const rooms = new WeakMap<NearestNeighborsArgs, Room>();

/** The room of this thread for these arguments, the same for all of its tiles. */
function roomFor(args: NearestNeighborsArgs): Room {
  let room = rooms.get(args);
  if (room) return room;
  const wasm = instantiate<Exports>(innerProducts);
  wasm.reserve(args.dimensions);
  const { buffer } = wasm.memory;
  room = {
    block: new Float64Array(buffer, wasm.block.value, BLOCK * args.dimensions),
    point: new Float64Array(buffer, wasm.point.value, args.dimensions),
    products: new Float64Array(buffer, wasm.products.value, BLOCK),
    multiply: wasm.multiply,
  };
  rooms.set(args, room);
  return room;
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
