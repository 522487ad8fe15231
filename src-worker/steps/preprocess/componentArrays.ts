import { dense, type DenseArray } from '../../data/arrays.ts';
import { PRODUCT_WIDTH as WIDTH } from '../../kernels/centredProduct.ts';
import { pack } from './principalAxes.ts';

/** Applies a product that takes four columns at a time to any number of columns. */
export async function applied(
  product: (block: Float64Array) => Promise<Float64Array>,
  columns: readonly Float64Array[],
  length: number,
  outLength: number,
): Promise<Float64Array[]> {
  const out: Float64Array[] = [];
  for (let c = 0; c < columns.length; c += WIDTH) {
    const block = await product(pack(columns.slice(c, c + WIDTH), length));
    for (let k = c; k < Math.min(c + WIDTH, columns.length); k++)
      out.push(Float64Array.from({ length: outLength }, (_, i) => block[i * WIDTH + k - c]));
  }
  return out;
}

/** Columns of `rows` values as a rows × columns array. */
export function columnsAsDense(columns: readonly Float64Array[], rows: number): DenseArray<Float32Array> {
  const out = dense('f32', [rows, columns.length]);
  columns.forEach((column, c) => {
    for (let i = 0; i < rows; i++) out.data[i * columns.length + c] = column[i];
  });
  return out;
}

/** Loadings of the selected `genes` as an all genes × components array, zero for the others. */
export function loadings(
  axes: readonly Float64Array[],
  genes: Uint32Array,
  allGenes: number,
): DenseArray<Float32Array> {
  const out = dense('f32', [allGenes, axes.length]);
  axes.forEach((axis, c) => {
    for (let g = 0; g < genes.length; g++) out.data[genes[g] * axes.length + c] = axis[g];
  });
  return out;
}
