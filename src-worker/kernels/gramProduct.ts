import { defineKernel } from './kernel.ts';
import { instantiate } from './wasm/instantiate.ts';
import { gramProduct as compiled } from './wasm/modules.generated.ts';
import { sharedMemory } from './wasm/sharedMemory.ts';

/** How many dense columns a product takes at once. */
export const PRODUCT_WIDTH = 8;

/** A sparse matrix A and what its products with dense columns X need, all in one memory that threads and WebAssembly share. */
export interface GramProductArgs {
  memory: WebAssembly.Memory;
  rows: number;
  columns: number;
  /** Rows in one chunk. */
  chunk: number;
  /** A in compressed rows. */
  indptr: Uint32Array;
  indices: Uint32Array;
  data: Float32Array;
  /** X, columns of A × 8, row-major. */
  x: Float32Array;
  /** What is subtracted from each row of A X. */
  shift: Float32Array;
  /** Room of each chunk for columns of A × 8. */
  partial: Float32Array;
  /** Result, chunks × columns of A × 8: the product over each chunk's rows. */
  out: Float64Array;
  /** Result, chunks × 8: the sums of A X − 1 shiftᵀ over each chunk's rows. */
  sums: Float64Array;
  /** X, shift and result of {@link centredProduct}: columns of A × 8, 8, and rows × 8. */
  exactX: Float64Array;
  exactShift: Float64Array;
  exactOut: Float64Array;
}

/**
 * Aᵀ (A X − 1 shiftᵀ) over the rows of each of the chunks `from` to `to`, in one pass over A: this is how the Gram matrix of
 * a centred sparse matrix is applied to eight columns without making either of the two.
 *
 * Sums along a row and over 128 rows are in single precision, all others in double: the result is within 1e-7 of its length.
 */
export const gramProduct = defineKernel<GramProductArgs>('pca.gramProduct', (args, from, to) => {
  const { rows, columns, chunk, indptr, indices, data, x, shift, partial, out, sums } = args;
  const { addRows } = instantiate<GramExports>(compiled, args.memory);
  const size = columns * PRODUCT_WIDTH;
  for (let c = from; c < to; c++) {
    const product = out.subarray(c * size, (c + 1) * size).fill(0);
    const total = sums.subarray(c * PRODUCT_WIDTH, (c + 1) * PRODUCT_WIDTH).fill(0);
    addRows(
      c * chunk,
      Math.min(rows, (c + 1) * chunk),
      columns,
      indptr.byteOffset,
      indices.byteOffset,
      data.byteOffset,
      x.byteOffset,
      shift.byteOffset,
      partial.byteOffset + 4 * c * size,
      product.byteOffset,
      total.byteOffset,
    );
  }
});

/** Rows `from` to `to` of A X − 1 shiftᵀ for eight columns X, in double precision. */
export const centredProduct = defineKernel<GramProductArgs>('pca.centredProduct', (args, from, to) => {
  const { indptr, indices, data, exactX, exactShift, exactOut } = args;
  instantiate<GramExports>(compiled, args.memory).multiplyRows(
    from,
    to,
    indptr.byteOffset,
    indices.byteOffset,
    data.byteOffset,
    exactX.byteOffset,
    exactShift.byteOffset,
    exactOut.byteOffset + 8 * PRODUCT_WIDTH * from,
  );
});

/** By address: see wasm/assembly/gramProduct. */
interface GramExports {
  addRows(
    from: number,
    to: number,
    columns: number,
    starts: number,
    indices: number,
    values: number,
    x: number,
    shift: number,
    partial: number,
    product: number,
    sums: number,
  ): void;
  multiplyRows(
    from: number,
    to: number,
    starts: number,
    indices: number,
    values: number,
    x: number,
    shift: number,
    out: number,
  ): void;
}

/** Room for products with a matrix of that size, zero at first: whoever asks for it fills in matrix, X and shift. */
export function gramProductArgs(
  rows: number,
  columns: number,
  entries: number,
  chunk: number,
): GramProductArgs {
  const chunks = Math.ceil(rows / chunk);
  const block = columns * PRODUCT_WIDTH;
  const { memory, at } = sharedMemory({
    indptr: 4 * (rows + 1),
    indices: 4 * entries,
    data: 4 * entries,
    x: 4 * block,
    shift: 4 * PRODUCT_WIDTH,
    partial: 4 * chunks * block,
    out: 8 * chunks * block,
    sums: 8 * chunks * PRODUCT_WIDTH,
    exactX: 8 * block,
    exactShift: 8 * PRODUCT_WIDTH,
    exactOut: 8 * rows * PRODUCT_WIDTH,
  });
  const { buffer } = memory;
  return {
    memory,
    rows,
    columns,
    chunk,
    indptr: new Uint32Array(buffer, at.indptr, rows + 1),
    indices: new Uint32Array(buffer, at.indices, entries),
    data: new Float32Array(buffer, at.data, entries),
    x: new Float32Array(buffer, at.x, block),
    shift: new Float32Array(buffer, at.shift, PRODUCT_WIDTH),
    partial: new Float32Array(buffer, at.partial, chunks * block),
    out: new Float64Array(buffer, at.out, chunks * block),
    sums: new Float64Array(buffer, at.sums, chunks * PRODUCT_WIDTH),
    exactX: new Float64Array(buffer, at.exactX, block),
    exactShift: new Float64Array(buffer, at.exactShift, PRODUCT_WIDTH),
    exactOut: new Float64Array(buffer, at.exactOut, rows * PRODUCT_WIDTH),
  };
}
