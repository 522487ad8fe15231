import { instantiate } from '../../kernels/wasm/instantiate.ts';
import { displacements } from '../../kernels/wasm/modules.generated.ts';
import type { NeighbourLists } from './neighbourLists.ts';

/** What the work on a block of cells reads: rows of numbers, and for each cell the rows that it looks at. */
export interface RowBlocks {
  /** Cells × width. */
  x: Float32Array;
  width: number;
  /** The cells in the order in which they are worked on; see `nearbyOrder`. */
  order: Uint32Array;
  /** One list or several a cell. */
  lists: readonly NeighbourLists[];
}

/** Cells a block has, where their order allows it. */
export const BLOCK = 128;

/**
 * Memory of a WebAssembly instance that holds the rows of a block of cells (`own`, with as many `beside`) and a piece of
 * the rows they look at. Rows have `stride` numbers, of which the last ones are 0 where the width is shorter.
 */
export interface BlockRoom {
  stride: number;
  own: Float32Array;
  beside: Float32Array;
  /** Of the rows that are being looked at: which entry of the cell's list each is, its weight, and its sums. */
  entries: Uint32Array;
  weights: Float32Array;
  dots: Float64Array;
  squares: Float64Array;
  totals: Float64Array;
  /** Σ v d and Σ d² over genes, for v beside the cell and each displacement d from the cell to one of the rows. */
  sumDisplacements(cell: number, count: number): void;
  /** Σ v t, Σ t² and Σ t of t = sign(d) √|d|. */
  sumRoots(cell: number, count: number): void;
  /** Adds Σ w d to what lies beside the cell. */
  addDisplacements(cell: number, count: number): void;
}

/**
 * Goes over the cells `order[from]` to `order[to − 1]` and the rows they look at, a piece of these rows at a time that fits
 * into a processor's own memory. Calls `visit` with the cell, its place in the block, the list, and how many rows of that list
 * are there to be worked on. What belongs to a cell comes in an order that depends on `from` and `to` only.
 *
 * @param start called for each cell, before any visit, with its row in `own` and zeros beside it
 */
export function overBlock(
  blocks: RowBlocks,
  from: number,
  to: number,
  start: (room: BlockRoom, place: number, cell: number) => void,
  visit: (room: BlockRoom, place: number, cell: number, list: number, count: number) => void,
): BlockRoom {
  const { x, width, order } = blocks;
  const room = roomFor(blocks, from, to);
  const { stride, pieceRows, entries, places } = room;
  room.beside.fill(0);
  for (let i = from; i < to; i++) {
    const cell = order[i];
    room.own.set(x.subarray(cell * width, (cell + 1) * width), (i - from) * stride);
    start(room, i - from, cell);
  }
  const { reached, sorted, pieceEnds } = sortEntries(blocks, from, to, room);
  for (let piece = 0, e = 0; piece < pieceEnds.length; piece++) {
    const first = piece * pieceRows;
    const last = Math.min(reached.length, first + pieceRows);
    for (let slot = first; slot < last; slot++) {
      const row = reached[slot] * width;
      room.rows.set(x.subarray(row, row + width), (slot - first) * stride);
    }
    const base = room.rows.byteOffset - 4 * stride * first;
    while (e < pieceEnds[piece]) {
      const owner = sorted.owners[e];
      let count = 0;
      for (; e < pieceEnds[piece] && sorted.owners[e] === owner; e++) {
        entries[count] = sorted.entries[e];
        places[count++] = base + 4 * stride * sorted.slots[e];
      }
      // Rows are worked on by fours; those beyond the end are not looked at.
      for (let k = count; k % 4 !== 0; k++) {
        places[k] = places[count - 1];
        room.weights[k] = 0;
      }
      const place = Math.floor(owner / blocks.lists.length);
      visit(room, place, order[from + place], owner % blocks.lists.length, count);
    }
  }
  return room;
}

/** The entries of the lists of a block. */
interface Entries {
  entries: Uint32Array;
  /** Place of the cell in the block × lists + list. */
  owners: Uint32Array;
  /** Which of the rows that are reached. */
  slots: Uint32Array;
}

interface WholeRoom extends BlockRoom {
  width: number;
  cells: number;
  listLength: number;
  rows: Float32Array;
  pieceRows: number;
  places: Uint32Array;
  /** Which of the rows that are reached each cell is, or −1. */
  slotOf: Int32Array;
  reached: Uint32Array;
}

