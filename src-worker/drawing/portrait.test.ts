import { expect, it } from 'vitest';

import { portraitEnd } from './portrait.ts';

it('leaves room beyond the largest value of a portrait, whatever is missing', () => {
  expect(portraitEnd([1, Number.NaN, 50, Infinity, -3])).toBeCloseTo(52);
  expect(portraitEnd([0, Number.NaN])).toBe(1);
  expect(portraitEnd([])).toBe(1);
});
