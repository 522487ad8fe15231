import { dtypeOf, type Dtype, type NumericArray } from '../../src-worker/data/arrays.ts';

/** Where the arrays of a frame lie: bytes from the start of the first array, and items. */
export type FrameIndex = Record<string, { dtype: Dtype; offset: number; length: number }>;

const ALIGNMENT = 8;

/**
 * A header and named arrays as one piece of plain memory that can be sent: the length of the JSON (u32, little-endian),
 * the JSON `{ header, arrays }`, and the arrays in little-endian order, each starting at a multiple of 8 bytes. The page
 * reads it with `decodeFrame`. In the header, numbers that are not finite become null.
 */
export function encodeFrame(
  header: object,
  arrays: Readonly<Record<string, NumericArray | undefined>>,
): Uint8Array<ArrayBuffer> {
  const index: FrameIndex = {};
  let size = 0;
  for (const [name, data] of Object.entries(arrays)) {
    if (!data) continue;
    index[name] = { dtype: dtypeOf(data), offset: size, length: data.length };
    size = aligned(size + data.byteLength);
  }
  const text = new TextEncoder().encode(JSON.stringify({ header, arrays: index }));
  const start = aligned(4 + text.length);
  const frame = new Uint8Array(start + size);
  new DataView(frame.buffer).setUint32(0, text.length, true);
  frame.set(text, 4);
  for (const [name, data] of Object.entries(arrays)) {
    if (data)
      frame.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), start + index[name].offset);
  }
  return frame;
}

/** Names as one array: UTF-8, one a line. */
export function encodeNames(names: readonly string[]): Uint8Array {
  return new TextEncoder().encode(names.map((name) => name.replace(/[\r\n]+/g, ' ')).join('\n'));
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
