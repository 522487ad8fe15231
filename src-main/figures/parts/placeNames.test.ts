import { describe, expect, it } from 'vitest';

import { createRandom } from '../../../src-worker/data/random.ts';
import { placeNames, type NamesRequest } from './placeNames.ts';

const area = { x: 0, y: 0, width: 200, height: 150 };

function requestOf(places: readonly (readonly [number, number])[], points = places.flat()): NamesRequest {
  return {
    names: places.map(([x, y]) => ({ x, y, width: 22 })),
    points: Float32Array.from(points),
    radius: 1,
    size: 6,
    area,
  };
}

describe('names of points', () => {
  it('stand beside their points where there is room', () => {
    const [{ box, leader }] = placeNames(requestOf([[100, 75]]));
    expect(leader).toBeUndefined();
    expect(box.x - 100).toBeLessThan(4);
    expect(box.y).toBeLessThan(75);
    expect(box.y + box.height).toBeGreaterThan(75);
  });

  it('keep apart from each other and within the area, however dense the points', () => {
    const random = createRandom(3);
    const places = Array.from(
      { length: 20 },
      () => [90 + 20 * random.uniform(), 70 + 10 * random.uniform()] as const,
    );
    const placed = placeNames(requestOf(places));
    expect(placed.length).toBeGreaterThan(6);
    for (const [k, { box }] of placed.entries()) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(200);
      for (const { box: other } of placed.slice(k + 1))
        expect(
          box.x + box.width <= other.x ||
            other.x + other.width <= box.x ||
            box.y + box.height <= other.y ||
            other.y + other.height <= box.y,
        ).toBe(true);
    }
  });

  it('keep off other points, with a line that leads to theirs', () => {
    const cloud = Array.from({ length: 400 }, (_, k) => [
      70 + 3 * (k % 20),
      45 + 3 * Math.floor(k / 20),
    ]).flat();
    const [{ box, leader }] = placeNames(requestOf([[115, 75]], cloud));
    const inside = box.x < 127 && box.x + box.width > 70 && box.y < 102 && box.y + box.height > 45;
    expect(inside).toBe(false);
    expect(leader).toBeDefined();
    expect(Math.hypot(leader![0] - 115, leader![1] - 75)).toBeCloseTo(1);
  });

  it('are left out where there is no place for them', () => {
    const tight = {
      ...requestOf([
        [10, 5],
        [10, 5],
      ]),
      area: { x: 0, y: 0, width: 40, height: 10 },
    };
    expect(placeNames(tight).map(({ name }) => name)).toEqual([0]);
  });
});
