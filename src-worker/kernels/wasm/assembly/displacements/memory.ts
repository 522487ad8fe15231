// Where everything lies for a block of cells and a piece of the rows that they look at. Rows are f32, a whole number of vectors long,
// and end in zeros.

/** Bytes of a row. */
export let stride: usize = 0;

/** The rows of the cells themselves, and one more row of each: velocities, or sums to be made. */
export let own: usize = 0;
export let beside: usize = 0;
/** Rows of other cells. */
export let rows: usize = 0;

/** A list of rows, u32: where each begins. */
export let places: usize = 0;
/** One number a row of the list, f32. */
export let weights: usize = 0;
/** Results, f64, one a row of the list. */
export let dots: usize = 0;
export let squares: usize = 0;
export let totals: usize = 0;

let next: usize = 0;

function take(bytes: usize): usize {
  const address = next;
  next = (next + bytes + 15) & ~15;
  return address;
}

/** Lays out memory for rows of `width` numbers: so many cells, so many rows of others, and lists of so many. */
export function reserve(width: i32, cellCount: i32, rowCount: i32, listLength: i32): void {
  stride = 4 * <usize>((width + 3) & ~3);
  // Lists are gone through by fours.
  const n = <usize>((listLength + 3) & ~3);
  next = (__heap_base + 15) & ~15;
  own = take(stride * cellCount);
  beside = take(stride * cellCount);
  rows = take(stride * rowCount);
  places = take(4 * n);
  weights = take(4 * n);
  dots = take(8 * n);
  squares = take(8 * n);
  totals = take(8 * n);
  const pages = <i32>((next + 0xffff) >>> 16);
  if (pages > memory.size()) memory.grow(pages - memory.size());
}
