import { describe, expect, it } from 'vitest';

import { createChain } from './chain.ts';
import { stationaryDistribution } from './stationary.ts';
import { toSparse } from './syntheticFlow.ts';
import { workHere } from '../workHere.ts';

describe('stationaryDistribution', () => {
  it('agrees with detailed balance on two wells that exchange almost nothing', async () => {
    // A birth–death chain of two wells of 20 cells; the step between them is 1e−6.
    const n = 40;
    const up = (i: number): number => (i === n - 1 ? 0 : i === 19 ? 1e-6 : 0.3);
    const down = (i: number): number => (i === 0 ? 0 : i === 20 ? 3e-6 : 0.2);
    const rows = Array.from({ length: n }, (_, i) => {
      const row = new Map([[i, 1 - up(i) - down(i)]]);
      if (i > 0) row.set(i - 1, down(i));
      if (i < n - 1) row.set(i + 1, up(i));
      return row;
    });
    const chain = createChain(toSparse(rows), toSparse(rows.map(() => new Map<number, number>())), 0, false);
    const groups = Int32Array.from({ length: n }, (_, i) => (i < 20 ? 0 : 1));
    const { distribution, residual } = await stationaryDistribution(chain, groups, workHere);
    expect(residual).toBeLessThanOrEqual(1e-8);
    const expected = [1];
    for (let i = 1; i < n; i++) expected.push((expected[i - 1] * up(i - 1)) / down(i));
    const sum = expected.reduce((a, b) => a + b, 0);
    distribution.forEach((value, i) => {
      expect(Math.abs(value / (expected[i] / sum) - 1)).toBeLessThan(1e-3);
    });
  });

  it('keeps to each part without connection the share of its cells', async () => {
    const pair = (a: number, b: number): [number, number][] => [
      [a, 0.5],
      [b, 0.5],
    ];
    const rows = [new Map(pair(0, 1)), new Map(pair(0, 1)), new Map([[2, 1]])];
    const chain = createChain(toSparse(rows), toSparse(rows.map(() => new Map<number, number>())), 0, false);
    const { distribution } = await stationaryDistribution(chain, Int32Array.of(0, 0, 1), workHere);
    distribution.forEach((value) => {
      expect(value).toBeCloseTo(1 / 3, 6);
    });
  });
});
