import { describe, expect, it } from 'vitest';

import { arrowLevel, cellArrows, gridArrows } from './arrows.ts';
import { shuffledCells } from './drawOrder.ts';
import type { VectorField } from './vectorField.ts';

/** 16 × 16 nodes, one data unit apart, all moving up to the right but for one that is unknown and one that stands still. */
const field: VectorField = {
  origin: [0, 0],
  spacing: [1, 1],
  columns: 16,
  rows: 16,
  mask: Uint8Array.from({ length: 256 }, (_, k) => (k === 0 ? 0 : 1)),
  vectors: Float32Array.from({ length: 512 }, (_, k) => (k >> 1 === 16 * 8 + 8 ? 0 : 3)),
};

/** Cells in a cloud, with velocities of all sizes. */
const cells = 4000;
const noise = (k: number): number => Math.abs((Math.sin(k * 127.1) * 43758.5453) % 1);
const positions = Float32Array.from({ length: 2 * cells }, (_, k) => 20 * noise(k + 1));
const velocities = Float32Array.from({ length: 2 * cells }, (_, k) => noise(k + 9e4) - 0.5);
const order = shuffledCells(positions);

describe('arrows of a field', () => {
  it('stand at every known node that moves, where there is room', () => {
    expect(gridArrows(field, 40).length / 4).toBe(254);
  });

  it('are thinned by powers of two, so that they stay a step apart and point where the field does', () => {
    const arrows = gridArrows(field, 10);
    expect(arrows.length / 4).toBe(4 * 4 - 2);
    for (let a = 0; a < arrows.length; a += 4) {
      expect(arrows[a] % 4).toBe(0);
      expect(arrows[a + 2]).toBeCloseTo(arrows[a + 3]);
      expect(Math.hypot(arrows[a + 2], arrows[a + 3])).toBeLessThan(4);
    }
  });

  it('are thinned anew only where the zoom changed enough', () => {
    expect(arrowLevel(10)).toBe(arrowLevel(11));
    expect(arrowLevel(10)).toBeLessThan(arrowLevel(15));
    expect(arrowLevel(1)).toBe(1);
    expect(arrowLevel(2)).toBe(2);
  });
});

describe('arrows of cells', () => {
  it.each([5, 20, 100])('never touch at %f pixels a unit, nor leave a gap that one would fit', (scale) => {
    const arrows = cellArrows(positions, velocities, order, scale, () => true);
    const apart = 26 / scale;
    const distance = (a: number, x: number, y: number): number =>
      Math.hypot(arrows[a] - x, arrows[a + 1] - y);
    let [longest, closest, loneliest] = [0, Infinity, 0];
    for (let a = 0; a < arrows.length; a += 4) {
      longest = Math.max(longest, Math.hypot(arrows[a + 2], arrows[a + 3]));
      for (let b = 0; b < a; b += 4) closest = Math.min(closest, distance(b, arrows[a], arrows[a + 1]));
    }
    for (let cell = 0; cell < cells; cell += 7) {
      let nearest = Infinity;
      for (let a = 0; a < arrows.length; a += 4)
        nearest = Math.min(nearest, distance(a, positions[2 * cell], positions[2 * cell + 1]));
      loneliest = Math.max(loneliest, nearest);
    }
    // An arrow lies within half its length of its middle.
    expect(longest).toBeLessThan(apart);
    expect(closest).toBeGreaterThanOrEqual(apart - 1e-5);
    expect(loneliest).toBeLessThan(apart + 1e-5);
  });

  it('are none for cells that are hidden, stand still or have no velocity', () => {
    const some = Float32Array.from([0, 0, NaN, NaN, 1, 1]);
    const three = Float32Array.from([0, 0, 5, 0, 9, 0]);
    const all = Uint32Array.from([0, 1, 2]);
    expect(cellArrows(three, some, all, 100, () => true).length).toBe(4);
    expect(cellArrows(three, some, all, 100, (cell) => cell !== 2).length).toBe(0);
  });
});
