import { expect, test } from 'vitest';

import { closeGaps, createGapScratch } from './gaps.ts';

test('a gap far longer than other increments is closed, in the phase in which it lies', () => {
  const cells = 1000;
  const state = Uint8Array.from({ length: cells }, (_, i) => (i < 600 ? 1 : 0));
  // Ten hours lie between the 299th and the 300th cell in induction.
  const on = Float64Array.from({ length: cells }, (_, i) => (i + 1) * 0.01 + (i >= 300 ? 10 : 0));
  const off = Float64Array.from({ length: cells }, (_, i) => Math.max(0, i - 599) * 0.01);
  const scratch = createGapScratch(cells);
  const before = off.slice();
  expect(closeGaps(state, on, off, scratch)).toBe(300);
  expect(Array.from(scratch.moved.subarray(0, 2))).toEqual([300, 301]);
  expect(on[299]).toBeCloseTo(3, 9);
  expect(on[300]).toBeCloseTo(3, 9);
  expect(on[599]).toBeCloseTo(5.99, 9);
  expect(on[700]).toBeCloseTo(17.01, 9);
  expect(off).toEqual(before);
});

test('even times have no gap, and neither have no cells of a phase', () => {
  const on = Float64Array.from({ length: 50 }, (_, i) => i * 0.1);
  const scratch = createGapScratch(50);
  expect(closeGaps(new Uint8Array(50).fill(1), on, new Float64Array(50), scratch)).toBe(0);
  expect(closeGaps(new Uint8Array(50), on, new Float64Array(50), scratch)).toBe(0);
});
