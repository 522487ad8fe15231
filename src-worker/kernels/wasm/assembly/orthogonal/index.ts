// A block of eight vectors made orthogonal to a basis that grows: see orthonormalBasis.ts.

const WIDTH = 8;

/** Bytes between two vectors: a whole number of pairs of f64, the last one filled up with zero. */
export let stride: usize = 0;
/** The vectors of the block and of the basis, f64. */
export let block: usize = 0;
export let basis: usize = 0;
/** What was taken away of each basis vector, f64: `most` numbers for each vector of the block. */
export let coefficients: usize = 0;

let most: i32 = 0;

/** Lays out memory for vectors of that length and at most so many of them. */
export function layOut(length: i32, mostVectors: i32): void {
  stride = ((<usize>length + 1) & ~1) << 3;
  most = mostVectors;
  block = (__heap_base + 15) & ~15;
  coefficients = block + WIDTH * stride;
  basis = coefficients + 8 * WIDTH * <usize>most;
}

/** Makes room for so many basis vectors. */
export function reserve(vectors: i32): void {
  const pages = <i32>((basis + <usize>vectors * stride + 0xffff) >>> 16);
  if (pages > memory.size()) memory.grow(pages - memory.size());
}

/** Takes away from each vector of the block its part along the basis vectors `from` to `to`. */
export function project(from: i32, to: i32): void {
  for (let c = 0; c < WIDTH; c += 2) {
    let b = from;
    for (; b + 3 < to; b += 4) projectFour(c, b);
    for (; b < to; b++) projectOne(c, b);
  }
}

/** Two vectors of the block and four of the basis: a number that is loaded serves two or four products. */
function projectFour(c: i32, b: i32): void {
  const x = block + <usize>c * stride;
  const y = x + stride;
  const p = basis + <usize>b * stride;
  const q = p + stride;
  const r = q + stride;
  const s = r + stride;
  let xp = f64x2.splat(0);
  let xq = xp;
  let xr = xp;
  let xs = xp;
  let yp = xp;
  let yq = xp;
  let yr = xp;
  let ys = xp;
  for (let k: usize = 0; k < stride; k += 16) {
    const xk = v128.load(x + k);
    const yk = v128.load(y + k);
    const pk = v128.load(p + k);
    xp = f64x2.add(xp, f64x2.mul(xk, pk));
    yp = f64x2.add(yp, f64x2.mul(yk, pk));
    const qk = v128.load(q + k);
    xq = f64x2.add(xq, f64x2.mul(xk, qk));
    yq = f64x2.add(yq, f64x2.mul(yk, qk));
    const rk = v128.load(r + k);
    xr = f64x2.add(xr, f64x2.mul(xk, rk));
    yr = f64x2.add(yr, f64x2.mul(yk, rk));
    const sk = v128.load(s + k);
    xs = f64x2.add(xs, f64x2.mul(xk, sk));
    ys = f64x2.add(ys, f64x2.mul(yk, sk));
  }
  xp = keep(c, b, xp);
  xq = keep(c, b + 1, xq);
  xr = keep(c, b + 2, xr);
  xs = keep(c, b + 3, xs);
  yp = keep(c + 1, b, yp);
  yq = keep(c + 1, b + 1, yq);
  yr = keep(c + 1, b + 2, yr);
  ys = keep(c + 1, b + 3, ys);
  for (let k: usize = 0; k < stride; k += 16) {
    const pk = v128.load(p + k);
    const qk = v128.load(q + k);
    const rk = v128.load(r + k);
    const sk = v128.load(s + k);
    const ofX = f64x2.add(f64x2.mul(xp, pk), f64x2.mul(xq, qk));
    const ofY = f64x2.add(f64x2.mul(yp, pk), f64x2.mul(yq, qk));
    const moreX = f64x2.add(f64x2.mul(xr, rk), f64x2.mul(xs, sk));
    const moreY = f64x2.add(f64x2.mul(yr, rk), f64x2.mul(ys, sk));
    v128.store(x + k, f64x2.sub(v128.load(x + k), f64x2.add(ofX, moreX)));
    v128.store(y + k, f64x2.sub(v128.load(y + k), f64x2.add(ofY, moreY)));
  }
}

function projectOne(c: i32, b: i32): void {
  const x = block + <usize>c * stride;
  const y = x + stride;
  const p = basis + <usize>b * stride;
  let xp = f64x2.splat(0);
  let yp = xp;
  for (let k: usize = 0; k < stride; k += 16) {
    const pk = v128.load(p + k);
    xp = f64x2.add(xp, f64x2.mul(v128.load(x + k), pk));
    yp = f64x2.add(yp, f64x2.mul(v128.load(y + k), pk));
  }
  xp = keep(c, b, xp);
  yp = keep(c + 1, b, yp);
  for (let k: usize = 0; k < stride; k += 16) {
    const pk = v128.load(p + k);
    v128.store(x + k, f64x2.sub(v128.load(x + k), f64x2.mul(xp, pk)));
    v128.store(y + k, f64x2.sub(v128.load(y + k), f64x2.mul(yp, pk)));
  }
}

/** Adds the sum of both lanes to a coefficient; returns it in both. */
function keep(c: i32, b: i32, sums: v128): v128 {
  const sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
  const at = coefficients + ((<usize>c * <usize>most + <usize>b) << 3);
  store<f64>(at, load<f64>(at) + sum);
  return f64x2.splat(sum);
}
