import type { ViewAnswers, ViewArguments, ViewName } from '../../src-main/views/contract.ts';
import type { FrameIndex } from '../../src-main/views/frame.ts';

/** A view's answer as it came: arrays are views of the received memory, copied nowhere. */
export type Frame<N extends ViewName> = ViewAnswers[N];

const CONSTRUCTORS = {
  f32: Float32Array,
  f64: Float64Array,
  i8: Int8Array,
  u8: Uint8Array,
  i16: Int16Array,
  u16: Uint16Array,
  i32: Int32Array,
  u32: Uint32Array,
} as const;

/**
 * The header and arrays of a frame; see `encodeFrame` for its layout. Which view it answers is the caller's word.
 *
 * @throws Error where the bytes are no whole frame.
 */
export function decodeFrame<N extends ViewName>(buffer: ArrayBuffer): Frame<N> {
  if (buffer.byteLength < 4) throw incomplete();
  const length = new DataView(buffer).getUint32(0, true);
  if (4 + length > buffer.byteLength) throw incomplete();
  const text = new TextDecoder().decode(new Uint8Array(buffer, 4, length));
  const { header, arrays } = JSON.parse(text) as { header: unknown; arrays: FrameIndex };
  const start = Math.ceil((4 + length) / 8) * 8;
  const decoded: Record<string, unknown> = {};
  for (const [name, { dtype, offset, length: items }] of Object.entries(arrays)) {
    const Constructor = CONSTRUCTORS[dtype];
    if (start + offset + items * Constructor.BYTES_PER_ELEMENT > buffer.byteLength) throw incomplete();
    decoded[name] = new Constructor(buffer, start + offset, items);
  }
  return { header, arrays: decoded } as Frame<N>;
}

/** The names of an array of UTF-8, one a line; `count` says how many, since no name and one empty name look the same. */
export function decodeNames(bytes: Uint8Array, count: number): string[] {
  return count === 0 ? [] : new TextDecoder().decode(bytes).split('\n');
}

/** The last part of a view's address, `<view>?…`, as `parseViewRequest` of the main process takes it. */
export function viewAddress<N extends ViewName>(view: N, args: ViewArguments<N>): string {
  const { source, ...others } = args as { source: Record<string, Argument> } & Record<string, Argument>;
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries({ ...source, ...others }))
    if (value !== undefined) query.set(key, String(value));
  return `${view}?${query}`;
}

type Argument = string | number | boolean | undefined;

function incomplete(): Error {
  return new Error('What came from the project is not complete. Try again.');
}
