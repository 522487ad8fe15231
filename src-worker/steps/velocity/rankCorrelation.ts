/**
 * Spearman's rank correlation of two equally long lists, ties sharing their mean rank; NaN where one of them is
 * constant. The lists must not hold NaN.
 */
export function rankCorrelation(a: Float32Array, b: Float32Array): number {
  const ranksA = ranks(a);
  const ranksB = ranks(b);
  const mean = (a.length + 1) / 2;
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let i = 0; i < a.length; i++) {
    const x = ranksA[i] - mean;
    const y = ranksB[i] - mean;
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : Number.NaN;
}

/** Digits of the sort: three of 11 bits hold a key of 32. */
const DIGIT_BITS = 11;
const DIGITS = 1 << DIGIT_BITS;

/** Ranks from 1, by a radix sort of the places: the values are many, and their order is asked for again and again. */
function ranks(values: Float32Array): Float64Array {
  const count = values.length;
  const keys = sortableKeys(values);
  let places = new Uint32Array(count);
  let sorted = new Uint32Array(count);
  for (let i = 0; i < count; i++) places[i] = i;
  const starts = new Uint32Array(DIGITS + 1);
  for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
    starts.fill(0);
    for (let i = 0; i < count; i++) starts[((keys[i] >>> shift) & (DIGITS - 1)) + 1]++;
    for (let digit = 0; digit < DIGITS; digit++) starts[digit + 1] += starts[digit];
    for (let i = 0; i < count; i++) sorted[starts[(keys[places[i]] >>> shift) & (DIGITS - 1)]++] = places[i];
    [places, sorted] = [sorted, places];
  }
  const out = new Float64Array(count);
  for (let from = 0; from < count;) {
    const key = keys[places[from]];
    let to = from + 1;
    while (to < count && keys[places[to]] === key) to++;
    for (let p = from; p < to; p++) out[places[p]] = (from + to + 1) / 2;
    from = to;
  }
  return out;
}

/** Whole numbers in the order of the values: their bits, turned so that negative ones come first. */
function sortableKeys(values: Float32Array): Uint32Array {
  const keys = new Uint32Array(values.length);
  const bits = new Float32Array(keys.buffer);
  for (let i = 0; i < keys.length; i++) {
    bits[i] = values[i] + 0; // makes −0 the same as 0
    keys[i] = keys[i] >>> 31 === 1 ? ~keys[i] : keys[i] | 0x80000000;
  }
  return keys;
}
