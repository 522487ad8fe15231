import type { Neighbourhoods } from '../data/neighbourhoods.ts';
import { nearbyOrder } from '../data/nearbyOrder.ts';
import { instantiate } from './wasm/instantiate.ts';
import { neighborhood } from './wasm/modules.generated.ts';

/** Sets of numbers that can be laid out before they are averaged. */
export const SETS = 8;

/** Genes that are averaged at once. */
export const GENES_AT_ONCE = 8;

/**
 * Averages eight genes at once over the neighbourhoods of all cells, as WebAssembly. The means are those of the kernel
 * `neighborMeans`, to the last digit, and sums are in double precision.
 */
export interface NeighborhoodMeans {
  /** In: sets of eight numbers a cell, one a gene; those of cell `order[k]` in a set from 8k on, and one set after the other. */
  readonly values: Float32Array;
  readonly order: Uint32Array;
  /** Out: for each gene one mean a cell. */
  readonly means: readonly Float32Array[];
  average(set: number): void;
}

interface Exports {
  memory: WebAssembly.Memory;
  reserve(cells: number, edges: number, sets: number): void;
  average(set: number): void;
  values: WebAssembly.Global<'i32'>;
  means: WebAssembly.Global<'i32'>;
  cellAt: WebAssembly.Global<'i32'>;
  starts: WebAssembly.Global<'i32'>;
  neighbors: WebAssembly.Global<'i32'>;
  shares: WebAssembly.Global<'i32'>;
}

const rooms = new WeakMap<Neighbourhoods, NeighborhoodMeans>();

/** The room of this thread for a graph, the same for all tiles of a call. */
export function neighborhoodMeans(graph: Neighbourhoods): NeighborhoodMeans {
  let room = rooms.get(graph);
  if (!room) rooms.set(graph, (room = createRoom(graph)));
  return room;
}

function createRoom(graph: Neighbourhoods): NeighborhoodMeans {
  const { indptr, indices, share } = graph;
  const cells = share.length;
  const wasm = instantiate<Exports>(neighborhood);
  wasm.reserve(cells, indices.length, SETS);
  const { buffer } = wasm.memory;
  // Near cells lie together, so that what one is averaged over is still at hand for the next.
  const order = nearbyOrder(graph);
  const placeOf = new Uint32Array(cells);
  for (let k = 0; k < cells; k++) placeOf[order[k]] = GENES_AT_ONCE * k;
  const starts = new Uint32Array(buffer, wasm.starts.value, cells + 1);
  const neighbors = new Uint32Array(buffer, wasm.neighbors.value, indices.length);
  const shares = new Float64Array(buffer, wasm.shares.value, cells);
  const cellAt = new Uint32Array(buffer, wasm.cellAt.value, cells);
  for (let k = 0, q = 0; k < cells; k++) {
    const cell = order[k];
    // What WebAssembly reads are distances in bytes.
    for (let p = indptr[cell]; p < indptr[cell + 1]; p++) neighbors[q++] = 4 * placeOf[indices[p]];
    starts[k + 1] = q;
    shares[k] = share[cell];
    cellAt[k] = 4 * cell;
  }
  return {
    order,
    values: new Float32Array(buffer, wasm.values.value, SETS * GENES_AT_ONCE * cells),
    means: Array.from(
      { length: GENES_AT_ONCE },
      (_, k) => new Float32Array(buffer, wasm.means.value + 4 * cells * k, cells),
    ),
    average: wasm.average,
  };
}
