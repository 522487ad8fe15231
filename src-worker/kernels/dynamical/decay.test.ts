import { expect, test } from 'vitest';

import { decay } from './decay.ts';

test('the fast exponential is that of Math.exp to the last digits', () => {
  for (let x = 0; x > -690; x -= 0.0371) expect(Math.abs(decay(x) / Math.exp(x) - 1)).toBeLessThan(1e-13);
});

test('the fast exponential is defined everywhere', () => {
  expect(decay(0)).toBe(1);
  expect(decay(-0)).toBe(1);
  expect(decay(-1e-300)).toBe(1);
  expect(decay(-1000)).toBe(0);
  expect(decay(-Infinity)).toBe(0);
  expect(decay(1)).toBe(Math.E);
  expect(decay(Number.NaN)).toBeNaN();
});
