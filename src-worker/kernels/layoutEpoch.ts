import type { ForceTables } from './forceTables.ts';
import { defineKernel } from './kernel.ts';
import { instantiate } from './wasm/instantiate.ts';
import { layoutEpoch as compiled } from './wasm/modules.generated.ts';
import { sharedMemory } from './wasm/sharedMemory.ts';

/** A symmetric graph and the positions of its cells, all in one memory that threads and WebAssembly share. */
export interface LayoutEpochArgs {
  memory: WebAssembly.Memory;
  cells: number;
  epochs: number;
  seed: number;
  /** Bytes that a thread needs for itself. */
  room: number;
  /** Where each cell's edges start; they are filled up to a multiple of four. */
  starts: Uint32Array;
  /** The other end of each edge, as the distance in bytes of its position from the first. */
  neighbors: Uint32Array;
  /** What the share of the epochs that use an edge lacks to 1, in units of 2⁻³². */
  rests: Uint32Array;
  attraction: Float32Array;
  repulsion: Float32Array;
  /** Positions, cells × 2, before and after an epoch: read and written in turns. */
  even: Float32Array;
  odd: Float32Array;
}

/** Most cells that are laid out in one call. */
export const LAYOUT_TILE = 128;

/**
 * One epoch of the stochastic gradient descent of UMAP for the cells `from` to `to`: each edge that is due pulls the cell twice, as
 * head and as tail, and lets five cells drawn at random push it away (McInnes, Healy and Melville 2018, algorithm 5).
 *
 * Other cells stand where the last epoch left them, so cells can be moved in any order and on any thread; the random numbers
 * of a cell follow from its index, the epoch and the seed. The learning rate falls from 1 to 0. The five pushes of one edge are
 * those at one place. Four cells are moved at a time, all numbers in 32 bits.
 */
export const layoutEpoch = defineKernel<LayoutEpochArgs>('umap.layoutEpoch', (args, from, to, epoch = 0) => {
  const [before, after] = epoch % 2 === 0 ? [args.even, args.odd] : [args.odd, args.even];
  const { moveCells } = instanceFor(args);
  moveCells(before.byteOffset, after.byteOffset, from, to, epoch, 1 - epoch / args.epochs);
});

interface Exports {
  setUp(
    cells: number,
    seed: number,
    starts: number,
    neighbors: number,
    rests: number,
    attraction: number,
    repulsion: number,
    tileCells: number,
    roomPages: number,
  ): void;
  moveCells(before: number, after: number, from: number, to: number, epoch: number, rate: number): void;
}

const instances = new WeakMap<WebAssembly.Memory, Exports>();

/** The instance of this thread, the same for all tiles and epochs of a layout. */
function instanceFor(args: LayoutEpochArgs): Exports {
  const known = instances.get(args.memory);
  if (known) return known;
  const fresh = instantiate<Exports>(compiled, args.memory);
  fresh.setUp(
    args.cells,
    args.seed,
    args.starts.byteOffset,
    args.neighbors.byteOffset,
    args.rests.byteOffset,
    args.attraction.byteOffset,
    args.repulsion.byteOffset,
    LAYOUT_TILE,
    Math.ceil(args.room / 2 ** 16),
  );
  instances.set(args.memory, fresh);
  return fresh;
}

/** Bytes of a thread's own arrays before its lists of edges, buckets, cells and groups of four: see wasm/assembly/layoutEpoch. */
const ROOM_HEAD = 4 * 64 + 12 * LAYOUT_TILE + 112 * (LAYOUT_TILE / 4);
const MOST_THREADS = 512;
const UNIT = 2 ** 32;

export interface LayoutEdges {
  /** Neighbours in compressed rows, symmetric. */
  indptr: Uint32Array;
  indices: Uint32Array;
  /** How often an epoch uses each edge, in (0, 1]. */
  rates: Float32Array;
}

/** Room for a layout, in which all cells stand at (0, 0) before the first epoch: whoever asks for it fills in `even`. */
export function layoutEpochArgs(
  { indptr, indices, rates }: LayoutEdges,
  tables: ForceTables,
  epochs: number,
  seed: number,
): LayoutEpochArgs {
  const cells = indptr.length - 1;
  const filled = new Uint32Array(cells + 1);
  let longest = 0;
  for (let i = 0; i < cells; i++) {
    const edges = Math.ceil((indptr[i + 1] - indptr[i]) / 4) * 4;
    filled[i + 1] = filled[i] + edges;
    longest = Math.max(longest, edges);
  }
  let most = 0;
  for (let i = 0; i < cells; i += LAYOUT_TILE)
    most = Math.max(most, filled[Math.min(cells, i + LAYOUT_TILE)] - filled[i]);
  // A list is read past its end while another that is moved with it is longer.
  const room = ROOM_HEAD + 4 * (most + longest + 4);
  const edges = filled[cells];
  const entries = tables.attraction.length;
  const { memory, at } = sharedMemory(
    {
      even: 8 * cells,
      odd: 8 * cells,
      attraction: 4 * entries,
      repulsion: 4 * entries,
      starts: 4 * (cells + 1),
      neighbors: 4 * edges,
      rests: 4 * edges,
    },
    MOST_THREADS * room,
  );
  const { buffer } = memory;
  const args = {
    memory,
    cells,
    epochs,
    seed,
    room,
    starts: new Uint32Array(buffer, at.starts, cells + 1),
    neighbors: new Uint32Array(buffer, at.neighbors, edges),
    rests: new Uint32Array(buffer, at.rests, edges),
    attraction: new Float32Array(buffer, at.attraction, entries),
    repulsion: new Float32Array(buffer, at.repulsion, entries),
    even: new Float32Array(buffer, at.even, 2 * cells),
    odd: new Float32Array(buffer, at.odd, 2 * cells),
  };
  args.starts.set(filled);
  args.attraction.set(tables.attraction);
  args.repulsion.set(tables.repulsion);
  // What fills up the edges is never due.
  args.rests.fill(UNIT - 1);
  for (let i = 0; i < cells; i++) {
    for (let p = indptr[i], q = filled[i]; p < indptr[i + 1]; p++, q++) {
      args.neighbors[q] = 8 * indices[p];
      args.rests[q] = Math.min(UNIT - 1, Math.round((1 - rates[p]) * UNIT));
    }
  }
  return args;
}
