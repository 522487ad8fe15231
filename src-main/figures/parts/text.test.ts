import { describe, expect, it } from 'vitest';

import { shortenMiddle, shortenText, textLines, wrapShort, wrapText } from './text.ts';

/** Every letter is as wide as its size. */
const measure = (text: string, size: number): number => size * [...text].length;
const wrap = (text: string, letters: number): string[] => wrapText(text, letters, 1, 'regular', measure);

describe('text in lines', () => {
  it('breaks at spaces and keeps breaks of its own', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('one\ntwo', 80)).toEqual(['one', 'two']);
    expect(wrap('', 10)).toEqual(['']);
  });

  it('breaks within words that are wider than a line', () => {
    expect(wrap('a pneumonoultra b', 5)).toEqual(['a', 'pneum', 'onoul', 'tra b']);
    expect(wrap('abc', 0.5)).toEqual(['a', 'b', 'c']);
  });

  it('breaks after hyphens rather than within words', () => {
    expect(wrap('the Pre-endocrine', 9)).toEqual(['the Pre-', 'endocrine']);
    expect(wrap('Ngn3/Neurog3 a-b', 12)).toEqual(['Ngn3/Neurog3', 'a-b']);
  });

  it('ends in an ellipsis where it is too long', () => {
    expect(shortenText('pancreas', 8, 1, 'regular', measure)).toBe('pancreas');
    expect(shortenText('pancreas cells', 10, 1, 'regular', measure)).toBe('pancreas…');
    expect(wrapShort('one two three four', 2, 7, 1, 'regular', measure)).toEqual(['one two', 'three…']);
  });

  it('keeps its end where names start alike', () => {
    const short = (text: string, letters: number): string =>
      shortenMiddle(text, letters, 1, 'regular', measure);
    expect(short('Progenitor 12', 13)).toBe('Progenitor 12');
    expect([short('Progenitor 12', 9), short('Progenitor 7', 9)]).toEqual(['Progen…12', 'Proge…r 7']);
    expect([short('Progenitor', 2), short('Progenitor', 0.5)]).toEqual(['P…', '…']);
  });

  it('stands line below line', () => {
    const at = {
      x: 3,
      y: 10,
      size: 5,
      style: 'regular',
      anchor: 'start',
      ink: { color: '#000000', opacity: 1 },
    } as const;
    expect(textLines(['a', '', 'b'], at).map(({ text, x, y }) => [text, x, y])).toEqual([
      ['a', 3, 10],
      ['b', 3, 22],
    ]);
  });
});
