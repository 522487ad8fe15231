import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { expect, test } from 'vitest';

import { createRandom } from '../../data/random.ts';
import { eigenTails } from './symmetricEigen.ts';

const random = createRandom(3, 'symmetric');

function symmetric(size: number, value: (i: number, j: number) => number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) matrix[i * size + j] = matrix[j * size + i] = value(i, j);
  return matrix;
}

function ascending(values: ArrayLike<number>): number[] {
  return Array.from(values, (_, i) => i).sort((a, b) => values[a] - values[b]);
}

test.each([
  ['full', 40, () => random.normal()],
  ['band', 60, (i: number, j: number) => (i - j <= 8 ? random.normal() : 0)],
  ['nearly diagonal', 30, (i: number, j: number) => (i === j ? 2 ** i : 1e-6 * random.normal())],
])('eigenvalues and last components of a %s matrix are those of ml-matrix', (_name, size, value) => {
  const matrix = symmetric(size, value);
  const reference = new EigenvalueDecomposition(Matrix.from1DArray(size, size, matrix), {
    assumeSymmetric: true,
  });
  const { values, tails } = eigenTails(matrix.slice(), size, 5);
  const largest = Math.max(...values.map(Math.abs));
  const theirs = ascending(reference.realEigenvalues);
  ascending(values).forEach((e, k) => {
    expect(Math.abs(values[e] - reference.realEigenvalues[theirs[k]])).toBeLessThan(1e-13 * size * largest);
    for (let t = 0; t < 5; t++) {
      const component = reference.eigenvectorMatrix.get(size - 5 + t, theirs[k]);
      expect(Math.abs(tails[5 * e + t])).toBeCloseTo(Math.abs(component), 9);
    }
  });
});

test('a diagonal matrix and one of one number are their own', () => {
  const diagonal = symmetric(4, (i, j) => (i === j ? 4 - i : 0));
  expect(eigenTails(diagonal, 4, 1)).toEqual({
    values: Float64Array.of(4, 3, 2, 1),
    tails: Float64Array.of(0, 0, 0, 1),
  });
  expect(eigenTails(Float64Array.of(7), 1, 1).values).toEqual(Float64Array.of(7));
});
