import { describe, expect, it } from 'vitest';

import { cellsWithin } from './cellsWithin.ts';

const positions = Float32Array.from({ length: 6000 }, (_, k) => 10 * Math.sin(k * 12.9898));
const all = (): boolean => true;

/** A star that crosses itself, with many corners. */
const star = Float64Array.from({ length: 400 }, (_, k) => {
  const corner = k >> 1;
  const radius = corner % 2 ? 9 : 3;
  const angle = (corner * 2 * Math.PI * 3) / 200;
  return radius * (k % 2 ? Math.sin(angle) : Math.cos(angle));
});

describe('cells within an outline', () => {
  it('are those that the even–odd rule finds edge by edge', () => {
    const expected: number[] = [];
    for (let cell = 0; cell < 3000; cell++) {
      const [x, y] = [positions[2 * cell], positions[2 * cell + 1]];
      let crossings = 0;
      for (let c = 0; c < 200; c++) {
        const [x0, y0] = [star[2 * c], star[2 * c + 1]];
        const [x1, y1] = [star[2 * ((c + 1) % 200)], star[2 * ((c + 1) % 200) + 1]];
        if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) crossings++;
      }
      if (crossings % 2 === 1) expected.push(cell);
    }
    expect(expected.length).toBeGreaterThan(100);
    expect([...cellsWithin(star, positions, all)]).toEqual(expected);
  });

  it('are only those accepted, and have a place', () => {
    const box = [-1, -1, 1, -1, 1, 1, -1, 1];
    const places = Float32Array.from([0, 0, NaN, 0, 0.5, 0.5, 3, 0]);
    expect([...cellsWithin(box, places, all)]).toEqual([0, 2]);
    expect([...cellsWithin(box, places, (cell) => cell > 0)]).toEqual([2]);
  });

  it('are none where the outline encloses nothing', () => {
    expect(cellsWithin([0, 0, 1, 1], positions, all).length).toBe(0);
    expect(cellsWithin([], positions, all).length).toBe(0);
    expect(cellsWithin([-9, 1, 9, 1, 0, 1], positions, all).length).toBe(0);
  });
});
