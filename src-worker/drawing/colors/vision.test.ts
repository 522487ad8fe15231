import { describe, expect, it } from 'vitest';

import { PALETTE } from './categorical.ts';
import { confusablePairs, seePixels, VISION_MATRICES, VISIONS } from './vision.ts';

describe('ways of seeing', () => {
  it('leave white and grey as they are', () => {
    for (const vision of VISIONS)
      for (let row = 0; row < 3; row++) {
        const sum = VISION_MATRICES[vision].slice(3 * row, 3 * row + 3).reduce((a, b) => a + b);
        expect(sum, vision).toBeCloseTo(1, 4);
      }
  });

  it('make those colours alike that such eyes confuse', () => {
    const red = '#c53a2d';
    const green = '#6f7f1f';
    expect(confusablePairs([red, green, '#1f5fbf'], 'deuteranopia')).toEqual([[0, 1]]);
    expect(confusablePairs([red, green, '#1f5fbf'], 'tritanopia')).toEqual([]);
  });

  it('in grey tell colours by their lightness alone', () => {
    expect(confusablePairs(['#0072b2', '#6a51a3', '#f0e442'], 'greyscale')).toEqual([[0, 1]]);
  });

  it('do not tell of colours that are alike to all eyes', () => {
    expect(confusablePairs(['#0072b2', '#0073b3', '#0072b2'], 'protanopia')).toEqual([]);
  });

  it('name the most alike first', () => {
    const pairs = confusablePairs(PALETTE, 'deuteranopia');
    expect(pairs.length).toBeGreaterThan(1);
    for (const [first, second] of pairs) expect(first).toBeLessThan(second);
  });

  it('confuse none of the seven hues of Okabe and Ito but yellow, which is a darker one here', () => {
    for (const vision of ['deuteranopia', 'protanopia', 'tritanopia'] as const)
      expect(confusablePairs(PALETTE.slice(0, 6), vision), vision).toEqual([]);
  });

  it('change pixels and leave greys and opacity as they are', () => {
    const greys = Uint8Array.from({ length: 256 * 4 }, (_, i) => (i % 4 === 3 ? 255 - (i >> 2) : i >> 2));
    for (const vision of VISIONS) {
      const seen = greys.slice();
      seePixels(seen, vision);
      expect(Math.max(...seen.map((value, i) => Math.abs(value - greys[i]))), vision).toBeLessThanOrEqual(1);
    }
    const color = Uint8Array.of(230, 159, 0, 77);
    seePixels(color, 'greyscale');
    expect([...color]).toEqual([color[0], color[0], color[0], 77]);
    // By hand: luminance 0.2126 · 0.791 + 0.7152 · 0.347 = 0.416, which is 173 of 255 on the screen.
    expect(color[0]).toBeCloseTo(173, -0.5);
  });
});
