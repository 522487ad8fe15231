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
  const x = block(GENES, 4);
  const y = block(CELLS, 3);
  const pairs = [
    [await parts.gramTimes(x), await whole.gramTimes(x)],
    [await parts.times(x, 4), await whole.times(x, 4)],
    [await parts.transposeTimes(y, 3), await whole.transposeTimes(y, 3)],
  ];
  for (const [inParts, inOne] of pairs)
    inOne.forEach((value, p) => {
      expect(inParts[p]).toBeCloseTo(value, 9);
    });
});

test('the Gram matrix is the transpose times the matrix', async () => {
  const centred = centredLogarithms(matrix, workHere.parallel);
  const x = block(GENES, 4);
  const expected = await centred.transposeTimes(await centred.times(x, 4), 4);
  (await centred.gramTimes(x)).forEach((value, p) => {
    expect(value).toBeCloseTo(expected[p], 9);
  });
});
