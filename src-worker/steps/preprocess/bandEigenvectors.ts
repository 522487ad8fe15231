import { projectOut } from '../../data/orthogonal.ts';
import type { Random } from '../../data/random.ts';
import { norm, scaleBy } from '../../data/vectors.ts';

const ITERATIONS = 2;

/**
 * Unit eigenvectors of a symmetric band matrix to eigenvalues that are known, orthogonal to each other also where values coincide, by
 * inverse iteration from random starts. Of the matrix the lower triangle is read (row-major), up to `width` places from the diagonal.
 */
export function bandEigenvectors(
  matrix: Float64Array,
  size: number,
  width: number,
  values: ArrayLike<number>,
  random: Random,
): Float64Array[] {
  let largest = 0;
  for (let i = 0; i < size; i++)
    for (let j = Math.max(0, i - width); j <= i; j++)
      largest = Math.max(largest, Math.abs(matrix[i * size + j]));
  const least = Number.EPSILON * (largest || 1);
  const vectors: Float64Array[] = [];
  for (const value of Array.from(values)) {
    const vector = Float64Array.from({ length: size }, () => random.normal());
    for (let iteration = 0; iteration < ITERATIONS; iteration++) {
      solveShifted(matrix, size, width, value, least, vector);
      scaleBy(vector, 1 / norm(vector));
      projectOut(vectors, vector);
      projectOut(vectors, vector);
      scaleBy(vector, 1 / norm(vector));
    }
    vectors.push(vector);
  }
  return vectors;
}

/** y ← (T − shift)⁻¹ y by elimination with row exchanges; pivots are held above `least`. */
function solveShifted(
  matrix: Float64Array,
  size: number,
  width: number,
  shift: number,
  least: number,
  y: Float64Array,
): void {
  // Row r from column r − width to r + 2 width, as rows that were exchanged reach further to the right.
  const span = 3 * width + 1;
  const rows = Array.from({ length: size }, (_, r) => {
    const row = new Float64Array(span);
    for (let c = Math.max(0, r - width); c <= Math.min(size - 1, r + width); c++)
      row[c - r + width] = c <= r ? matrix[r * size + c] : matrix[c * size + r];
    row[width] -= shift;
    return row;
  });
  const at = (r: number, c: number): number => c - r + width;
  for (let k = 0; k < size; k++) {
    const lastRow = Math.min(size - 1, k + width);
    const lastColumn = Math.min(size - 1, k + 2 * width);
    let best = k;
    for (let r = k + 1; r <= lastRow; r++)
      if (Math.abs(rows[r][at(r, k)]) > Math.abs(rows[best][at(best, k)])) best = r;
    const pivotRow = rows[k];
    const other = rows[best];
    if (best !== k) {
      for (let c = k; c <= lastColumn; c++) {
        const held = pivotRow[at(k, c)];
        pivotRow[at(k, c)] = other[at(best, c)];
        other[at(best, c)] = held;
      }
      [y[k], y[best]] = [y[best], y[k]];
    }
    if (Math.abs(pivotRow[width]) < least) pivotRow[width] = least;
    for (let r = k + 1; r <= lastRow; r++) {
      const row = rows[r];
      const factor = row[at(r, k)] / pivotRow[width];
      if (factor === 0) continue;
      for (let p = width + 1, q = at(r, k + 1), c = k + 1; c <= lastColumn; c++)
        row[q++] -= factor * pivotRow[p++];
      y[r] -= factor * y[k];
    }
  }
  for (let k = size - 1; k >= 0; k--) {
    let sum = y[k];
    const lastColumn = Math.min(size - 1, k + 2 * width);
    for (let c = k + 1; c <= lastColumn; c++) sum -= rows[k][at(k, c)] * y[c];
    y[k] = sum / rows[k][width];
  }
}
