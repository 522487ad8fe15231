// Products of rows of a sparse matrix A in shared memory with eight columns X: see gramProduct.ts and centredProduct.ts. By address: where
// each row starts (u32), the column (u32) and the value (f32) of each entry.

/** Rows whose products are added up in single precision before they go to a sum in double precision. */
const ROWS_AT_ONCE = 128;

/**
 * Adds to `product` (columns × 8, f64) and to `sums` (8, f64) what the rows `from` to `to` give of Aᵀ (A X − 1 shiftᵀ). X is columns × 8,
 * shift 8 numbers, and `partial` room for columns × 8, all f32.
 */
export function addRows(
  from: i32,
  to: i32,
  columns: i32,
  starts: usize,
  indices: usize,
  values: usize,
  x: usize,
  shift: usize,
  partial: usize,
  product: usize,
  sums: usize,
): void {
  for (let row = from; row < to; row += ROWS_AT_ONCE) {
    memory.fill(partial, 0, (<usize>columns) << 5);
    addPart(row, min(row + ROWS_AT_ONCE, to), starts, indices, values, x, shift, partial, sums);
    addWidened(partial, columns, product);
  }
}

function addPart(
  from: i32,
  to: i32,
  starts: usize,
  indices: usize,
  values: usize,
  x: usize,
  shift: usize,
  partial: usize,
  sums: usize,
): void {
  const minus0 = f32x4.neg(v128.load(shift));
  const minus1 = f32x4.neg(v128.load(shift, 16));
  for (let row = from; row < to; row++) {
    const start = (<usize>load<u32>(starts + ((<usize>row) << 2))) << 2;
    const end = (<usize>load<u32>(starts + ((<usize>row) << 2), 4)) << 2;
    // Two sums for each column, of every other entry, which the processor adds at the same time.
    let a0 = minus0;
    let a1 = minus1;
    let b0 = f32x4.splat(0);
    let b1 = f32x4.splat(0);
    let p = start;
    for (; p + 4 < end; p += 8) {
      const i = x + ((<usize>load<u32>(indices + p)) << 5);
      const v = v128.load32_splat(values + p);
      a0 = f32x4.add(a0, f32x4.mul(v, v128.load(i)));
      a1 = f32x4.add(a1, f32x4.mul(v, v128.load(i, 16)));
      const j = x + ((<usize>load<u32>(indices + p, 4)) << 5);
      const w = v128.load32_splat(values + p, 4);
      b0 = f32x4.add(b0, f32x4.mul(w, v128.load(j)));
      b1 = f32x4.add(b1, f32x4.mul(w, v128.load(j, 16)));
    }
    if (p < end) {
      const i = x + ((<usize>load<u32>(indices + p)) << 5);
      const v = v128.load32_splat(values + p);
      a0 = f32x4.add(a0, f32x4.mul(v, v128.load(i)));
      a1 = f32x4.add(a1, f32x4.mul(v, v128.load(i, 16)));
    }
    const t0 = f32x4.add(a0, b0);
    const t1 = f32x4.add(a1, b1);
    addWidened4(sums, t0);
    addWidened4(sums + 32, t1);
    for (p = start; p < end; p += 4) {
      const i = partial + ((<usize>load<u32>(indices + p)) << 5);
      const v = v128.load32_splat(values + p);
      v128.store(i, f32x4.add(v128.load(i), f32x4.mul(v, t0)));
      v128.store(i, f32x4.add(v128.load(i, 16), f32x4.mul(v, t1)), 16);
    }
  }
}

/** Adds columns × 8 numbers, f32, to as many in f64. */
function addWidened(part: usize, columns: i32, sum: usize): void {
  const end = part + ((<usize>columns) << 5);
  for (; part < end; part += 16, sum += 32) addWidened4(sum, v128.load(part));
}

function addWidened4(sum: usize, part: v128): void {
  v128.store(sum, f64x2.add(v128.load(sum), f64x2.promote_low_f32x4(part)));
  const upper = f64x2.promote_low_f32x4(v128.shuffle<u64>(part, part, 1, 1));
  v128.store(sum, f64x2.add(v128.load(sum, 16), upper), 16);
}

/** The rows `from` to `to` of A X − 1 shiftᵀ, one after another at `out`, all in f64. */
export function multiplyRows(
  from: i32,
  to: i32,
  starts: usize,
  indices: usize,
  values: usize,
  x: usize,
  shift: usize,
  out: usize,
): void {
  for (let row = from; row < to; row++, out += 64) {
    const start = (<usize>load<u32>(starts + ((<usize>row) << 2))) << 2;
    const end = (<usize>load<u32>(starts + ((<usize>row) << 2), 4)) << 2;
    let a = f64x2.neg(v128.load(shift));
    let b = f64x2.neg(v128.load(shift, 16));
    let c = f64x2.neg(v128.load(shift, 32));
    let d = f64x2.neg(v128.load(shift, 48));
    for (let p = start; p < end; p += 4) {
      const i = x + ((<usize>load<u32>(indices + p)) << 6);
      const v = f64x2.splat(<f64>load<f32>(values + p));
      a = f64x2.add(a, f64x2.mul(v, v128.load(i)));
      b = f64x2.add(b, f64x2.mul(v, v128.load(i, 16)));
      c = f64x2.add(c, f64x2.mul(v, v128.load(i, 32)));
      d = f64x2.add(d, f64x2.mul(v, v128.load(i, 48)));
    }
    v128.store(out, a);
    v128.store(out, b, 16);
    v128.store(out, c, 32);
    v128.store(out, d, 48);
  }
}
