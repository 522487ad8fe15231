// Means over the neighbourhoods of all cells, of eight numbers a cell at once.

let cells: i32 = 0;

/** Sets of numbers to be averaged, f32: eight a cell, the cells in an order of their own. */
export let values: usize = 0;
/** Their means, f32, one number of all cells after the other. */
export let means: usize = 0;
/** The cells in that order, u32: 4 times the index that they have among the means. */
export let cellAt: usize = 0;
/** Where each cell's neighbours start, u32, and the neighbours, 32 times their place in that order. */
export let starts: usize = 0;
export let neighbors: usize = 0;
/** 1 / size of each neighbourhood, f64, in that order. */
export let shares: usize = 0;

export function reserve(cellCount: i32, edges: i32, sets: i32): void {
  const n = <usize>cellCount;
  cells = cellCount;
  values = (__heap_base + 63) & ~63;
  means = values + 32 * n * sets;
  shares = means + 32 * n;
  cellAt = shares + 8 * n;
  starts = cellAt + 4 * n;
  neighbors = starts + 4 * (n + 1);
  const pages = <i32>((neighbors + 4 * <usize>edges + 0xffff) >>> 16);
  if (pages > memory.size()) memory.grow(pages - memory.size());
}

/** Averages a set of numbers. Each sum is taken in double precision, in the order of the neighbours. */
export function average(set: i32): void {
  const from = values + ((<usize>set * <usize>cells) << 5);
  const column = (<usize>cells) << 2;
  let p = neighbors;
  for (let i: usize = 0; i < <usize>cells; i++) {
    const to = neighbors + ((<usize>load<u32>(starts + ((i + 1) << 2))) << 2);
    let a = f64x2.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (; p < to; p += 4) {
      const row = from + <usize>load<u32>(p);
      a = f64x2.add(a, f64x2.promote_low_f32x4(v128.load64_zero(row)));
      b = f64x2.add(b, f64x2.promote_low_f32x4(v128.load64_zero(row, 8)));
      c = f64x2.add(c, f64x2.promote_low_f32x4(v128.load64_zero(row, 16)));
      d = f64x2.add(d, f64x2.promote_low_f32x4(v128.load64_zero(row, 24)));
    }
    const share = v128.load64_splat(shares + (i << 3));
    const out = means + <usize>load<u32>(cellAt + (i << 2));
    storePair(out, column, f64x2.mul(a, share));
    storePair(out + 2 * column, column, f64x2.mul(b, share));
    storePair(out + 4 * column, column, f64x2.mul(c, share));
    storePair(out + 6 * column, column, f64x2.mul(d, share));
  }
}

/** Stores the two numbers, f64, as f32 a column apart. */
function storePair(at: usize, column: usize, pair: v128): void {
  const rounded = f32x4.demote_f64x2_zero(pair);
  v128.store32_lane(at, rounded, 0);
  v128.store32_lane(at + column, rounded, 1);
}
