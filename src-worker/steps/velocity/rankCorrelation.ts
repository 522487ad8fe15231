/**
 * Spearman's rank correlation of two equally long lists, ties sharing their mean rank; NaN where one of them is
 * constant. The lists must not hold NaN and be shorter than 2²⁰ = 1,048,576 items.
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

const PLACES = 1 << 20;

/**
 * Ranks from 1. Value and place are packed in one double (32 bits of order-preserving key, 20 bits of place), so that
 * the engine's fast numeric sort carries the places along.
 */
function ranks(values: Float32Array): Float64Array {
  const count = values.length;
  if (count >= PLACES) throw new RangeError(`Ranks of ${count} values; fewer than ${PLACES} are possible`);
  const bits = new Int32Array(Float32Array.from(values, (value) => value + 0).buffer);
  const packed = Float64Array.from(bits, (bit, i) => {
    const key = bit < 0 ? ~bit >>> 0 : (bit | 0x80000000) >>> 0;
    return key * PLACES + i;
  }).sort();
  const out = new Float64Array(count);
  for (let from = 0; from < count;) {
    const key = Math.floor(packed[from] / PLACES);
    let to = from + 1;
    while (to < count && Math.floor(packed[to] / PLACES) === key) to++;
    for (let p = from; p < to; p++) out[packed[p] - key * PLACES] = (from + to + 1) / 2;
    from = to;
  }
  return out;
}
