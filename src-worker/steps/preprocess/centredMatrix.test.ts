import { expect, test } from 'vitest';

import { createRandom } from '../../data/random.ts';
import { sparseFromDense } from '../../data/sparse.ts';
import { workHere } from '../workHere.ts';
import { centredLogarithms } from './centredMatrix.ts';

const CELLS = 150;
const GENES = 11;
const random = createRandom(2, 'centred');
const counts = Array.from({ length: CELLS * GENES }, () => Math.max(0, Math.round(3 * random.normal())));
const matrix = sparseFromDense(counts, CELLS, GENES);
const block = (rows: number, width: number): Float64Array =>
  Float64Array.from({ length: rows * width }, () => random.normal());

test('a matrix that does not fit one memory gives what it gives in one', async () => {
  const whole = centredLogarithms(matrix, workHere.parallel);
  const parts = centredLogarithms(matrix, workHere.parallel, 100);
  expect(parts.totalSquares).toBe(whole.totalSquares);
  const x = block(GENES, 8);
  const y = block(CELLS, 3);
  const pairs = [
    [await parts.gramTimes(x), await whole.gramTimes(x)],
    [await parts.times(x, 8), await whole.times(x, 8)],
    [await parts.transposeTimes(y, 3), await whole.transposeTimes(y, 3)],
  ];
  for (const [inParts, inOne] of pairs)
    inOne.forEach((value, p) => {
      expect(inParts[p]).toBeCloseTo(value, 9);
    });
});

test('the Gram matrix is the transpose times the matrix, within the seventh digit', async () => {
  const centred = centredLogarithms(matrix, workHere.parallel);
  const x = block(GENES, 8);
  const expected = await centred.transposeTimes(await centred.times(x, 8), 8);
  const largest = Math.max(...expected.map(Math.abs));
  (await centred.gramTimes(x)).forEach((value, p) => {
    expect(Math.abs(value - expected[p])).toBeLessThan(2e-7 * largest);
  });
});

test('any number of columns is multiplied with', async () => {
  const centred = centredLogarithms(matrix, workHere.parallel);
  const x = block(GENES, 19);
  const product = await centred.times(x, 19);
  for (const [i, c] of [
    [0, 0],
    [77, 9],
    [149, 18],
  ]) {
    let expected = 0;
    for (let g = 0; g < GENES; g++) {
      const column = Array.from({ length: CELLS }, (_, k) => Math.fround(Math.log1p(counts[k * GENES + g])));
      const mean = column.reduce((a, b) => a + b) / CELLS;
      expected += (column[i] - mean) * x[g * 19 + c];
    }
    expect(product[i * 19 + c]).toBeCloseTo(expected, 12);
  }
});
