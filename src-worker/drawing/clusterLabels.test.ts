import { describe, expect, it } from 'vitest';

import { categoryLabels } from './clusterLabels.ts';

describe('names of clusters', () => {
  it('lie at the median of their cells; those without a place count nowhere', () => {
    const positions = Float32Array.of(0, 0, 1, 10, 2, 20, NaN, NaN, 5, 5);
    const labels = categoryLabels(positions, [0, 0, 0, 0, -1], ['a', 'none']);
    expect(labels).toEqual([{ category: 0, text: 'a', x: 1, y: 10 }]);
  });

  it('stay near the median where only some of many cells are looked at', () => {
    const cells = 100_000;
    const positions = Float32Array.from({ length: 2 * cells }, (_, k) => k >> 1);
    const [{ x }] = categoryLabels(positions, new Uint8Array(cells), ['a very long name of a cluster']);
    expect(Math.abs(x - cells / 2)).toBeLessThan(cells / 1000);
  });
});
