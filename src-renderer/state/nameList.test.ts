import { describe, expect, it } from 'vitest';

import { NameList } from './nameList.ts';

const list = (text: string, count: number): NameList => new NameList(new TextEncoder().encode(text), count);

describe('a list of names', () => {
  it('gives each name at its place', () => {
    const names = list('AAC-1\n\nβ\nlast', 4);
    expect([0, 1, 2, 3, 4, -1].map((place) => names.at(place))).toEqual(['AAC-1', '', 'β', 'last', '', '']);
  });

  it('may hold one name or none', () => {
    expect(list('one', 1).at(0)).toBe('one');
    expect(list('', 0).at(0)).toBe('');
  });
});
