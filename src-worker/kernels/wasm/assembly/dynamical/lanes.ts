// Elementary functions of four f32 numbers at once. Plain arithmetic, so they give the same on every machine.

const LN2_HIGH: f32 = 0.693145751953125;
const LN2_LOW: f32 = 1.42860682030941723212e-6;
const LOWEST: f32 = -80;

/**
 * The natural logarithm of positive, normal numbers, within 2e−7 of its value or of 1: x = 2^k m with √½ ≤ m < √2 and log m =
 * 2 artanh(z) by its series up to z^9, z = (m − 1)/(m + 1), |z| < 0.172.
 */
export function logarithm(x: v128): v128 {
  // The bits of √½ are taken away first, so that the exponent's bits count from there.
  const shifted = i32x4.add(x, i32x4.splat(0x3f800000 - 0x3f3504f3));
  const exponent = i32x4.sub(i32x4.shr_u(shifted, 23), i32x4.splat(127));
  const k = f32x4.convert_i32x4_s(exponent);
  const mantissa = v128.and(shifted, i32x4.splat(0x007fffff));
  const m = i32x4.add(mantissa, i32x4.splat(0x3f3504f3));
  const one = f32x4.splat(1);
  const z = f32x4.div(f32x4.sub(m, one), f32x4.add(m, one));
  const w = f32x4.mul(z, z);
  const w2 = f32x4.mul(w, w);
  const low = f32x4.add(f32x4.splat(1.0 / 3), f32x4.mul(w, f32x4.splat(1.0 / 5)));
  const high = f32x4.add(f32x4.splat(1.0 / 7), f32x4.mul(w, f32x4.splat(1.0 / 9)));
  const series = f32x4.mul(w, f32x4.add(low, f32x4.mul(w2, high)));
  const artanh = f32x4.add(z, f32x4.mul(z, series));
  const tail = f32x4.add(f32x4.add(artanh, artanh), f32x4.mul(k, f32x4.splat(LN2_LOW)));
  return f32x4.add(f32x4.mul(k, f32x4.splat(LN2_HIGH)), tail);
}

/**
 * e^x for x ≤ 0, within 3e−7 of its value: e^x = 2^n e^r with |r| ≤ ln 2 / 2 and the series of e^r up to r^7. Below −80 it is
 * that of −80, about 2e−35.
 */
export function exponential(x: v128): v128 {
  const held = f32x4.pmax(f32x4.splat(LOWEST), x);
  const n = f32x4.nearest(f32x4.mul(held, f32x4.splat(1.4426950408889634)));
  const high = f32x4.sub(held, f32x4.mul(n, f32x4.splat(LN2_HIGH)));
  const r = f32x4.sub(high, f32x4.mul(n, f32x4.splat(LN2_LOW)));
  const r2 = f32x4.mul(r, r);
  const a = f32x4.add(f32x4.splat(1), r);
  const b = f32x4.add(f32x4.splat(1.0 / 2), f32x4.mul(r, f32x4.splat(1.0 / 6)));
  const c = f32x4.add(f32x4.splat(1.0 / 24), f32x4.mul(r, f32x4.splat(1.0 / 120)));
  const d = f32x4.add(f32x4.splat(1.0 / 720), f32x4.mul(r, f32x4.splat(1.0 / 5040)));
  const rest = f32x4.mul(f32x4.mul(r2, r2), f32x4.add(c, f32x4.mul(r2, d)));
  const power = f32x4.add(f32x4.add(a, f32x4.mul(r2, b)), rest);
  const scale = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(power, scale);
}

/** The sum of four numbers, in f64 by pairs. */
export function widened(x: v128): v128 {
  const upper = f64x2.promote_low_f32x4(i64x2.shuffle(x, x, 1, 1));
  return f64x2.add(f64x2.promote_low_f32x4(x), upper);
}

/** The sum of both f64 lanes. */
export function sum2(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}

/** The least and the greatest of four numbers. */
export function least4(x: v128): f32 {
  const y = f32x4.pmin(x, i64x2.shuffle(x, x, 1, 0));
  const a = f32x4.extract_lane(y, 0);
  const b = f32x4.extract_lane(y, 1);
  return b < a ? b : a;
}

export function greatest4(x: v128): f32 {
  const y = f32x4.pmax(x, i64x2.shuffle(x, x, 1, 0));
  const a = f32x4.extract_lane(y, 0);
  const b = f32x4.extract_lane(y, 1);
  return b > a ? b : a;
}

/** Four bytes as whole numbers in four lanes, and the reverse. */
export function loadBytes(at: usize): v128 {
  return i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(at)));
}

export function storeBytes(at: usize, x: v128): void {
  const words = i16x8.narrow_i32x4_s(x, x);
  v128.store32_lane(at, i8x16.narrow_i16x8_u(words, words), 0);
}
