import type { SparseMatrix } from '../data/arrays.ts';
import { turned } from '../data/sparse.ts';
import { defineKernel } from './kernel.ts';
import { instantiate } from './wasm/instantiate.ts';
import { sparseProduct as compiled } from './wasm/modules.generated.ts';
import { sharedMemory } from './wasm/sharedMemory.ts';

/** A sparse matrix A and what it is multiplied with, all in one memory that threads and WebAssembly share. */
export interface SparseProductArgs {
  memory: WebAssembly.Memory;
  rows: number;
  /** Where the entries of each row start and end. */
  starts: Uint32Array;
  ends: Uint32Array;
  indices: Uint32Array;
  values: Float32Array | Float64Array;
  /** Columns of X and Y: 1, or with 64-bit values any multiple of 4. */
  width: number;
  /** Columns of A × width, row-major. */
  x: Float64Array;
  /** Result, rows × width, row-major. */
  y: Float64Array;
}

/** Rows `from` to `to` of Y = A X, summed in 64 bits. */
export const sparseProduct = defineKernel<SparseProductArgs>('sparse.product', (args, from, to) => {
  const { memory, starts, ends, indices, values, width, x, y } = args;
  const { multiply, multiplyFloats, multiplyBlock } = sparseFunctions(memory);
  const matrix = [starts.byteOffset, ends.byteOffset, indices.byteOffset, values.byteOffset] as const;
  if (width > 1) multiplyBlock(from, to, ...matrix, x.byteOffset, y.byteOffset, width);
  else if (values instanceof Float32Array) multiplyFloats(from, to, ...matrix, x.byteOffset, y.byteOffset);
  else multiply(from, to, ...matrix, x.byteOffset, y.byteOffset);
});

/** A copy of the matrix with room for X and Y of `width` columns: whoever asks for it fills in X. */
export function sparseProductArgs(matrix: SparseMatrix, width = 1): SparseProductArgs {
  const { rows, cols, indptr, indices, data } = matrix;
  const entries = indptr[rows];
  const args = roomForProduct(rows, cols, entries, width, data);
  args.starts.set(indptr.subarray(0, rows));
  args.ends.set(indptr.subarray(1, rows + 1));
  args.indices.set(indices.subarray(0, entries));
  args.values.set(data.subarray(0, entries));
  return args;
}

/**
 * The same of the transpose, with room for one vector; where `chosen` is given, of the square matrix of these rows and columns in that
 * order. Nothing else is made on the way that would stay in memory.
 */
export function transposedProductArgs(
  matrix: SparseMatrix,
  chosen?: Uint32Array<ArrayBufferLike>,
): SparseProductArgs {
  const inner = chosen?.length ?? matrix.rows;
  const { starts, args } = turned(matrix, chosen, (entries, rows) => {
    const room = roomForProduct(rows, inner, entries, 1, matrix.data);
    return { args: room, indices: room.indices, values: room.values };
  });
  args.starts.set(starts.subarray(0, args.rows));
  args.ends.set(starts.subarray(1));
  return args;
}

/** @param like of the precision of the values */
function roomForProduct(
  rows: number,
  columns: number,
  entries: number,
  width: number,
  like: Float32Array | Float64Array,
): SparseProductArgs {
  const { memory, at } = sharedMemory({
    bounds: 4 * (rows + 1),
    indices: 4 * entries,
    values: like.BYTES_PER_ELEMENT * entries,
    x: 8 * columns * width,
    y: 8 * rows * width,
  });
  const { buffer } = memory;
  const Values = like instanceof Float32Array ? Float32Array : Float64Array;
  return {
    memory,
    rows,
    // One list of bounds: a row ends where the next starts.
    starts: new Uint32Array(buffer, at.bounds, rows),
    ends: new Uint32Array(buffer, at.bounds + 4, rows),
    indices: new Uint32Array(buffer, at.indices, entries),
    values: new Values(buffer, at.values, entries),
    width,
    x: new Float64Array(buffer, at.x, columns * width),
    y: new Float64Array(buffer, at.y, rows * width),
  };
}

/** Columns of a block product that hold so many vectors. */
export function blockWidth(vectors: number): number {
  return Math.ceil(vectors / 4) * 4;
}

type Addresses = [starts: number, ends: number, indices: number, values: number];

interface SparseFunctions {
  multiply(from: number, to: number, ...rest: [...Addresses, x: number, y: number]): void;
  multiplyFloats(from: number, to: number, ...rest: [...Addresses, x: number, y: number]): void;
  multiplyBlock(from: number, to: number, ...rest: [...Addresses, x: number, y: number, width: number]): void;
  /** X = (D − L)⁻¹ V: see wasm/assembly/sparseProduct. */
  solveLower(
    rows: number,
    ...rest: [...Addresses, scales: number, v: number, x: number, width: number]
  ): void;
}

/** The compiled products on that memory. */
export function sparseFunctions(memory: WebAssembly.Memory): SparseFunctions {
  return instantiate<SparseFunctions>(compiled, memory);
}
