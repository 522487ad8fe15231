import { expect, test } from 'vitest';

import { addScaled, dot, norm, scaleBy } from './vectors.ts';

test('vectors are multiplied, measured, added and scaled', () => {
  const a = Float64Array.of(3, 4);
  expect(norm(a)).toBe(5);
  addScaled(a, Float64Array.of(1, -1), 2);
  expect([...a]).toEqual([5, 2]);
  scaleBy(a, -1);
  expect(dot(a, Float64Array.of(1, 10))).toBe(-25);
});
