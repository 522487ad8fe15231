// Where everything of one set of cells lies. Addresses are set once, by `reserve`; arrays begin at whole vectors, have room for
// whole vectors of cells, and are zero at first. Numbers are f32 unless told.

export let cells: i32 = 0;

/** u/σ_u and s/σ_s, one a cell. */
export let standardU: usize = 0;
export let standardS: usize = 0;
/** u and s in counts. */
export let countedU: usize = 0;
export let countedS: usize = 0;
/** 1 for cells that the parameters are fitted on, otherwise 0. */
export let fitted: usize = 0;
/** Neighbourhood means of u/σ_u, of s/σ_s and of the sum of their squares. */
export let meanU: usize = 0;
export let meanS: usize = 0;
export let meanSquare: usize = 0;

/** The graph, u32: where each cell's neighbours start, and the addresses in `pairs` of the neighbours. */
export let starts: usize = 0;
export let neighbours: usize = 0;
/** The same by the cell that is averaged over, as plain indices. */
export let receiverStarts: usize = 0;
export let receivers: usize = 0;
/** 1 / size of each cell's neighbourhood. */
export let shares: usize = 0;

/** What means are taken of, by pairs: the squared distances to the repression and to the induction curve that were last measured. */
export let pairs: usize = 0;

/** u/σ_u, s/σ_s and the sum of their squares, by fours with a 0. */
export let quads: usize = 0;

/** Times that are held fixed, one a cell. */
export let times: usize = 0;

/** u/σ_u and s/σ_s of the fitted cells whose state is held: those in induction, and those in repression. */
export let heldOnU: usize = 0;
export let heldOnS: usize = 0;
export let heldOffU: usize = 0;
export let heldOffS: usize = 0;

/** Assignments, one after another: see the functions below for what each holds. */
export let slots: usize = 0;
export let slotBytes: usize = 0;
let room: usize = 0;

/** Lowest time and its highest with the sign turned, by pairs, in each bucket; and sorted times; for repression, then for induction. */
export let buckets: usize = 0;
export let sorted: usize = 0;
/** The largest increments, and the gaps: where each ends and how much is taken away from there on; f64. */
export let largest: usize = 0;
export let gaps: usize = 0;
export let gapCapacity: i32 = 0;
/** Cells whose time was moved, u32. */
export let moved: usize = 0;

/** The points along the repression and the induction curve, of which projection.ts says how they lie. */
export let points: usize = 0;
export const MOST_POINTS: i32 = 500;
/** Room for whole blocks of 16 points, and what is kept of each curve. */
export const ROOM: i32 = 512;
export const POINT_BYTES: usize = 9 * ROOM;

/** The same points in f64, u and s by pairs. */
export let exactPoints: usize = 0;

/** Where on the curves the search for the points nearest to four cells starts, i32: on induction, then on repression. */
export let starting: usize = 0;

let next: usize = 0;

function take(bytes: usize): usize {
  const address = next;
  next = (next + bytes + 15) & ~15;
  return address;
}

/** Lays out memory for a set of cells, whose graph has `edges` entries, and `slotCount` assignments. */
export function reserve(cellCount: i32, edges: i32, slotCount: i32): void {
  cells = cellCount;
  const n = <usize>((cellCount + 15) & ~15);
  room = n;
  next = (__heap_base + 15) & ~15;
  standardU = take(4 * n);
  standardS = take(4 * n);
  countedU = take(4 * n);
  countedS = take(4 * n);
  fitted = take(4 * n);
  meanU = take(4 * n);
  meanS = take(4 * n);
  meanSquare = take(4 * n);
  starts = take(4 * (n + 1));
  neighbours = take(4 * edges);
  receiverStarts = take(4 * (n + 1));
  receivers = take(4 * edges);
  shares = take(4 * n);
  pairs = take(8 * n);
  quads = take(16 * n);
  times = take(4 * n);
  heldOnU = take(4 * n);
  heldOnS = take(4 * n);
  heldOffU = take(4 * n);
  heldOffS = take(4 * n);
  slotBytes = 21 * n;
  slots = take(slotBytes * slotCount);
  buckets = take(8 * (n + 2) * 2);
  sorted = take(4 * n * 2);
  gapCapacity = <i32>Math.ceil(<f64>cellCount * 0.005) + 2;
  largest = take(8 * gapCapacity);
  gaps = take(16 * gapCapacity * 2);
  moved = take(4 * n);
  points = take(POINT_BYTES * 2);
  exactPoints = take(16 * ROOM * 2);
  starting = take(32);
  const pages = <i32>((next + 0xffff) >>> 16);
  if (pages > memory.size()) memory.grow(pages - memory.size());
}

/** Times since switching on, and since switching off. */
export function tauOnOf(slot: i32): usize {
  return slots + <usize>slot * slotBytes;
}

export function tauOffOf(slot: i32): usize {
  return tauOnOf(slot) + 4 * room;
}

/** Neighbourhood means of the squared distances to the repression and to the induction curve, by pairs. */
export function meansOf(slot: i32): usize {
  return tauOnOf(slot) + 8 * room;
}

/** Squared distances in the states that were chosen. */
export function distancesOf(slot: i32): usize {
  return tauOnOf(slot) + 16 * room;
}

/** States, u8. */
export function statesOf(slot: i32): usize {
  return tauOnOf(slot) + 20 * room;
}
