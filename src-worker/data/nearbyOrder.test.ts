import { expect, test } from 'vitest';

import { nearbyOrder } from './nearbyOrder.ts';

/** Two rings, each of every other cell. */
const CELLS = 40;
const rings = {
  indptr: Uint32Array.from({ length: CELLS + 1 }, (_, i) => 2 * i),
  indices: Uint32Array.from({ length: 2 * CELLS }, (_, p) => ((p >> 1) + (p % 2 ? 2 : CELLS - 2)) % CELLS),
};

test('holds every cell once', () => {
  for (const size of [1, 7, 64])
    expect(Array.from(nearbyOrder(rings, size)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: CELLS }, (_, i) => i),
    );
});

test('puts near cells together', () => {
  const order = nearbyOrder(rings, 5);
  expect(Array.from(order.subarray(0, CELLS / 2)).every((i) => i % 2 === 0)).toBe(true);
  for (let k = 0; k < 20; k += 5) {
    const places = Array.from(order.subarray(k, k + 5), (i) => (i / 2 + 10) % 20).sort((a, b) => a - b);
    const steps = places.map((place, i) => (i > 0 ? place - places[i - 1] : 1));
    expect(Math.max(...steps) === 1 || steps.filter((step) => step > 1).length === 1).toBe(true);
  }
});

test('cells without neighbours have their place, too', () => {
  const none = { indptr: new Uint32Array(4), indices: new Uint32Array(0) };
  expect(Array.from(nearbyOrder(none, 2))).toEqual([0, 1, 2]);
});
