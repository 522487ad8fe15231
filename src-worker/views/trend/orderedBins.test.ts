import { describe, expect, it } from 'vitest';

import { binMajorities, binMeans, orderedBins, peakOf, scaledRow } from './orderedBins.ts';

describe('bins of ordered cells', () => {
  it('hold the cells by their coordinate, as many in each, without those that have none', () => {
    const bins = orderedBins([5, Number.NaN, 1, 3, 2, 4, Infinity], 2);
    expect([...bins.order]).toEqual([2, 4, 3, 5, 0]);
    expect([...bins.offsets]).toEqual([0, 2, 5]);
  });

  it('are no more than the cells', () => {
    expect([...orderedBins([2, 1], 100).offsets]).toEqual([0, 1, 2]);
    expect([...orderedBins([Number.NaN], 100).offsets]).toEqual([0]);
  });

  it('have means of what is known', () => {
    const bins = orderedBins([0, 1, 2, 3], 2);
    expect([...binMeans([1, 3, Number.NaN, Number.NaN], bins)]).toEqual([2, Number.NaN]);
    expect([...binMeans([1, Number.NaN, 4, 8], bins)]).toEqual([1, 6]);
  });

  it('have the label of most of their cells', () => {
    const bins = orderedBins([0, 1, 2, 3, 4, 5, 6, 7, 8], 3);
    expect([...binMajorities([1, 1, 0, 2, 1, -1, -1, -1, -1], bins)]).toEqual([1, 1, -1]);
  });
});

describe('a row of a heatmap', () => {
  it('goes from 0 to 1 or has mean 0 and deviation 1', () => {
    expect([...scaledRow(Float64Array.of(2, 4, Number.NaN, 6), 'unit')]).toEqual([0, 0.5, Number.NaN, 1]);
    const scores = scaledRow(Float64Array.of(1, 3, 1, 3), 'zscore');
    expect([...scores]).toEqual([-1, 1, -1, 1]);
  });

  it('is 0 where all values are equal and missing where all are', () => {
    expect([...scaledRow(Float64Array.of(3, Number.NaN, 3), 'zscore')]).toEqual([0, Number.NaN, 0]);
    expect([...scaledRow(Float64Array.of(Number.NaN), 'unit')]).toEqual([Number.NaN]);
  });

  it('peaks where it is high for long, not where one bin is', () => {
    const row = Float64Array.from({ length: 200 }, (_, b) => Math.exp(-(((b - 150) / 20) ** 2)));
    expect(peakOf(row)).toBe(150);
    row[10] = 1.5;
    expect(peakOf(row)).toBe(150);
    expect(peakOf(new Float64Array(5).fill(Number.NaN))).toBe(5);
  });
});
