import { expect, test } from 'vitest';

import { createRandom } from '../../data/random.ts';
import { GRID, kernelDensity, normalSurvival, upperMode } from './bimodality.ts';

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

test.each([0.02, 0.3, 3])(
  'the binned density is that of the values one by one: bandwidth %f',
  (bandwidth) => {
    const random = createRandom(4, 'density');
    const values = Float64Array.from({ length: 400 }, () => random.normal() ** 2);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const step = (high - low) / (GRID - 1);
    const density = kernelDensity(values, low, step, bandwidth);
    const exact = density.map((_, k) =>
      values.reduce((sum, value) => sum + Math.exp(-0.5 * ((value - low - k * step) / bandwidth) ** 2), 0),
    );
    const scale = values.length * bandwidth * Math.sqrt(2 * Math.PI);
    const highest = Math.max(...exact);
    density.forEach((value, k) => {
      expect(Math.abs(value * scale - exact[k])).toBeLessThan(1e-3 * highest);
    });
  },
);
