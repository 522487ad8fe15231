import { expect, test } from 'vitest';

import { createRandom } from '../../data/random.ts';
import { normalSurvival, upperMode } from './bimodality.ts';

test('the tail of the normal distribution is that of tables', () => {
  expect(normalSurvival(0)).toBeCloseTo(0.5, 7);
  expect(normalSurvival(1.959964)).toBeCloseTo(0.025, 7);
  expect(normalSurvival(-1.959964)).toBeCloseTo(0.975, 7);
  expect(normalSurvival(5) / 2.866516e-7).toBeCloseTo(1, 5);
});

test('two separate modes are told from one, and the upper one is found', () => {
  const random = createRandom(3, 'modes');
  const two = Float64Array.from(
    { length: 1000 },
    (_, i) => (i % 2 ? 0.1 : 0.9) * 0.1 + 0.002 * random.normal(),
  );
  const one = Float64Array.from({ length: 1000 }, () => 0.05 + 0.02 * random.uniform());
  expect(upperMode(two).pValue).toBeLessThan(1e-3);
  expect(Math.abs(upperMode(two).upperMode - 0.09)).toBeLessThan(0.004);
  expect(upperMode(one.map((value) => 100 * value)).pValue).toBeGreaterThan(1e-3);
});

test('equal values have no second mode', () => {
  expect(upperMode(new Float64Array(10).fill(2))).toEqual({ pValue: 1, upperMode: 0 });
  expect(upperMode(Float64Array.of(2))).toEqual({ pValue: 1, upperMode: 0 });
});
