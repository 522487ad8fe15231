// Products of a sparse matrix with dense vectors in shared memory: see sparseProduct.ts. All arrays are given by address: where rows
// start and end (u32) among the entries, the column (u32) and the value of each entry.

/** y = A x for the rows `from` to `to`, with f32 values. */
export function multiplyFloats(
  from: i32,
  to: i32,
  starts: usize,
  ends: usize,
  indices: usize,
  values: usize,
  x: usize,
  y: usize,
): void {
  for (let row = from; row < to; row++) {
    const end = (<usize>load<u32>(ends + ((<usize>row) << 2))) << 2;
    let p = (<usize>load<u32>(starts + ((<usize>row) << 2))) << 2;
    // Four sums, which the processor adds at the same time.
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    for (; p + 12 < end; p += 16) {
      const v = v128.load(values + p);
      a = f64x2.add(a, f64x2.mul(f64x2.promote_low_f32x4(v), pair(x, indices + p)));
      const w = i8x16.shuffle(v, v, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7);
      b = f64x2.add(b, f64x2.mul(f64x2.promote_low_f32x4(w), pair(x, indices + p + 8)));
    }
    let sum = sumOf(f64x2.add(a, b));
    for (; p < end; p += 4)
      sum += <f64>load<f32>(values + p) * load<f64>(x + ((<usize>load<u32>(indices + p)) << 3));
    store<f64>(y + ((<usize>row) << 3), sum);
  }
}

/** y = A x for the rows `from` to `to`, with f64 values. */
export function multiply(
  from: i32,
  to: i32,
  starts: usize,
  ends: usize,
  indices: usize,
  values: usize,
  x: usize,
  y: usize,
): void {
  for (let row = from; row < to; row++) {
    const end = (<usize>load<u32>(ends + ((<usize>row) << 2))) << 2;
    let p = (<usize>load<u32>(starts + ((<usize>row) << 2))) << 2;
    let a = f64x2.splat(0);
    let b = f64x2.splat(0);
    for (; p + 12 < end; p += 16) {
      const v = values + (p << 1);
      a = f64x2.add(a, f64x2.mul(v128.load(v), pair(x, indices + p)));
      b = f64x2.add(b, f64x2.mul(v128.load(v, 16), pair(x, indices + p + 8)));
    }
    let sum = sumOf(f64x2.add(a, b));
    for (; p < end; p += 4)
      sum += load<f64>(values + (p << 1)) * load<f64>(x + ((<usize>load<u32>(indices + p)) << 3));
    store<f64>(y + ((<usize>row) << 3), sum);
  }
}

/** Y = A X for the rows `from` to `to`, with f64 values; X and Y have `width` columns, a multiple of 4, row-major. */
export function multiplyBlock(
  from: i32,
  to: i32,
  starts: usize,
  ends: usize,
  indices: usize,
  values: usize,
  x: usize,
  y: usize,
  width: i32,
): void {
  const stride = (<usize>width) << 3;
  for (let row = from; row < to; row++) {
    const end = (<usize>load<u32>(ends + ((<usize>row) << 2))) << 2;
    const start = (<usize>load<u32>(starts + ((<usize>row) << 2))) << 2;
    const out = y + <usize>row * stride;
    let c: usize = 0;
    for (; c + 64 <= stride; c += 64) {
      let s0 = f64x2.splat(0);
      let s1 = f64x2.splat(0);
      let s2 = f64x2.splat(0);
      let s3 = f64x2.splat(0);
      for (let p = start; p < end; p += 4) {
        const v = v128.load64_splat(values + (p << 1));
        const at = x + c + <usize>load<u32>(indices + p) * stride;
        s0 = f64x2.add(s0, f64x2.mul(v, v128.load(at)));
        s1 = f64x2.add(s1, f64x2.mul(v, v128.load(at, 16)));
        s2 = f64x2.add(s2, f64x2.mul(v, v128.load(at, 32)));
        s3 = f64x2.add(s3, f64x2.mul(v, v128.load(at, 48)));
      }
      v128.store(out + c, s0);
      v128.store(out + c, s1, 16);
      v128.store(out + c, s2, 32);
      v128.store(out + c, s3, 48);
    }
    if (c < stride) {
      let s0 = f64x2.splat(0);
      let s1 = f64x2.splat(0);
      for (let p = start; p < end; p += 4) {
        const v = v128.load64_splat(values + (p << 1));
        const at = x + c + <usize>load<u32>(indices + p) * stride;
        s0 = f64x2.add(s0, f64x2.mul(v, v128.load(at)));
        s1 = f64x2.add(s1, f64x2.mul(v, v128.load(at, 16)));
      }
      v128.store(out + c, s0);
      v128.store(out + c, s1, 16);
    }
  }
}

/**
 * X = (D − L)⁻¹ V, with the f64 values of L in each row from its start to its end, all in columns before the row; V and X have `width`
 * columns, a multiple of 4, row-major. `scales` are 1 / D (f64).
 */
export function solveLower(
  rows: i32,
  starts: usize,
  ends: usize,
  indices: usize,
  values: usize,
  scales: usize,
  v: usize,
  x: usize,
  width: i32,
): void {
  const stride = (<usize>width) << 3;
  for (let row = 0; row < rows; row++) {
    const end = (<usize>load<u32>(ends + ((<usize>row) << 2))) << 2;
    const start = (<usize>load<u32>(starts + ((<usize>row) << 2))) << 2;
    const scale = v128.load64_splat(scales + ((<usize>row) << 3));
    const right = v + <usize>row * stride;
    const out = x + <usize>row * stride;
    let c: usize = 0;
    for (; c + 64 <= stride; c += 64) {
      let s0 = v128.load(right + c);
      let s1 = v128.load(right + c, 16);
      let s2 = v128.load(right + c, 32);
      let s3 = v128.load(right + c, 48);
      for (let p = start; p < end; p += 4) {
        const value = v128.load64_splat(values + (p << 1));
        const at = x + c + <usize>load<u32>(indices + p) * stride;
        s0 = f64x2.add(s0, f64x2.mul(value, v128.load(at)));
        s1 = f64x2.add(s1, f64x2.mul(value, v128.load(at, 16)));
        s2 = f64x2.add(s2, f64x2.mul(value, v128.load(at, 32)));
        s3 = f64x2.add(s3, f64x2.mul(value, v128.load(at, 48)));
      }
      v128.store(out + c, f64x2.mul(s0, scale));
      v128.store(out + c, f64x2.mul(s1, scale), 16);
      v128.store(out + c, f64x2.mul(s2, scale), 32);
      v128.store(out + c, f64x2.mul(s3, scale), 48);
    }
    if (c < stride) {
      let s0 = v128.load(right + c);
      let s1 = v128.load(right + c, 16);
      for (let p = start; p < end; p += 4) {
        const value = v128.load64_splat(values + (p << 1));
        const at = x + c + <usize>load<u32>(indices + p) * stride;
        s0 = f64x2.add(s0, f64x2.mul(value, v128.load(at)));
        s1 = f64x2.add(s1, f64x2.mul(value, v128.load(at, 16)));
      }
      v128.store(out + c, f64x2.mul(s0, scale));
      v128.store(out + c, f64x2.mul(s1, scale), 16);
    }
  }
}

/** The values of x (f64) at the two columns whose numbers lie at `indices`. */
function pair(x: usize, indices: usize): v128 {
  const first = v128.load64_splat(x + ((<usize>load<u32>(indices)) << 3));
  return v128.load64_lane(x + ((<usize>load<u32>(indices, 4)) << 3), first, 1);
}

function sumOf(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}
