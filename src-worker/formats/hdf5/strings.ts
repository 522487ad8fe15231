import type { Metadata } from 'h5wasm/node';

import type { Hdf5File } from './file.ts';
import type { H5Module } from './module.ts';
import { dtypeName, itemCount, TYPE_CLASS } from './numbers.ts';

const BLOCK_ITEMS = 65_536;
const utf8 = new TextDecoder();

/** The strings of an array in row-major order; a single value gives one string. */
export function readStrings(file: Hdf5File, item: string): string[] {
  const description = file.describe(item);
  const { shape, metadata } = description;
  if (metadata.type !== TYPE_CLASS.string)
    throw file.error(
      item,
      `“${item}” should be text but holds ${dtypeName(metadata)} values.`,
      'Write the file again with a current version of anndata.',
    );
  const decode = (bytes: Uint8Array, module: H5Module): string[] => decodeStrings(bytes, metadata, module);
  if (shape.length === 0) return file.read(item, description, [], [], decode);
  const values: string[] = [];
  const width = Math.max(1, itemCount(shape.slice(1)));
  const chunk = metadata.chunks?.[0] ?? 1;
  const rows = Math.max(1, Math.floor(BLOCK_ITEMS / (width * chunk))) * chunk;
  for (let from = 0; from < shape[0]; from += rows) {
    const starts = shape.map((_, axis) => (axis === 0 ? from : 0));
    const counts = shape.map((length, axis) => (axis === 0 ? Math.min(rows, length - from) : length));
    for (const value of file.read(item, description, starts, counts, decode)) values.push(value);
  }
  return values;
}

/** Strings of fixed length, or pointers to strings in the library's memory, decoded as UTF-8 whatever they claim. */
export function decodeStrings(bytes: Uint8Array, metadata: Metadata, module: H5Module): string[] {
  if (metadata.vlen) {
    const pointers = new Uint32Array(bytes.slice().buffer);
    // Not the library's own decoder, which writes a warning to the terminal for each byte that is no UTF-8.
    const heap = module.HEAPU8;
    return Array.from(pointers, (pointer) =>
      pointer === 0 ? '' : utf8.decode(heap.subarray(pointer, heap.indexOf(0, pointer))),
    );
  }
  const { size } = metadata;
  const spacePadded = metadata.strpad === 2;
  return Array.from({ length: bytes.length / size }, (_, i) => {
    const one = bytes.slice(i * size, (i + 1) * size);
    const end = one.indexOf(0);
    const text = utf8.decode(end < 0 ? one : one.subarray(0, end));
    return spacePadded ? text.trimEnd() : text;
  });
}
