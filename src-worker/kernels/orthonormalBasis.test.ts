import { expect, test } from 'vitest';

import { createRandom } from '../data/random.ts';
import { dot, norm, scaleBy } from '../data/vectors.ts';
import { BLOCK_WIDTH, orthonormalBasis, type OrthonormalBasis } from './orthonormalBasis.ts';

const LENGTH = 10_001;
const random = createRandom(1, 'basis');

function fill(basis: OrthonormalBasis): void {
  for (const vector of basis.block()) for (let i = 0; i < LENGTH; i++) vector[i] = random.normal();
}

/** A basis of 14 vectors, which takes more than the first page of memory. */
function example(): OrthonormalBasis {
  const basis = orthonormalBasis(LENGTH, 40);
  for (let k = 0; k < 14; k++) {
    fill(basis);
    basis.project(0);
    basis.project(0);
    const [vector] = basis.block();
    scaleBy(vector, 1 / norm(vector));
    basis.append(1);
  }
  return basis;
}

test('vectors that were projected and appended are orthonormal', () => {
  const vectors = example().vectors();
  expect(vectors.length).toBe(14);
  vectors.forEach((a, i) => {
    vectors.forEach((b, j) => {
      expect(dot(a, b)).toBeCloseTo(i === j ? 1 : 0, 14);
    });
  });
});

test('what is taken away of a block and what is left make up what was there', () => {
  const basis = example();
  fill(basis);
  const before = basis.block().map((vector) => vector.slice());
  const coefficients = basis.project(3);
  const vectors = basis.vectors();
  const block = basis.block();
  for (let c = 0; c < BLOCK_WIDTH; c++) {
    expect([...coefficients[c].subarray(0, 3)]).toEqual([0, 0, 0]);
    for (let b = 3; b < 14; b++) {
      expect(coefficients[c][b]).toBeCloseTo(dot(before[c], vectors[b]), 9);
      expect(dot(block[c], vectors[b])).toBeCloseTo(0, 9);
    }
    for (const i of [0, 5000, LENGTH - 1]) {
      const along = vectors.reduce((sum, vector, b) => sum + coefficients[c][b] * vector[i], 0);
      expect(block[c][i] + along).toBeCloseTo(before[c][i], 9);
    }
  }
});

test('several vectors of a block become the last of the basis', () => {
  const basis = example();
  fill(basis);
  const before = basis.block().map((vector) => vector.slice());
  basis.append(5);
  expect(basis.size).toBe(19);
  expect(basis.vectors().slice(14)).toEqual(before.slice(0, 5));
});
