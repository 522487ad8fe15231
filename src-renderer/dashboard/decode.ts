import type { Packed } from '../../src-main/export/dashboard/payload.ts';

/** The numbers of a packed array; see {@link Packed} for the meaning of its codes. Missing values are NaN. */
export function unpackNumbers(packed: Packed): Float32Array {
  const codes = unpackCodes(packed);
  if (packed.dtype === 'f32' || packed.dtype === 'u32') return Float32Array.from(codes);
  const top = packed.dtype === 'u8' ? 255 : 65535;
  const step = (packed.hi - packed.lo) / (top - 1);
  const out = new Float32Array(codes.length);
  for (let i = 0; i < codes.length; i++) out[i] = codes[i] === top ? Number.NaN : packed.lo + codes[i] * step;
  return out;
}

/** The codes of a packed array as they are: labels, indices, flags. */
export function unpackCodes({
  dtype,
  base64,
}: Packed): Uint8Array | Uint16Array | Uint32Array | Float32Array {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  switch (dtype) {
    case 'u8':
      return bytes;
    case 'u16':
      return new Uint16Array(bytes.buffer);
    case 'u32':
      return new Uint32Array(bytes.buffer);
    case 'f32':
      return new Float32Array(bytes.buffer);
  }
}
