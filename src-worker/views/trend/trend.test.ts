import { describe, expect, it } from 'vitest';

import { createRandom } from '../../data/random.ts';
import { trendMaker } from './trend.ts';

const even = (n: number): number[] => Array.from({ length: n }, (_, i) => i / (n - 1));

function expectClose(actual: ArrayLike<number>, expected: (k: number) => number, tolerance: number): void {
  for (let k = 0; k < actual.length; k++)
    expect(Math.abs(actual[k] - expected(k)), `at point ${k}`).toBeLessThanOrEqual(tolerance);
}

describe('a trend', () => {
  it('of a constant is that constant with a band of no width', () => {
    const trend = trendMaker(even(50))(new Array(50).fill(3));
    expectClose(trend.mean, () => 3, 1e-12);
    expectClose(trend.low, () => 3, 1e-6);
    expectClose(trend.high, () => 3, 1e-6);
  });

  it('of a straight line is that line up to its ends, however uneven the cells lie', () => {
    const x = even(80).map((t) => t ** 3);
    const trend = trendMaker(x)(x.map((t) => 5 - 7 * t));
    expect([trend.at[0], trend.at[149]]).toEqual([0, 1]);
    const known = [...trend.mean.keys()].filter((k) => !Number.isNaN(trend.mean[k]));
    expect(known.length).toBeGreaterThan(100);
    for (const k of known) expect(trend.mean[k]).toBeCloseTo(5 - 7 * trend.at[k], 9);
  });

  it('of counts that rise from nothing is never negative, nor is its band', () => {
    const x = even(200);
    const trend = trendMaker(x)(x.map((t) => (t > 0.7 ? 100 * (t - 0.7) : 0)));
    for (const end of ['mean', 'low', 'high'] as const)
      expect(Math.min(...trend[end].filter((value) => !Number.isNaN(value)))).toBeGreaterThanOrEqual(0);
  });

  it('of a sine with noise comes near the sine, and its band holds it nearly everywhere', () => {
    const random = createRandom(4);
    const x = Array.from({ length: 2000 }, () => random.uniform());
    const truth = (t: number): number => Math.sin(2 * Math.PI * t);
    const trend = trendMaker(x)(x.map((t) => truth(t) + 0.3 * random.normal()));
    expectClose(trend.mean, (k) => truth(trend.at[k]), 0.12);
    const inside = trend.at.filter((t, k) => trend.low[k] <= truth(t) && truth(t) <= trend.high[k]);
    expect(inside.length).toBeGreaterThan(0.8 * trend.at.length);
  });

  it('has a band that holds the mean 95 times in 100 where the mean is straight', () => {
    const x = even(300);
    let held = 0;
    for (let seed = 0; seed < 200; seed++) {
      const random = createRandom(seed, 'band');
      const trend = trendMaker(x, 21)(x.map((t) => 2 * t + 0.5 * random.normal()));
      if (trend.low[10] <= 1 && 1 <= trend.high[10]) held++;
    }
    expect(held / 200).toBeGreaterThan(0.9);
    expect(held / 200).toBeLessThan(0.99);
  });

  it('has a wider band where values are more spread and where cells are fewer', () => {
    const random = createRandom(1);
    const x = Array.from({ length: 3000 }, () => random.uniform() ** 2);
    const spread = trendMaker(x)(x.map((t) => (t < 0.5 ? 0.1 : 1) * random.normal()));
    const width = (k: number): number => spread.high[k] - spread.low[k];
    expect(width(112)).toBeGreaterThan(4 * width(37));
    const level = trendMaker(x)(x.map(() => random.normal()));
    expect(level.high[130] - level.low[130]).toBeGreaterThan(1.5 * (level.high[20] - level.low[20]));
  });

  it('follows the cells that have weight', () => {
    const x = even(200).flatMap((t) => [t, t]);
    const y = x.map((_, i) => (i % 2 === 0 ? 1 : 9));
    const trend = trendMaker(x)(
      y,
      y.map((value) => (value === 1 ? 0.8 : 0)),
    );
    expectClose(trend.mean, () => 1, 1e-12);
    expect(trend.cells).toBe(200);
    const half = trendMaker(x)(
      y,
      y.map((value) => (value === 1 ? 0.75 : 0.25)),
    );
    expectClose(half.mean, () => 3, 0.2);
  });

  it('does not change when all weights are smaller by one factor, as long as they are enough', () => {
    const random = createRandom(2);
    const x = even(500);
    const y = x.map((t) => t * t + 0.1 * random.normal());
    const [whole, part] = [trendMaker(x)(y), trendMaker(x)(y, new Float32Array(500).fill(0.5))];
    expectClose(part.mean, (k) => whole.mean[k], 1e-9);
    expectClose(part.low, (k) => whole.low[k], 1e-9);
  });

  it('leaves out cells without a value, a time or a weight', () => {
    const x = [...even(40), Number.NaN, 0.5, 0.5, 0.5];
    const y = [...even(40), 7, Number.NaN, Infinity, 7];
    const weights = [...new Array<number>(43).fill(1), Number.NaN];
    const trend = trendMaker(x)(y, weights);
    expect(trend.cells).toBe(40);
    expectClose(trend.mean, (k) => trend.at[k], 1e-9);
  });

  it('of very many cells, taken in groups, is that of each of them', () => {
    const random = createRandom(6);
    const x = Array.from({ length: 5001 }, () => random.uniform());
    const y = x.map((t) => 1000 + Math.sin(5 * t) + 0.2 * random.normal());
    const weights = x.map(() => random.uniform());
    const all = trendMaker(x)(y, weights);
    const fewer = trendMaker(x.slice(0, 5000))(y.slice(0, 5000), weights.slice(0, 5000));
    expect(all.cells).toBe(5001);
    expect(all.bandwidth / fewer.bandwidth).toBeCloseTo(1, 2);
    // One cell more changes next to nothing, and neither does grouping.
    expectClose(all.mean, (k) => fewer.mean[k], 0.01);
    expectClose(all.low, (k) => fewer.low[k], 0.01);
    const line = trendMaker(x)(x.map((t) => 3 - 2 * t));
    expectClose(line.mean, (k) => 3 - 2 * line.at[k], 1e-9);
  });

  it('is the mean where all cells have one time', () => {
    const trend = trendMaker(new Array(10).fill(2))([1, 3, 1, 3, 1, 3, 1, 3, 1, 3]);
    expectClose(trend.mean, () => 2, 1e-12);
    expect(trend.at.every((t) => t === 2)).toBe(true);
  });

  it('takes many cells at few times, as of samples', () => {
    const x = even(300).map((t) => Math.round(3 * t) / 3);
    const trend = trendMaker(x)(x.map((t) => 4 * t));
    expect(trend.mean[0]).toBeCloseTo(0, 6);
    expect(trend.mean[149]).toBeCloseTo(4, 6);
  });

  it('says nothing where there are too few cells, such as in a gap or of none', () => {
    const x = even(100).map((t) => (t < 0.5 ? 0.2 * t : 0.9 + 0.2 * (t - 0.5)));
    const trend = trendMaker(x)(x.map((t) => Math.sin(40 * t)));
    expect(trend.mean[75]).toBeNaN();
    expect(trend.mean[3]).not.toBeNaN();
    expect([...trendMaker([0, 1])([1, 2]).mean].every(Number.isNaN)).toBe(true);
    expect([...trendMaker([])([]).mean].every(Number.isNaN)).toBe(true);
  });
});
