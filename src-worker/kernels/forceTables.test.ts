import { expect, test } from 'vitest';

import { forceTables } from './forceTables.ts';

const A = 0.583;
const B = 1.334;

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
