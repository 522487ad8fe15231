import { expect, test } from 'vitest';

import { createRandom } from '../../data/random.ts';
import { dot } from '../../data/vectors.ts';
import { bandEigenvectors } from './bandEigenvectors.ts';
import { eigenTails } from './symmetricEigen.ts';

const SIZE = 50;
const WIDTH = 3;

function checkEigenvectors(matrix: Float64Array, values: ArrayLike<number>): void {
  const vectors = bandEigenvectors(matrix, SIZE, WIDTH, values, createRandom(1, 'start'));
  vectors.forEach((vector, k) => {
    vectors.forEach((other, l) => {
      expect(dot(vector, other)).toBeCloseTo(k === l ? 1 : 0, 12);
    });
    for (let i = 0; i < SIZE; i++) {
      let image = 0;
      for (let j = 0; j < SIZE; j++)
        image += vector[j] * (j <= i ? matrix[i * SIZE + j] : matrix[j * SIZE + i]);
      expect(image).toBeCloseTo(values[k] * vector[i], 11);
    }
  });
}

test('vectors of the largest eigenvalues of a band matrix', () => {
  const random = createRandom(1, 'band');
  const matrix = new Float64Array(SIZE * SIZE);
  for (let i = 0; i < SIZE; i++)
    for (let j = Math.max(0, i - WIDTH); j <= i; j++) matrix[i * SIZE + j] = random.normal();
  const values = eigenTails(matrix.slice(), SIZE, 1).values.toSorted((a, b) => b - a);
  checkEigenvectors(matrix, values.subarray(0, 12));
});

test('an eigenvalue that occurs several times gets as many vectors, also where it is 0', () => {
  const blocks = new Float64Array(SIZE * SIZE);
  for (let i = 0; i + 1 < SIZE; i += 2) blocks[(i + 1) * SIZE + i] = 1;
  checkEigenvectors(blocks, [1, 1, 1, 1, 1]);
  checkEigenvectors(new Float64Array(SIZE * SIZE), [0, 0, 0]);
});
