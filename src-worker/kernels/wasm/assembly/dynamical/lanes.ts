// Elementary functions of four f32 numbers at once. Plain arithmetic, so they give the same on every machine.

// Numbers that the functions below need. Read from memory they cost less than written out: those are put together anew each time.
const NUMBERS: usize = memory.data<f32>(
  [
    // log₂ m ≈ z (a + b z² + c z⁴) within 3e−8, z = (m − 1)/(m + 1), √½ ≤ m < √2
    2.8853912878245547, 0.9614710779784914, 0.5989650208155256,
    // 2^r ≈ 1 + r (a + b r + c r² + d r³ + e r⁴) within 1.2e−7, |r| ≤ ½
    0.6931469777282532, 0.24022242354484227, 0.05550733712979669, 0.009671495392043159, 0.001326467497017484,
    // 1, ln 2, 1/ln 2, the least power of two, and what leaves only the whole part of a number when added
    1, 0.6931471805599453, 1.4426950408889634, -116, 12582912,
  ],
  16,
);
const ONE: usize = 32;
const LN2: usize = 36;
const PER_LN2: usize = 40;
const LEAST_POWER: usize = 44;
const WHOLE: usize = 48;

/** The bits of √½, what they lack to those of 1, the bits of a mantissa, and the exponent of 1. */
const BITS: usize = memory.data<i32>([0x3f3504f3, 0x3f800000 - 0x3f3504f3, 0x007fffff, 127], 16);

function number(place: usize): v128 {
  return v128.load32_splat(NUMBERS + place);
}

function bits(place: usize): v128 {
  return v128.load32_splat(BITS + place);
}

/** log₂ of positive, normal numbers, within 1e−7 of its value or of 1: x = 2^k m with √½ ≤ m < √2. */
function binaryLogarithm(x: v128): v128 {
  // The bits of √½ are taken away first, so that the exponent's bits count from there.
  const shifted = i32x4.add(x, bits(4));
  const k = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_u(shifted, 23), bits(12)));
  const m = i32x4.add(v128.and(shifted, bits(8)), bits(0));
  const one = number(ONE);
  const z = f32x4.div(f32x4.sub(m, one), f32x4.add(m, one));
  const w = f32x4.mul(z, z);
  const series = f32x4.add(number(0), f32x4.mul(w, f32x4.add(number(4), f32x4.mul(w, number(8)))));
  return f32x4.add(k, f32x4.mul(z, series));
}

/** 2^y for y ≤ 0, within 1e−7 of 1: 2^y = 2^n 2^r with |r| ≤ ½. Below −116 it is that of −116. */
function binaryPower(y: v128): v128 {
  const held = f32x4.pmax(number(LEAST_POWER), y);
  // The last bits of this are those of n.
  const shifted = f32x4.add(held, number(WHOLE));
  const r = f32x4.sub(held, f32x4.sub(shifted, number(WHOLE)));
  const r2 = f32x4.mul(r, r);
  const low = f32x4.add(number(12), f32x4.mul(r, number(16)));
  const high = f32x4.add(number(20), f32x4.mul(r, number(24)));
  const upper = f32x4.add(high, f32x4.mul(r2, number(28)));
  const series = f32x4.add(low, f32x4.mul(r2, upper));
  return i32x4.add(f32x4.add(number(ONE), f32x4.mul(r, series)), i32x4.shl(shifted, 23));
}

/** The natural logarithm of positive, normal numbers, within 2e−7 of its value or of 1. */
export function logarithm(x: v128): v128 {
  return f32x4.mul(binaryLogarithm(x), number(LN2));
}

/** e^x for x ≤ 0, within 2e−7 of 1. Below −80 it is that of −80, about 2e−35. */
export function exponential(x: v128): v128 {
  return binaryPower(f32x4.mul(x, number(PER_LN2)));
}

/** x^p for positive, normal x ≤ 1 and p ≥ 0, within 2e−7 of 1. */
export function power(x: v128, p: v128): v128 {
  return binaryPower(f32x4.mul(p, binaryLogarithm(x)));
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
