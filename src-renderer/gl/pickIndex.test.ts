import { describe, expect, it } from 'vitest';

import { PickIndex } from './pickIndex.ts';

describe('picking', () => {
  const positions = Float32Array.from({ length: 400 }, (_, k) => Math.sin(k * 12.9898) * 10);

  it('finds what a search through all cells finds', () => {
    const index = new PickIndex(positions);
    for (let k = 0; k < 100; k++) {
      const [x, y] = [Math.cos(k) * 11, Math.sin(3 * k) * 11];
      let best = -1;
      let least = 1.5 ** 2;
      for (let i = 0; i < 200; i++) {
        const squared = (positions[2 * i] - x) ** 2 + (positions[2 * i + 1] - y) ** 2;
        if (i % 2 === 0 && squared <= least) [best, least] = [i, squared];
      }
      expect(index.nearest(x, y, 1.5, (cell) => cell % 2 === 0)).toBe(best);
    }
  });

  it('never finds a cell without a place', () => {
    const index = new PickIndex(Float32Array.from([NaN, NaN, 0, 0, 1, 1]));
    expect(index.nearest(0.1, 0, 5, () => true)).toBe(1);
  });

  it('finds nothing among no cells', () => {
    expect(new PickIndex(new Float32Array(0)).nearest(0, 0, 1, () => true)).toBe(-1);
  });
});
