// Means over the neighbourhoods of all cells, of eight numbers a cell at once.

let cells: i32 = 0;

/** Sets of numbers to be averaged, f64: eight a cell, the cells in an order of their own. */
export let values: usize = 0;
/** Their means, f64, one number of all cells after the other. */
export let means: usize = 0;
/** The cells in that order, u32: 8 times the index that they have among the means. */
export let cellAt: usize = 0;
/** Where each cell's neighbours start, u32, and the neighbours, 64 times their place in that order. */
export let starts: usize = 0;
export let neighbors: usize = 0;
/** 1 / size of each neighbourhood, f64, in that order. */
export let shares: usize = 0;

export function reserve(cellCount: i32, edges: i32, sets: i32): void {
  const n = <usize>cellCount;
  cells = cellCount;
  values = (__heap_base + 63) & ~63;
  means = values + 64 * n * sets;
  shares = means + 64 * n;
  cellAt = shares + 8 * n;
  starts = cellAt + 4 * n;
  neighbors = starts + 4 * (n + 1);
  const pages = <i32>((neighbors + 4 * <usize>edges + 0xffff) >>> 16);
  if (pages > memory.size()) memory.grow(pages - memory.size());
}

/** Averages a set of numbers. Each sum is taken in the order of the neighbours. */
export function average(set: i32): void {
  const from = values + ((<usize>set * <usize>cells) << 6);
  const column = (<usize>cells) << 3;
  let p = neighbors;
  for (let i: usize = 0; i < <usize>cells; i++) {
    const to = neighbors + ((<usize>load<u32>(starts + ((i + 1) << 2))) << 2);
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (; p < to; p += 4) {
      const row = from + <usize>load<u32>(p);
      a = f64x2.add(a, v128.load(row));
      b = f64x2.add(b, v128.load(row, 16));
      c = f64x2.add(c, v128.load(row, 32));
      d = f64x2.add(d, v128.load(row, 48));
    }
    const share = v128.load64_splat(shares + (i << 3));
    const out = means + <usize>load<u32>(cellAt + (i << 2));
    storePair(out, column, f64x2.mul(a, share));
    storePair(out + 2 * column, column, f64x2.mul(b, share));
    storePair(out + 4 * column, column, f64x2.mul(c, share));
    storePair(out + 6 * column, column, f64x2.mul(d, share));
  }
}

/** Stores the two numbers a column apart. */
function storePair(at: usize, column: usize, pair: v128): void {
  v128.store64_lane(at, pair, 0);
  v128.store64_lane(at + column, pair, 1);
}
