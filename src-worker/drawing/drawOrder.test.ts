import { describe, expect, it } from 'vitest';

import { byValue, selectedLast, shuffledCells } from './drawOrder.ts';

const positions = new Float32Array(20_000).fill(1);
const shuffled = shuffledCells(positions);

describe('the order of drawing', () => {
  it('has every cell once, and the same each time', () => {
    expect(Uint32Array.from(shuffled).sort()).toEqual(Uint32Array.from({ length: 10_000 }, (_, k) => k));
    expect(shuffledCells(positions)).toEqual(shuffled);
  });

  it('begins with an unbiased sample', () => {
    for (const size of [500, 2000]) {
      const perTenth = new Array<number>(10).fill(0);
      for (const cell of shuffled.subarray(0, size)) perTenth[Math.floor(cell / 1000)]++;
      for (const count of perTenth)
        expect(Math.abs(count - size / 10)).toBeLessThan(4 * Math.sqrt(size / 10));
    }
  });

  it('leaves out cells without a place', () => {
    expect([...shuffledCells(Float32Array.from([NaN, 0, 1, 1, 0, Infinity, 2, 2]))].sort()).toEqual([1, 3]);
  });

  it('ends with the selected cells, all else as it was', () => {
    const selected = Uint8Array.from({ length: 10_000 }, (_, k) => (k % 3 === 0 ? 1 : 0));
    const { cells, selectedFrom } = selectedLast(shuffled, selected);
    expect([...cells.subarray(0, selectedFrom)]).toEqual([...shuffled].filter((cell) => !selected[cell]));
    expect([...cells.subarray(selectedFrom)]).toEqual([...shuffled].filter((cell) => selected[cell]));
    expect(selectedLast(shuffled, undefined).selectedFrom).toBe(10_000);
  });

  it('puts higher values later and cells without a value first', () => {
    const values = Float32Array.from({ length: 10_000 }, (_, k) => (k % 100 === 0 ? NaN : Math.sin(k)));
    const ordered = [...byValue(shuffled, values)].map((cell) => values[cell]);
    expect(ordered.slice(0, 100).every(Number.isNaN)).toBe(true);
    for (let k = 101; k < ordered.length; k++)
      expect(ordered[k]).toBeGreaterThan(ordered[k - 1] - 2 / 65_000);
    expect([...byValue(shuffled, new Float32Array(10_000))]).toEqual([...shuffled]);
  });
});
