import { dense, denseFrom, sharedArray, type DenseArray } from '../../data/arrays.ts';

/** Columns side by side, row-major, on shared memory. */
export function sideBySide(columns: readonly Float64Array[], rows: number): Float64Array {
  const out = sharedArray('f64', rows * columns.length);
  columns.forEach((column, c) => {
    for (let i = 0; i < rows; i++) out[i * columns.length + c] = column[i];
  });
  return out;
}

/** A row-major block of `width` columns as a rows × columns array. */
export function positionsFrom(block: Float64Array, width: number): DenseArray<Float32Array> {
  return denseFrom('f32', block, [block.length / width, width]);
}

/** Loadings of the selected `genes`, a row-major block of `width` columns, as an all genes × components array, zero for the others. */
export function loadings(
  block: Float64Array,
  width: number,
  genes: Uint32Array,
  allGenes: number,
): DenseArray<Float32Array> {
  const out = dense('f32', [allGenes, width]);
  for (let g = 0; g < genes.length; g++)
    out.data.set(block.subarray(g * width, (g + 1) * width), genes[g] * width);
  return out;
}
