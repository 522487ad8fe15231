// Elementary functions of two numbers at once. Plain arithmetic, so they give the same on every machine.

const LN2_HIGH: f64 = 6.9314718036912381649e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
const LOWEST: f64 = -700;

/**
 * The natural logarithm of positive, normal numbers, within 4e−16 of its value or of 1: x = 2^k m with √½ ≤ m < √2 and log m =
 * 2 artanh(z) by its series up to z^19, z = (m − 1)/(m + 1), |z| < 0.172.
 */
export function log2(x: v128): v128 {
  // The bits of √½ are taken away first, so that the exponent's bits count from there.
  const shifted = i64x2.add(x, i64x2.splat(0x3ff0000000000000 - 0x3fe6a09e00000000));
  const exponent = i64x2.sub(i64x2.shr_u(shifted, 52), i64x2.splat(1023));
  const k = f64x2.convert_low_i32x4_s(i32x4.shuffle(exponent, exponent, 0, 2, 0, 2));
  const mantissa = v128.and(shifted, i64x2.splat(0x000fffffffffffff));
  const m = i64x2.add(mantissa, i64x2.splat(0x3fe6a09e00000000));
  const one = f64x2.splat(1);
  const f = f64x2.sub(m, one);
  const z = f64x2.div(f, f64x2.add(m, one));
  const w = f64x2.mul(z, z);
  const w2 = f64x2.mul(w, w);
  const w4 = f64x2.mul(w2, w2);
  const a = f64x2.add(f64x2.splat(1.0 / 3), f64x2.mul(w, f64x2.splat(1.0 / 5)));
  const b = f64x2.add(f64x2.splat(1.0 / 7), f64x2.mul(w, f64x2.splat(1.0 / 9)));
  const c = f64x2.add(f64x2.splat(1.0 / 11), f64x2.mul(w, f64x2.splat(1.0 / 13)));
  const d = f64x2.add(f64x2.splat(1.0 / 15), f64x2.mul(w, f64x2.splat(1.0 / 17)));
  const low = f64x2.add(a, f64x2.mul(w2, b));
  const high = f64x2.add(f64x2.add(c, f64x2.mul(w2, d)), f64x2.mul(w4, f64x2.splat(1.0 / 19)));
  const series = f64x2.mul(w, f64x2.add(low, f64x2.mul(w4, high)));
  const artanh = f64x2.add(z, f64x2.mul(z, series));
  const tail = f64x2.add(f64x2.add(artanh, artanh), f64x2.mul(k, f64x2.splat(LN2_LOW)));
  return f64x2.add(f64x2.mul(k, f64x2.splat(LN2_HIGH)), tail);
}

/**
 * e^x for x ≤ 0, within 1e−15 of its value: e^x = 2^n e^r with |r| ≤ ln 2 / 2 and the series of e^r up to r^12. Below −700 it
 * is that of −700, about 1e−304.
 */
export function exp2(x: v128): v128 {
  const held = f64x2.max(x, f64x2.splat(LOWEST));
  const n = f64x2.nearest(f64x2.mul(held, f64x2.splat(1.4426950408889634)));
  const high = f64x2.sub(held, f64x2.mul(n, f64x2.splat(LN2_HIGH)));
  const r = f64x2.sub(high, f64x2.mul(n, f64x2.splat(LN2_LOW)));
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  const a = f64x2.add(f64x2.splat(1), r);
  const b = f64x2.add(f64x2.splat(1.0 / 2), f64x2.mul(r, f64x2.splat(1.0 / 6)));
  const c = f64x2.add(f64x2.splat(1.0 / 24), f64x2.mul(r, f64x2.splat(1.0 / 120)));
  const d = f64x2.add(f64x2.splat(1.0 / 720), f64x2.mul(r, f64x2.splat(1.0 / 5040)));
  const e = f64x2.add(f64x2.splat(1.0 / 40320), f64x2.mul(r, f64x2.splat(1.0 / 362880)));
  const f = f64x2.add(f64x2.splat(1.0 / 3628800), f64x2.mul(r, f64x2.splat(1.0 / 39916800)));
  const ef = f64x2.add(e, f64x2.mul(r2, f64x2.add(f, f64x2.mul(r2, f64x2.splat(1.0 / 479001600)))));
  const cd = f64x2.add(c, f64x2.mul(r2, d));
  const rest = f64x2.mul(r4, f64x2.add(cd, f64x2.mul(r4, ef)));
  const power = f64x2.add(f64x2.add(a, f64x2.mul(r2, b)), rest);
  const whole = i64x2.extend_low_i32x4_s(i32x4.trunc_sat_f64x2_s_zero(n));
  const scale = i64x2.shl(i64x2.add(whole, i64x2.splat(1023)), 52);
  return f64x2.mul(power, scale);
}

/** The sum of both lanes. */
export function sum2(x: v128): f64 {
  return f64x2.extract_lane(x, 0) + f64x2.extract_lane(x, 1);
}
