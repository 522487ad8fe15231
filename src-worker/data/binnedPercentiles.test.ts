import { expect, it } from 'vitest';

import { createBinnedPercentiles } from './binnedPercentiles.ts';
import { percentile } from './percentile.ts';
import { createRandom } from './random.ts';

const ASCENDING = [0, 15, 20, 50, 50, 98, 99.9, 100];

it('finds the percentiles that sorting finds, whatever the values look like', () => {
  const random = createRandom(3, 'bins');
  const shapes: ((i: number) => number)[] = [
    () => random.uniform(),
    () => Math.exp(8 * random.normal()),
    () => random.integer(4),
    () => 1 + 1e-9 * random.uniform(), // all in one bin
    (i) => (i % 10 === 0 ? 1e30 : 0),
    () => 0,
  ];
  for (const n of [1, 2, 3, 50, 999, 1000]) {
    const percentiles = createBinnedPercentiles(n, ASCENDING);
    for (const shape of shapes) {
      const values = Float64Array.from({ length: n }, (_, i) => shape(i));
      const kept = values.slice();
      expect([...percentiles(values)]).toEqual(ASCENDING.map((p) => percentile(values, p)));
      expect(values).toEqual(kept);
    }
  }
});

it('has no values for none', () => {
  const none = createBinnedPercentiles(0, [15, 50])(new Float64Array(0));
  expect([...none]).toEqual([Number.NaN, Number.NaN]);
});
