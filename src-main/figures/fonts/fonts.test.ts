import { describe, expect, it } from 'vitest';

import { drawableText, singleLine } from './drawableText.ts';
import { loadFonts, missingCharacters } from './loadFonts.ts';

const fonts = await loadFonts();

describe('measuring text', () => {
  it('gives the width of Arial’s letters', () => {
    // Arial: H 1479 and i 455 units of 2048.
    expect(fonts.measure('Hi', 20.48, 'regular')).toBeCloseTo(14.79 + 4.55, 6);
    expect(fonts.measure('', 10, 'regular')).toBe(0);
    expect(fonts.measure('   ', 20.48, 'regular')).toBeCloseTo(3 * 5.69, 6);
  });

  it('counts kerning within words and is proportional to the size', () => {
    const apart = fonts.measure('A', 10, 'regular') + fonts.measure('V', 10, 'regular');
    expect(fonts.measure('AV', 10, 'regular')).toBeLessThan(apart);
    expect(fonts.measure('AV To', 20, 'bold')).toBeCloseTo(2 * fonts.measure('AV To', 10, 'bold'), 9);
  });

  it('bears any Unicode', () => {
    for (const text of ['細胞', '👩‍🔬', '\u0000\u0007', '\ud800', 'שלום עולם', 'e\u0301', '\u200b'])
      expect(fonts.measure(text, 8, 'regular')).toBeGreaterThanOrEqual(0);
  });
});

describe('outlines of letters', () => {
  it('stand on the baseline with the height of capitals, y down', () => {
    const ys = fonts.faces.regular
      .outline('H', 2048)
      .flatMap(([, ...numbers]) => numbers.filter((_, i) => i % 2 === 1));
    expect(Math.max(...ys)).toBeCloseTo(0);
    expect(Math.min(...ys)).toBe(-1409);
  });

  it('follow each other as they are measured', () => {
    const xs = (text: string): number[] =>
      fonts.faces.regular
        .outline(text, 2048)
        .flatMap(([, ...numbers]) => numbers.filter((_, i) => i % 2 === 0));
    const before = fonts.measure('To ', 2048, 'regular');
    expect(Math.max(...xs('To H'))).toBeCloseTo(before + Math.max(...xs('H')), 6);
  });
});

describe('characters that a font lacks', () => {
  it('are replaced, each cluster by one, and named', () => {
    expect(fonts.faces.regular.drawable('β 👩‍🔬 細')).toEqual({
      text: 'β \ufffd \ufffd',
      missing: ['👩‍🔬', '細'],
    });
    const texts = [
      { text: '細a細', style: 'bold' as const },
      { text: '胞', style: 'italic' as const },
    ];
    expect(missingCharacters(fonts, texts)).toEqual(['細', '胞']);
  });

  it('are left out without a replacement where they have no shape', () => {
    expect(drawableText('a\u200db\ufe0f', (codePoint) => codePoint < 128)).toEqual({
      text: 'ab',
      missing: [],
    });
  });
});

describe('a single line', () => {
  it('has spaces for breaks and nothing that XML forbids', () => {
    expect(singleLine('a\r\nb\tc\u2028d')).toBe('a b c d');
    expect(singleLine('a\u0000b\ud800c\uffff')).toBe('a\ufffdb\ufffdc\ufffd');
    expect(singleLine('e\u0301')).toBe('é');
  });
});
