import { describe, expect, it } from 'vitest';

import type { Pixels } from './pixels.ts';
import { inkSimilarity } from './similarity.ts';

const WHITE = [255, 255, 255] as const;

/** A white picture with a dark line of that width whose middle is at `at`, of a brightness. */
function line(at: number, width = 3, dark = 20): Pixels {
  const side = 60;
  const rgb = new Uint8Array(3 * side * side).fill(255);
  for (let y = 0; y < side; y++)
    for (let x = at; x < at + width; x++) rgb.fill(dark, 3 * (y * side + x), 3 * (y * side + x) + 3);
  return { width: side, height: side, rgb };
}

describe('the similarity of what has ink', () => {
  it('is 1 for equal pictures and less the more they differ', () => {
    const [same, moved, far] = [20, 21, 40].map((at) => inkSimilarity(line(20), line(at), WHITE));
    expect(same).toBeCloseTo(1, 10);
    expect(moved).toBeLessThan(0.9);
    expect(far).toBeLessThan(0.2);
    expect(inkSimilarity(line(20), line(20, 4), WHITE)).toBeLessThan(0.97);
  });

  it('is that of the formula where both pictures are plain', () => {
    const plain = (value: number): Pixels => ({
      width: 20,
      height: 20,
      rgb: new Uint8Array(1200).fill(value),
    });
    const c1 = (0.01 * 255) ** 2;
    expect(inkSimilarity(plain(100), plain(150), WHITE)).toBeCloseTo(
      (2 * 100 * 150 + c1) / (100 ** 2 + 150 ** 2 + c1),
      6,
    );
  });

  it('passes over empty paper, which would make every two pictures alike', () => {
    const lines = inkSimilarity(line(20), line(26), WHITE);
    // Were all windows counted, most of them would be white in both.
    expect(lines).toBeLessThan(0.4);
    const empty = line(0, 0);
    expect(() => inkSimilarity(empty, empty, WHITE)).toThrow(/no|Neither/);
  });

  it('is of pictures of one size', () => {
    expect(() => inkSimilarity(line(20), { ...line(20), width: 61 }, WHITE)).toThrow(/cannot be compared/);
  });
});
