import { expect, test } from 'vitest';

import { nextCheck } from './convergence.ts';

test('the first look comes with three vectors for each axis', () => {
  expect(nextCheck([], 30, 1e-8)).toBe(90);
});

test('the next look comes where the residual is expected to meet the tolerance', () => {
  const falling = [
    { vectors: 100, residual: 1e-4 },
    { vectors: 110, residual: 1e-6 },
  ];
  expect(nextCheck(falling, 30, 1e-8)).toBeCloseTo(120, 9);
});

test('a residual that falls slowly, or not yet, is looked at again before the basis is a quarter larger', () => {
  const slow = [
    { vectors: 100, residual: 1e-2 },
    { vectors: 120, residual: 0.9e-2 },
  ];
  expect(nextCheck(slow, 30, 1e-8)).toBe(150);
  expect(nextCheck([...slow, { vectors: 150, residual: 2e-2 }], 30, 1e-8)).toBe(187.5);
});
