import type { Packed, PackedLabels } from './payload.ts';

const TOP = { u8: 255, u16: 65535 } as const;

/** Quantises numbers over their finite range; infinite and missing values become "missing". See {@link Packed}. */
export function packNumbers(values: ArrayLike<number>, dtype: 'u8' | 'u16' = 'u16'): Packed {
  const { lo, hi } = finiteRange(values);
  const top = TOP[dtype];
  const codes = dtype === 'u8' ? new Uint8Array(values.length) : new Uint16Array(values.length);
  const scale = hi > lo ? (top - 1) / (hi - lo) : 0;
  for (let i = 0; i < values.length; i++)
    codes[i] = Number.isFinite(values[i]) ? Math.round((values[i] - lo) * scale) : top;
  return { dtype, length: values.length, lo, hi, base64: base64(codes) };
}

/** Numbers as float32, for tables where digits are read. */
export function packFloats(values: ArrayLike<number>): Packed {
  const floats = Float32Array.from(values);
  return { dtype: 'f32', length: floats.length, lo: 0, hi: 0, base64: base64(floats) };
}

/** Whole numbers below 2³², as they are. */
export function packIndices(values: ArrayLike<number>): Packed {
  const indices = Uint32Array.from(values);
  return { dtype: 'u32', length: indices.length, lo: 0, hi: 0, base64: base64(indices) };
}

/** Labels of up to 65,534 categories, for the items at `places`; a negative code becomes "missing". */
export function packLabels(
  codes: ArrayLike<number>,
  categories: string[],
  places: ArrayLike<number>,
  colors?: string[],
): PackedLabels {
  const missing = categories.length;
  const dtype = missing < TOP.u8 ? 'u8' : 'u16';
  const out = dtype === 'u8' ? new Uint8Array(places.length) : new Uint16Array(places.length);
  for (let i = 0; i < places.length; i++) out[i] = codes[places[i]] < 0 ? missing : codes[places[i]];
  const counts = new Array<number>(categories.length).fill(0);
  for (let i = 0; i < codes.length; i++) if (codes[i] >= 0) counts[codes[i]]++;
  return {
    codes: { dtype, length: out.length, lo: 0, hi: TOP[dtype] - 1, base64: base64(out) },
    categories,
    counts,
    ...(colors?.length === categories.length ? { colors } : {}),
  };
}

function finiteRange(values: ArrayLike<number>): { lo: number; hi: number } {
  let lo = Infinity;
  let hi = -Infinity;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    if (values[i] < lo) lo = values[i];
    if (values[i] > hi) hi = values[i];
  }
  return lo <= hi ? { lo, hi } : { lo: 0, hi: 0 };
}

function base64(data: Uint8Array | Uint16Array | Uint32Array | Float32Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64');
}