interface Exports {
  memory: WebAssembly.Memory;
  reserve(width: number, cells: number, rows: number, listLength: number): void;
  sumDisplacements(cell: number, count: number): void;
  sumRoots(cell: number, count: number): void;
  addDisplacements(cell: number, count: number): void;
  stride: WebAssembly.Global<'i32'>;
  own: WebAssembly.Global<'i32'>;
  beside: WebAssembly.Global<'i32'>;
  rows: WebAssembly.Global<'i32'>;
  places: WebAssembly.Global<'i32'>;
  weights: WebAssembly.Global<'i32'>;
  dots: WebAssembly.Global<'i32'>;
  squares: WebAssembly.Global<'i32'>;
  totals: WebAssembly.Global<'i32'>;
}

/** A piece of rows and the block's own stay within a core's own cache. */
const PIECE_BYTES = 512 * 1024;

const rooms = new WeakMap<RowBlocks, WholeRoom>();

/** The room of this thread for these arguments, the same for all of its tiles. */
function roomFor(blocks: RowBlocks, from: number, to: number): WholeRoom {
  let longest = 0;
  for (let i = from; i < to; i++)
    for (const { indptr } of blocks.lists)
      longest = Math.max(longest, indptr[blocks.order[i] + 1] - indptr[blocks.order[i]]);
  const room = rooms.get(blocks);
  if (room && room.cells >= to - from && room.listLength >= longest) return room;
  const larger = createRoom(
    blocks,
    Math.max(room?.cells ?? 0, to - from),
    Math.max(2 * (room?.listLength ?? 0), longest),
  );
  rooms.set(blocks, larger);
  return larger;
}

function createRoom({ width, order }: RowBlocks, cells: number, listLength: number): WholeRoom {
  const wasm = instantiate<Exports>(displacements);
  const pieceRows = Math.max(4, Math.floor(PIECE_BYTES / (4 * width)));
  wasm.reserve(width, cells, pieceRows, listLength);
  const { buffer } = wasm.memory;
  const stride = wasm.stride.value / 4;
  const listRoom = 4 * Math.ceil(listLength / 4);
  return {
    width,
    cells,
    listLength,
    stride,
    pieceRows,
    own: new Float32Array(buffer, wasm.own.value, cells * stride),
    beside: new Float32Array(buffer, wasm.beside.value, cells * stride),
    rows: new Float32Array(buffer, wasm.rows.value, pieceRows * stride),
    places: new Uint32Array(buffer, wasm.places.value, listRoom),
    weights: new Float32Array(buffer, wasm.weights.value, listRoom),
    dots: new Float64Array(buffer, wasm.dots.value, listRoom),
    squares: new Float64Array(buffer, wasm.squares.value, listRoom),
    totals: new Float64Array(buffer, wasm.totals.value, listRoom),
    entries: new Uint32Array(listRoom),
    slotOf: new Int32Array(order.length).fill(-1),
    reached: new Uint32Array(order.length),
    sumDisplacements: wasm.sumDisplacements,
    sumRoots: wasm.sumRoots,
    addDisplacements: wasm.addDisplacements,
  };
}

/**
 * Numbers the rows that the cells look at, in the order in which they first do, and sorts the entries of their lists by piece of
 * these rows, otherwise in their order.
 */
function sortEntries(
  { order, lists }: RowBlocks,
  from: number,
  to: number,
  { slotOf, reached, pieceRows }: WholeRoom,
): { reached: Uint32Array; sorted: Entries; pieceEnds: number[] } {
  let length = 0;
  for (let i = from; i < to; i++)
    for (const { indptr } of lists) length += indptr[order[i] + 1] - indptr[order[i]];
  const slots = new Uint32Array(length);
  const pieceEnds: number[] = [];
  let count = 0;
  let e = 0;
  for (let i = from; i < to; i++)
    for (const { indptr, indices } of lists)
      for (let p = indptr[order[i]]; p < indptr[order[i] + 1]; p++, e++) {
        const j = indices[p];
        let slot = slotOf[j];
        if (slot < 0) {
          slot = slotOf[j] = count;
          reached[count] = j;
          if (count % pieceRows === 0) pieceEnds.push(0);
          count++;
        }
        slots[e] = slot;
        pieceEnds[Math.floor(slot / pieceRows)]++;
      }
  for (let slot = 0; slot < count; slot++) slotOf[reached[slot]] = -1;

  let before = 0;
  const next = pieceEnds.map((size) => (before += size) - size);
  const sorted: Entries = {
    entries: new Uint32Array(length),
    owners: new Uint32Array(length),
    slots: new Uint32Array(length),
  };
  e = 0;
  for (let i = from; i < to; i++)
    lists.forEach(({ indptr }, l) => {
      const owner = (i - from) * lists.length + l;
      for (let p = indptr[order[i]]; p < indptr[order[i] + 1]; p++, e++) {
        const q = next[Math.floor(slots[e] / pieceRows)]++;
        sorted.entries[q] = p;
        sorted.owners[q] = owner;
        sorted.slots[q] = slots[e];
      }
    });
  return { reached: reached.subarray(0, count), sorted, pieceEnds: next };
}
