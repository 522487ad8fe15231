// Where everything lies in the memory that threads share, and the room of the thread whose instance this is.

export let cells: i32 = 0;
export let seed: i32 = 0;

/** Where each cell's edges start, u32, counted in edges: a multiple of 4, as are their numbers. */
export let starts: usize = 0;
/** How far from the start of all positions that of each edge's other end lies in bytes, u32. */
export let neighbors: usize = 0;
/** What each edge's share of the epochs lacks to 1, u32, in units of 2⁻³². */
export let rests: usize = 0;
/** Forces by squared distance, f32. */
export let attraction: usize = 0;
export let repulsion: usize = 0;

/** Most cells that are moved in one call. */
export let tileCells: i32 = 0;
/** Bytes of a group of four cells: see groups.ts. */
export const GROUP_BYTES: usize = 112;
/** A thread's own: the edges that are due, u32; and for each cell of a tile how many, where their list begins, and the order. */
export let room: usize = 0;

export function setUp(
  cellCount: i32,
  theSeed: i32,
  theStarts: usize,
  theNeighbors: usize,
  theRests: usize,
  theAttraction: usize,
  theRepulsion: usize,
  theTileCells: i32,
  roomPages: i32,
): void {
  cells = cellCount;
  seed = theSeed;
  starts = theStarts;
  neighbors = theNeighbors;
  rests = theRests;
  attraction = theAttraction;
  repulsion = theRepulsion;
  tileCells = theTileCells;
  room = (<usize>memory.grow(roomPages)) << 16;
}
