import { expect, test } from 'vitest';

import { createRandom } from '../data/random.ts';
import { gramProduct, gramProductArgs, PRODUCT_WIDTH as WIDTH, type GramProductArgs } from './gramProduct.ts';

const ROWS = 23;
const COLUMNS = 9;
const CHUNK = 5;

/** A random matrix with rows of every length, also without an entry. */
function example(): GramProductArgs {
  const random = createRandom(1, 'gram');
  const rows = Array.from({ length: ROWS }, (_, i) =>
    Array.from({ length: COLUMNS }, (_, g) => g).filter((g) => (g * 7 + i) % 10 < i % 10),
  );
  const entries = rows.flat();
  const args = gramProductArgs(ROWS, COLUMNS, entries.length, CHUNK);
  rows.forEach((row, i) => (args.indptr[i + 1] = args.indptr[i] + row.length));
  args.indices.set(entries);
  for (let p = 0; p < entries.length; p++) args.data[p] = random.normal();
  for (let p = 0; p < args.x.length; p++) args.x[p] = random.normal();
  args.shift.set([0.5, -1, 2, 0]);
  return args;
}

/** The same without WebAssembly, for one chunk. */
function plainly(args: GramProductArgs, chunk: number): { product: Float64Array; sums: Float64Array } {
  const { indptr, indices, data, x, shift } = args;
  const product = new Float64Array(COLUMNS * WIDTH);
  const sums = new Float64Array(WIDTH);
  for (let i = chunk * CHUNK; i < Math.min(ROWS, (chunk + 1) * CHUNK); i++) {
    for (let c = 0; c < WIDTH; c++) {
      let along = -shift[c];
      for (let p = indptr[i]; p < indptr[i + 1]; p++) along += data[p] * x[indices[p] * WIDTH + c];
      sums[c] += along;
      for (let p = indptr[i]; p < indptr[i + 1]; p++) product[indices[p] * WIDTH + c] += data[p] * along;
    }
  }
  return { product, sums };
}

test('the compiled product is that of its plain twin, for every chunk', () => {
  const args = example();
  gramProduct.run(args, 0, 5);
  for (let chunk = 0; chunk < 5; chunk++) {
    const { product, sums } = plainly(args, chunk);
    const size = product.length;
    for (let p = 0; p < size; p++) expect(args.out[chunk * size + p]).toBeCloseTo(product[p], 10);
    for (let c = 0; c < WIDTH; c++) expect(args.sums[chunk * WIDTH + c]).toBeCloseTo(sums[c], 10);
  }
});

test('the same bits come out however the chunks are cut, and again', () => {
  const args = example();
  gramProduct.run(args, 0, 5);
  const whole = args.out.slice();
  for (const chunk of [3, 0, 4, 2, 1]) gramProduct.run(args, chunk, chunk + 1);
  expect(args.out).toEqual(whole);
});
