import { expect, test } from 'vitest';

import { createRandom } from '../data/random.ts';
import {
  centredProduct,
  gramProduct,
  gramProductArgs,
  PRODUCT_WIDTH as WIDTH,
  type GramProductArgs,
} from './gramProduct.ts';

const ROWS = 301;
const COLUMNS = 9;
/** More than are added up in single precision. */
const CHUNK = 140;
const CHUNKS = 3;
const { fround } = Math;

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
  for (const array of [args.data, args.x, args.exactX])
    for (let p = 0; p < array.length; p++) array[p] = random.normal();
  for (const array of [args.shift, args.exactShift]) array.set([0.5, -1, 2, 0, 0.1, -0.3, 4, 1]);
  return args;
}

/** The same without WebAssembly, for one chunk, to the bit. */
function plainly(args: GramProductArgs, chunk: number): { product: Float64Array; sums: Float64Array } {
  const { indptr, indices, data, x, shift } = args;
  const product = new Float64Array(COLUMNS * WIDTH);
  const sums = new Float64Array(WIDTH);
  const end = Math.min(ROWS, (chunk + 1) * CHUNK);
  for (let start = chunk * CHUNK; start < end; start += 128) {
    const partial = new Float32Array(COLUMNS * WIDTH);
    for (let i = start; i < Math.min(end, start + 128); i++) {
      for (let c = 0; c < WIDTH; c++) {
        const halves = [-shift[c], 0];
        for (let p = indptr[i]; p < indptr[i + 1]; p++) {
          const half = (p - indptr[i]) % 2;
          halves[half] = fround(halves[half] + fround(data[p] * x[indices[p] * WIDTH + c]));
        }
        const along = fround(halves[0] + halves[1]);
        sums[c] += along;
        for (let p = indptr[i]; p < indptr[i + 1]; p++) {
          const q = indices[p] * WIDTH + c;
          partial[q] = fround(partial[q] + fround(data[p] * along));
        }
      }
    }
    for (let q = 0; q < product.length; q++) product[q] += partial[q];
  }
  return { product, sums };
}

test('the compiled product is that of its plain twin, for every chunk', () => {
  const args = example();
  gramProduct.run(args, 0, CHUNKS);
  for (let chunk = 0; chunk < CHUNKS; chunk++) {
    const { product, sums } = plainly(args, chunk);
    const size = product.length;
    expect(args.out.slice(chunk * size, (chunk + 1) * size)).toEqual(product);
    expect(args.sums.slice(chunk * WIDTH, (chunk + 1) * WIDTH)).toEqual(sums);
  }
});

test('the same bits come out however the chunks are cut, and again', () => {
  const args = example();
  gramProduct.run(args, 0, CHUNKS);
  const whole = args.out.slice();
  for (const chunk of [2, 0, 1]) gramProduct.run(args, chunk, chunk + 1);
  expect(args.out).toEqual(whole);
});

test('rows are multiplied in double precision', () => {
  const args = example();
  centredProduct.run(args, 200, ROWS);
  centredProduct.run(args, 0, 200);
  for (let i = 0; i < ROWS; i++) {
    for (let c = 0; c < WIDTH; c++) {
      let along = -args.exactShift[c];
      for (let p = args.indptr[i]; p < args.indptr[i + 1]; p++)
        along += args.data[p] * args.exactX[args.indices[p] * WIDTH + c];
      expect(args.exactOut[i * WIDTH + c]).toBe(along);
    }
  }
});
