import { expect, test } from 'vitest';

import { addScaled, combination, dot, norm, scaleBy } from './vectors.ts';

test('vectors are multiplied, measured, added and scaled', () => {
  const a = Float64Array.of(3, 4);
  expect(norm(a)).toBe(5);
  addScaled(a, Float64Array.of(1, -1), 2);
  expect([...a]).toEqual([5, 2]);
  scaleBy(a, -1);
  expect(dot(a, Float64Array.of(1, 10))).toBe(-25);
});

test('sums are whole however many columns or items there are', () => {
  for (let count = 1; count <= 9; count++) {
    const columns = Array.from({ length: count }, (_, k) =>
      Float64Array.from({ length: count }, (_, i) => i + k),
    );
    const weights = Float64Array.from({ length: count }, (_, k) => k + 1);
    const plain = Array.from({ length: count }, (_, i) =>
      weights.reduce((sum, w, k) => sum + w * (i + k), 0),
    );
    expect([...combination(columns, weights)]).toEqual(plain);
    expect(dot(weights, columns[0])).toBe(weights.reduce((sum, w, k) => sum + w * k, 0));
  }
});
