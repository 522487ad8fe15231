// Aᵀ (A X − 1 shiftᵀ) over some rows of a sparse matrix A in shared memory, for four columns X: see gramProduct.ts.

/**
 * Adds to `product` (columns × 4, f64) and to `sums` (4, f64) what the rows `from` to `to` give. By address: where each row starts (u32), the
 * column (u32) and the value (f32) of each entry, X (columns × 4, f64) and shift (4, f64).
 */
export function addRows(
  from: i32,
  to: i32,
  starts: usize,
  indices: usize,
  values: usize,
  x: usize,
  shift: usize,
  product: usize,
  sums: usize,
): void {
  const minus0 = f64x2.neg(v128.load(shift));
  const minus1 = f64x2.neg(v128.load(shift, 16));
  for (let row = from; row < to; row++) {
    const start = (<usize>load<u32>(starts + ((<usize>row) << 2))) << 2;
    const end = (<usize>load<u32>(starts + ((<usize>row) << 2), 4)) << 2;
    // Two sums for each column, of every other entry, which the processor adds at the same time.
    let a0 = minus0;
    let a1 = minus1;
    let b0 = f64x2.splat(0);
    let b1 = f64x2.splat(0);
    let p = start;
    for (; p + 4 < end; p += 8) {
      const i = x + ((<usize>load<u32>(indices + p)) << 5);
      const v = f64x2.splat(<f64>load<f32>(values + p));
      a0 = f64x2.add(a0, f64x2.mul(v, v128.load(i)));
      a1 = f64x2.add(a1, f64x2.mul(v, v128.load(i, 16)));
      const j = x + ((<usize>load<u32>(indices + p, 4)) << 5);
      const w = f64x2.splat(<f64>load<f32>(values + p, 4));
      b0 = f64x2.add(b0, f64x2.mul(w, v128.load(j)));
      b1 = f64x2.add(b1, f64x2.mul(w, v128.load(j, 16)));
    }
    if (p < end) {
      const i = x + ((<usize>load<u32>(indices + p)) << 5);
      const v = f64x2.splat(<f64>load<f32>(values + p));
      a0 = f64x2.add(a0, f64x2.mul(v, v128.load(i)));
      a1 = f64x2.add(a1, f64x2.mul(v, v128.load(i, 16)));
    }
    const t0 = f64x2.add(a0, b0);
    const t1 = f64x2.add(a1, b1);
    v128.store(sums, f64x2.add(v128.load(sums), t0));
    v128.store(sums, f64x2.add(v128.load(sums, 16), t1), 16);
    for (p = start; p < end; p += 4) {
      const i = product + ((<usize>load<u32>(indices + p)) << 5);
      const v = f64x2.splat(<f64>load<f32>(values + p));
      v128.store(i, f64x2.add(v128.load(i), f64x2.mul(v, t0)));
      v128.store(i, f64x2.add(v128.load(i, 16), f64x2.mul(v, t1)), 16);
    }
  }
}
