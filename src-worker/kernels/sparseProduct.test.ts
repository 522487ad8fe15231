import { expect, test } from 'vitest';

import type { SparseMatrix } from '../data/arrays.ts';
import { createRandom } from '../data/random.ts';
import { sparseFromDense, submatrix, transpose } from '../data/sparse.ts';
import {
  blockWidth,
  sparseFunctions,
  sparseProduct,
  sparseProductArgs,
  transposedProductArgs,
} from './sparseProduct.ts';

const ROWS = 23;
const COLS = 31;
const random = createRandom(3, 'products');

/** Rows of very different lengths, an empty one among them. */
const matrix = sparseFromDense(
  Float64Array.from({ length: ROWS * COLS }, (_, p) =>
    random.uniform() < (p % ROWS) / ROWS && p >= COLS ? random.normal() : 0,
  ),
  ROWS,
  COLS,
);
const inDoubles: SparseMatrix = { ...matrix, data: Float64Array.from(matrix.data) };

function plain({ rows, indptr, indices, data }: SparseMatrix, x: Float64Array, width: number): number[] {
  const y = new Array<number>(rows * width).fill(0);
  for (let i = 0; i < rows; i++)
    for (let p = indptr[i]; p < indptr[i + 1]; p++)
      for (let c = 0; c < width; c++) y[i * width + c] += data[p] * x[indices[p] * width + c];
  return y;
}

test.each([
  { what: 'one vector, 32-bit values', given: matrix, width: 1 },
  { what: 'one vector, 64-bit values', given: inDoubles, width: 1 },
  { what: 'four vectors', given: inDoubles, width: 4 },
  { what: 'twelve vectors', given: inDoubles, width: 12 },
  { what: 'sixteen vectors', given: inDoubles, width: 16 },
])('the compiled product is the plain one: $what', ({ given, width }) => {
  const product = sparseProductArgs(given, width);
  product.x.forEach((_, i) => (product.x[i] = Math.sin(i)));
  sparseProduct.run(product, 0, 10);
  sparseProduct.run(product, 10, ROWS);
  const expected = plain(given, product.x, width);
  expected.forEach((value, i) => {
    expect(product.y[i]).toBeCloseTo(value, 12);
  });
});

test('the product with the transpose is the plain one, also of chosen rows and columns', () => {
  const whole = transposedProductArgs(matrix);
  whole.x.forEach((_, i) => (whole.x[i] = Math.sin(i)));
  sparseProduct.run(whole, 0, COLS);
  plain(transpose(matrix), whole.x, 1).forEach((value, i) => {
    expect(whole.y[i]).toBeCloseTo(value, 12);
  });
  const chosen = Uint32Array.of(11, 2, 22, 7, 3, 20);
  const part = transposedProductArgs(matrix, chosen);
  part.x.forEach((_, i) => (part.x[i] = Math.cos(i)));
  sparseProduct.run(part, 0, chosen.length);
  plain(transpose(submatrix(matrix, chosen, chosen)), part.x, 1).forEach((value, i) => {
    expect(part.y[i]).toBeCloseTo(value, 12);
  });
});

test('vectors are filled up to blocks of four', () => {
  expect([1, 4, 5, 18].map(blockWidth)).toEqual([4, 4, 8, 20]);
});

test('solving with the lower triangle gives what the triangle takes back', () => {
  const width = 12;
  const size = ROWS;
  const lower = sparseFromDense(
    Float64Array.from({ length: size * size }, (_, p) =>
      p % size < Math.floor(p / size) ? random.normal() / size : 0,
    ),
    size,
    size,
  );
  const product = sparseProductArgs({ ...lower, data: Float64Array.from(lower.data) }, 2 * width);
  const { memory, starts, ends, indices, values, x, y } = product;
  const scales = x.subarray(0, size).fill(0.5);
  const v = y.subarray(0, size * width).map((_, i) => Math.cos(i));
  y.set(v);
  const solution = y.subarray(size * width, 2 * size * width);
  sparseFunctions(memory).solveLower(
    size,
    ...[starts.byteOffset, ends.byteOffset, indices.byteOffset, values.byteOffset],
    ...[scales.byteOffset, y.byteOffset, solution.byteOffset, width],
  );
  const taken = plain(lower, solution.slice(), width);
  v.forEach((value, i) => {
    expect(2 * solution[i] - taken[i]).toBeCloseTo(value, 6);
  });
});
