import { describe, expect, it } from 'vitest';

import { packFloats, packIndices, packLabels, packNumbers } from '../../src-main/export/dashboard/pack.ts';
import { unpackCodes, unpackNumbers } from './decode.ts';

const values = Array.from({ length: 1000 }, (_, i) => Math.sin(i) * 1e3 - 17);

describe('packed numbers', () => {
  it.each([
    ['u8', 255],
    ['u16', 65535],
  ] as const)('come back within half a step of %s', (dtype, top) => {
    const span = Math.max(...values) - Math.min(...values);
    const back = unpackNumbers(packNumbers(values, dtype));
    const bound = span / (2 * (top - 1));
    // Float32 adds its own rounding, here below a ten-thousandth.
    for (let i = 0; i < values.length; i++) expect(Math.abs(back[i] - values[i])).toBeLessThan(bound + 1e-4);
  });

  it('keep missing values missing and constant ones constant', () => {
    expect([...unpackNumbers(packNumbers([3, NaN, 3, Infinity]))]).toEqual([3, NaN, 3, NaN]);
    expect([...unpackNumbers(packNumbers([NaN]))]).toEqual([NaN]);
    expect([...unpackNumbers(packNumbers([]))]).toEqual([]);
  });

  it('come back exactly as float32 and as indices', () => {
    expect([...unpackNumbers(packFloats([0.1, -2]))]).toEqual([Math.fround(0.1), -2]);
    expect([...unpackCodes(packIndices([0, 70000, 4294967295]))]).toEqual([0, 70000, 4294967295]);
  });

  it('give labels their codes, with the number of categories for none', () => {
    expect([...unpackCodes(packLabels([0, 2, -1], ['a', 'b', 'c'], [0, 1, 2]).codes)]).toEqual([0, 2, 3]);
    const many = Array.from({ length: 300 }, (_, i) => `c${i}`);
    expect([...unpackCodes(packLabels([299, -1], many, [0, 1]).codes)]).toEqual([299, 300]);
  });
});
