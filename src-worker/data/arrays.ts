/**
 * The kinds of value that a step reads and writes.
 *
 * They are plain objects around typed arrays, so that they cross threads by structured clone: the memory of an array
 * made by {@link sharedArray} is shared between threads, not copied.
 */

export type NumericArray =
  Float32Array | Float64Array | Int8Array | Uint8Array | Int16Array | Uint16Array | Int32Array | Uint32Array;

export type Dtype = 'f32' | 'f64' | 'i8' | 'u8' | 'i16' | 'u16' | 'i32' | 'u32';

/** A row-major array of one or two dimensions. */
export interface DenseArray<T extends NumericArray = NumericArray> {
  kind: 'dense';
  shape: number[];
  data: T;
}

/** A compressed-sparse-row matrix; column indices ascend within a row and explicit zeros are allowed. */
export interface SparseMatrix<T extends Float32Array | Float64Array = Float32Array | Float64Array> {
  kind: 'sparse';
  rows: number;
  cols: number;
  indptr: Uint32Array;
  indices: Uint32Array;
  data: T;
}

/** One label an item; a code of −1 means that the item has no label. */
export interface CategoricalArray {
  kind: 'categorical';
  codes: Int32Array;
  categories: string[];
  /** One CSS colour (#rrggbb) a category, where the source has them. */
  colors?: string[];
}

export interface StringArray {
  kind: 'strings';
  values: string[];
}

/** A small structured value (settings that travel with a result, ranked lists). */
export interface JsonValue<T = unknown> {
  kind: 'json';
  value: T;
}

export type StepValue = DenseArray | SparseMatrix | CategoricalArray | StringArray | JsonValue;

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

type ArrayOf<D extends Dtype> = InstanceType<(typeof CONSTRUCTORS)[D]>;

/** A zero-filled typed array of `length` items on memory that threads share. */
export function sharedArray<D extends Dtype>(dtype: D, length: number): ArrayOf<D> {
  return viewOf(dtype, new SharedArrayBuffer(length * bytesPerItem(dtype)));
}

/** A zero-filled dense array on shared memory, e.g. `dense('f32', [genes, cells])`. */
export function dense<D extends Dtype>(dtype: D, shape: number[]): DenseArray<ArrayOf<D>> {
  const length = shape.reduce((a, b) => a * b, 1);
  return { kind: 'dense', shape, data: sharedArray(dtype, length) };
}

/** A copy of `values` as a dense array on shared memory, of one dimension unless `shape` says otherwise. */
export function denseFrom<D extends Dtype>(
  dtype: D,
  values: ArrayLike<number>,
  shape: number[] = [values.length],
): DenseArray<ArrayOf<D>> {
  const out = dense(dtype, shape);
  out.data.set(values);
  return out;
}

/** The name of a typed array's type. @throws TypeError for anything else. */
export function dtypeOf(data: NumericArray): Dtype {
  for (const [name, Constructor] of Object.entries(CONSTRUCTORS))
    if (data instanceof Constructor) return name as Dtype;
  throw new TypeError(`Not a numeric typed array: ${Object.prototype.toString.call(data)}`);
}

/** A typed array of `dtype` over existing memory. */
function viewOf<D extends Dtype>(dtype: D, buffer: ArrayBufferLike): ArrayOf<D> {
  // The cast is for TypeScript alone, whose union of constructors does not accept shared memory.
  return new CONSTRUCTORS[dtype](buffer as ArrayBuffer) as ArrayOf<D>;
}

function bytesPerItem(dtype: Dtype): number {
  return CONSTRUCTORS[dtype].BYTES_PER_ELEMENT;
}

/** A small structured value as an array of the catalogue. */
export function json<T>(value: T): JsonValue<T> {
  return { kind: 'json', value };
}

/** Texts as an array of the catalogue. */
export function strings(values: string[]): StringArray {
  return { kind: 'strings', values };
}

/** Memory of a value's numbers, in bytes; texts and small structured values count as nothing. */
export function bytesOf(value: StepValue): number {
  switch (value.kind) {
    case 'dense':
      return value.data.byteLength;
    case 'sparse':
      return value.indptr.byteLength + value.indices.byteLength + value.data.byteLength;
    case 'categorical':
      return value.codes.byteLength;
    case 'strings':
    case 'json':
      return 0;
  }
}
