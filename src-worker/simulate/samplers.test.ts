import { describe, expect, it } from 'vitest';

import { createRandom } from '../data/random.ts';
import { gamma, overdispersedCount, poisson } from './samplers.ts';

const DRAWS = 40_000;

function moments(draw: () => number): { mean: number; variance: number } {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < DRAWS; i++) {
    const value = draw();
    sum += value;
    squares += value * value;
  }
  return { mean: sum / DRAWS, variance: squares / DRAWS - (sum / DRAWS) ** 2 };
}

describe('samplers', () => {
  it.each([0.3, 1, 7.5])('draw gamma variates of shape %d with that mean and variance', (shape) => {
    const random = createRandom(1, 'gamma');
    const { mean, variance } = moments(() => gamma(random, shape));
    expect(mean / shape).toBeCloseTo(1, 1);
    expect(Math.abs(variance / shape - 1)).toBeLessThan(0.1);
  });

  it.each([0.05, 3, 11.9, 12.1, 400])(
    'draw Poisson variates of mean %d with that mean and variance',
    (rate) => {
      const random = createRandom(2, 'poisson');
      const { mean, variance } = moments(() => poisson(random, rate));
      expect(Math.abs(mean / rate - 1)).toBeLessThan(0.06);
      expect(Math.abs(variance / rate - 1)).toBeLessThan(0.08);
    },
  );

  it('agree above and below the change of method, value by value', () => {
    const random = createRandom(3, 'tails');
    const share = (rate: number): number => {
      let above = 0;
      for (let i = 0; i < DRAWS; i++) if (poisson(random, rate) > 16) above++;
      return above / DRAWS;
    };
    // P(X > 16) at rate 12 is 0.1013.
    expect(Math.abs(share(12) - 0.1013)).toBeLessThan(0.006);
    expect(Math.abs(share(12.0001) - 0.1013)).toBeLessThan(0.006);
  });

  it.each([
    [0.2, 0.1],
    [5, 0.5],
    [5, 8],
    [30, 0.1],
    [5, 0],
  ])('draw counts of mean %d at dispersion %d with the variance m + φ m²', (rate, dispersion) => {
    const random = createRandom(4, 'counts');
    const { mean, variance } = moments(() => overdispersedCount(random, rate, dispersion));
    expect(Math.abs(mean / rate - 1)).toBeLessThan(0.06);
    expect(Math.abs(variance / (rate + dispersion * rate * rate) - 1)).toBeLessThan(0.12);
  });

  it('draw 0 where the mean is 0', () => {
    const random = createRandom(5, 'zero');
    expect(poisson(random, 0)).toBe(0);
    expect(overdispersedCount(random, 0, 0.1)).toBe(0);
  });
});
