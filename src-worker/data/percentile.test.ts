import { describe, expect, it } from 'vitest';

import { percentile, percentileInPlace, percentilesInPlace, select } from './percentile.ts';
import { createRandom } from './random.ts';

describe('percentile', () => {
  it('interpolates linearly between ranks', () => {
    expect(percentile([4, 1, 3, 2], 50)).toBe(2.5);
    expect(percentile([1, 2, 3, 4], 95)).toBeCloseTo(3.85, 12);
    expect(percentile([7], 98)).toBe(7);
  });

  it('returns a value itself at a whole rank, also at both ends', () => {
    const values = Float32Array.from({ length: 21 }, (_, i) => 0.1 * (20 - i));
    expect(percentile(values, 95)).toBe(values[1]);
    expect(percentile(values, 0)).toBe(0);
    expect(percentile(values, 100)).toBe(values[0]);
  });

  it('has no value for no values', () => {
    expect(percentile([], 50)).toBeNaN();
  });

  it('agrees with sorting, whatever the order and however many ties', () => {
    const random = createRandom(1, 'percentile');
    for (let n = 1; n < 60; n++) {
      const values = Float64Array.from({ length: n }, () => random.integer(1 + (n % 7) * 5));
      const sorted = values.slice().sort();
      for (const p of [0, 5, 33, 50, 95, 98, 100]) {
        const rank = (n - 1) * (p / 100);
        const k = Math.floor(rank);
        const expected = sorted[k] + ((sorted[k + 1] ?? sorted[k]) - sorted[k]) * (rank - k);
        expect(percentileInPlace(values.slice(), p)).toBeCloseTo(expected, 12);
      }
    }
  });

  it('agrees with sorting among thousands of values, also where they are in order or all the same', () => {
    const random = createRandom(3, 'many');
    const n = 5000;
    for (const value of [
      () => random.normal(),
      (i: number) => i,
      (i: number) => -i,
      (i: number) => i % 13,
      () => 4,
    ]) {
      const values = Float64Array.from({ length: n }, (_, i) => value(i));
      const sorted = values.slice().sort();
      for (const k of [0, 1, 250, 2500, 4750, 4998, 4999]) {
        const own = values.slice();
        expect(select(own, k)).toBe(sorted[k]);
        expect(Math.max(...own.subarray(0, k + 1))).toBe(sorted[k]);
        expect(own.slice().sort()).toEqual(sorted);
      }
    }
  });

  it('takes several at once, each as if it were sought alone', () => {
    const random = createRandom(2, 'percentiles');
    for (let n = 0; n < 60; n++) {
      const values = Float64Array.from({ length: n }, () => random.integer(1 + (n % 7) * 5));
      const ascending = [0, 15, 50, 50, 98, 99.9, 100];
      expect(percentilesInPlace(values.slice(), ascending)).toEqual(
        ascending.map((p) => percentile(values, p)),
      );
    }
  });
});
