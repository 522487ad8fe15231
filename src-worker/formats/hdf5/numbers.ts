import type { Metadata } from 'h5wasm/node';

import type { NumericArray } from '../../data/arrays.ts';
import type { Checkpoint } from '../files/checkpoint.ts';
import type { ArrayDescription, Hdf5File } from './file.ts';

/** HDF5's type classes, of the library's H5T_class_t. */
export const TYPE_CLASS = {
  integer: 0,
  float: 1,
  string: 3,
  compound: 6,
  enumeration: 8,
  array: 10,
} as const;

/** About 8 MB of 64-bit numbers: little beside what is read, long enough that calls cost nothing. */
const BLOCK_ITEMS = 1_000_000;

/** The name of the type of an array's items as numpy has it, e.g. `float32`, `bool`, `string`, `compound`. */
export function dtypeName({ type, size, signed, enum_type: members }: Metadata): string {
  switch (type) {
    case TYPE_CLASS.integer:
      return `${signed ? 'int' : 'uint'}${size * 8}`;
    case TYPE_CLASS.float:
      return `float${size * 8}`;
    case TYPE_CLASS.enumeration:
      return members && 'TRUE' in members.members && 'FALSE' in members.members ? 'bool' : 'enumeration';
    case TYPE_CLASS.string:
      return 'string';
    case TYPE_CLASS.compound:
      return 'compound';
    default:
      return 'unknown';
  }
}

/** Whether the items are numbers or booleans that {@link decodeNumbers} understands. */
export function isNumeric(metadata: Metadata): boolean {
  const { type, size } = metadata;
  if (type === TYPE_CLASS.float) return size === 2 || size === 4 || size === 8;
  return (type === TYPE_CLASS.integer || type === TYPE_CLASS.enumeration) && size <= 8;
}

/** The numbers of a whole array in row-major order, as float64. */
export function readNumbers(file: Hdf5File, item: string): Float64Array {
  const description = file.describe(item);
  const out = new Float64Array(itemCount(description.shape));
  readNumbersInto(file, item, description, out);
  return out;
}

/** Reads a whole array into `out`, block by block. */
export function readNumbersInto(
  file: Hdf5File,
  item: string,
  description: ArrayDescription,
  out: NumericArray,
  checkpoint?: Checkpoint,
): void {
  const width = itemCount(description.shape.slice(1));
  inBlocks(file, item, description, checkpoint, (bytes, from) => {
    out.set(numbersIn(bytes, description.metadata), from * width);
  });
}

/** Hands the numbers of an array to `use` in blocks of whole rows, in order; `from` is the block's first row. */
export function forEachBlock(
  file: Hdf5File,
  item: string,
  description: ArrayDescription,
  checkpoint: Checkpoint | undefined,
  use: (values: NumericArray, from: number) => void,
): void {
  const decode = (bytes: Uint8Array): NumericArray => decodeNumbers(bytes, description.metadata);
  inBlocks(file, item, description, checkpoint, decode, use);
}

/** Reads an array block by block: `take` finds the bytes in the library's memory, `use` what it gave, when they are gone. */
function inBlocks<T>(
  file: Hdf5File,
  item: string,
  description: ArrayDescription,
  checkpoint: Checkpoint | undefined,
  take: (bytes: Uint8Array, from: number) => T,
  use?: (taken: T, from: number) => void,
): void {
  const { shape, metadata } = description;
  if (!isNumeric(metadata))
    throw file.error(
      item,
      `“${item}” holds ${dtypeName(metadata)} values, not numbers this program can read.`,
      'Convert it to float32 and write the file again.',
    );
  if (shape.length === 0) {
    const taken = file.read(item, description, [], [], (bytes) => take(bytes, 0));
    use?.(taken, 0);
    return;
  }
  const rows = blockRows(description);
  for (let from = 0; from < shape[0]; from += rows) {
    checkpoint?.();
    const starts = shape.map((_, axis) => (axis === 0 ? from : 0));
    const counts = shape.map((length, axis) => (axis === 0 ? Math.min(rows, length - from) : length));
    const taken = file.read(item, description, starts, counts, (bytes) => take(bytes, from));
    use?.(taken, from);
  }
}

/** A copy of `bytes` as numbers; see {@link numbersIn}. */
export function decodeNumbers(bytes: Uint8Array, metadata: Metadata): NumericArray {
  // A copy of its own starts at an address that is a multiple of every item size.
  return numbersIn(bytes.slice(), metadata);
}

/**
 * The numbers that lie in `bytes`, which start at a multiple of the item size: a view of them, but 64-bit integers and half floats
 * become float64 and float32.
 */
function numbersIn({ buffer, byteOffset, byteLength }: Uint8Array, metadata: Metadata): NumericArray {
  const { size, signed, type } = metadata;
  const at = [buffer as ArrayBuffer, byteOffset, byteLength / size] as const;
  if (type === TYPE_CLASS.float) {
    if (size === 8) return new Float64Array(...at);
    if (size === 4) return new Float32Array(...at);
    return Float32Array.from(new Uint16Array(...at), halfToNumber);
  }
  if (size === 1) return signed ? new Int8Array(...at) : new Uint8Array(...at);
  if (size === 2) return signed ? new Int16Array(...at) : new Uint16Array(...at);
  if (size === 4) return signed ? new Int32Array(...at) : new Uint32Array(...at);
  return Float64Array.from(signed ? new BigInt64Array(...at) : new BigUint64Array(...at), Number);
}

export function itemCount(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}

/** Rows a block: whole chunks, since a chunk read twice is decompressed twice. */
function blockRows({ shape, metadata }: ArrayDescription): number {
  const width = Math.max(1, itemCount(shape.slice(1)));
  const chunk = metadata.chunks?.[0] ?? 1;
  return Math.max(1, Math.floor(BLOCK_ITEMS / (width * chunk))) * chunk;
}

/** IEEE 754 binary16. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
