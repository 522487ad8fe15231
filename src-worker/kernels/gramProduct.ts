import { defineKernel } from './kernel.ts';
import { instantiate } from './wasm/instantiate.ts';
import { gramProduct as compiled } from './wasm/modules.generated.ts';
import { sharedMemory } from './wasm/sharedMemory.ts';

/** How many dense columns a product takes at once. */
export const PRODUCT_WIDTH = 4;

/** A sparse matrix A, X and the result, all in one memory that threads and WebAssembly share. */
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
  /** X, columns of A × 4, row-major. */
  x: Float64Array;
  /** What is subtracted from each row of A X. */
  shift: Float64Array;
  /** Result, chunks × columns of A × 4: the product over each chunk's rows. */
  out: Float64Array;
  /** Result, chunks × 4: the sums of A X − 1 shiftᵀ over each chunk's rows. */
  sums: Float64Array;
}

/**
 * Aᵀ (A X − 1 shiftᵀ) over the rows of each of the chunks `from` to `to`, in one pass over A: this is how the Gram matrix of
 * a centred sparse matrix is applied to four columns without making either of the two.
 */
export const gramProduct = defineKernel<GramProductArgs>('pca.gramProduct', (args, from, to) => {
  const { rows, columns, chunk, indptr, indices, data, x, shift, out, sums } = args;
  const { addRows } = instantiate<ProductExports>(compiled, args.memory);
  for (let c = from; c < to; c++) {
    const product = out.subarray(c * columns * PRODUCT_WIDTH, (c + 1) * columns * PRODUCT_WIDTH).fill(0);
    const total = sums.subarray(c * PRODUCT_WIDTH, (c + 1) * PRODUCT_WIDTH).fill(0);
    addRows(
      c * chunk,
      Math.min(rows, (c + 1) * chunk),
      indptr.byteOffset,
      indices.byteOffset,
      data.byteOffset,
      x.byteOffset,
      shift.byteOffset,
      product.byteOffset,
      total.byteOffset,
    );
  }
});

interface ProductExports {
  addRows(
    from: number,
    to: number,
    starts: number,
    indices: number,
    values: number,
    x: number,
    shift: number,
    product: number,
    sums: number,
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
    x: 8 * block,
    shift: 8 * PRODUCT_WIDTH,
    out: 8 * chunks * block,
    sums: 8 * chunks * PRODUCT_WIDTH,
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
    x: new Float64Array(buffer, at.x, block),
    shift: new Float64Array(buffer, at.shift, PRODUCT_WIDTH),
    out: new Float64Array(buffer, at.out, chunks * block),
    sums: new Float64Array(buffer, at.sums, chunks * PRODUCT_WIDTH),
  };
}
