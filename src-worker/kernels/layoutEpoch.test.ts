import { expect, test } from 'vitest';

import { forceTables, layoutEpoch } from './layoutEpoch.ts';

const A = 0.583;
const B = 1.334;

/** Two cells that are neighbours, at a distance of `gap`, after one epoch. */
function pairAfterOneEpoch(gap: number, rate: number): Float32Array {
  const odd = new Float32Array(4);
  const args = {
    indptr: Uint32Array.of(0, 1, 2),
    indices: Uint32Array.of(1, 0),
    rates: Float32Array.of(rate, rate),
    ...forceTables(A, B),
    epochs: 10,
    seed: 3,
    even: Float32Array.of(0, 0, gap, 0),
    odd,
  };
  layoutEpoch.run(args, 0, 2, 0);
  return odd;
}

test('the tables hold the gradients of the curve within a percent, from 1e-7 to 1e6', () => {
  const { attraction, repulsion } = forceTables(A, B);
  expect(attraction.length).toBe(repulsion.length);
  expect(attraction.length).toBe(0x4a00 - 0x3300);
  for (const square of [1e-6, 0.003, 0.9, 4, 77, 1e5]) {
    const entry = (new Uint32Array(Float32Array.of(square).buffer)[0] >>> 16) - 0x3300;
    const pull = (2 * A * B * square ** (B - 1)) / (1 + A * square ** B);
    const push = (2 * B) / ((0.001 + square) * (1 + A * square ** B));
    expect(Math.abs(attraction[entry] / pull - 1)).toBeLessThan(0.01);
    expect(Math.abs(repulsion[entry] / push - 1)).toBeLessThan(0.01);
  }
});

test('neighbours far apart move together, by the same on either side', () => {
  const [x0, y0, x1, y1] = pairAfterOneEpoch(8, 1);
  expect(x0).toBeGreaterThan(0.3);
  expect(x1).toBeLessThan(7.7);
  expect(x0 + x1).toBeCloseTo(8, 1);
  expect([y0, y1]).toEqual([0, 0]);
});

test('an edge that is not due moves nothing', () => {
  expect([...pairAfterOneEpoch(8, 0.5)]).toEqual([0, 0, 8, 0]);
});

test('cells in one place stay finite, and no step is longer than four times the learning rate', () => {
  expect(pairAfterOneEpoch(0, 1).every(Number.isFinite)).toBe(true);
  const close = pairAfterOneEpoch(1e-3, 1);
  expect(Math.max(...close.map(Math.abs))).toBeLessThan(7 * 4);
});
