import { describe, expect, it } from 'vitest';

import { splitFields } from './splitFields.ts';

describe('fields of a row', () => {
  for (const [row, fields] of [
    ['a,b,c', ['a', 'b', 'c']],
    [' a , b ,', ['a', 'b', '']],
    ['"a,b",c', ['a,b', 'c']],
    ['"a ""b""",c', ['a "b"', 'c']],
    ['"a \\"b\\"",c', ['a "b"', 'c']],
    ['"a\\",c', ['a\\', 'c']],
    ['"","",', ['', '', '']],
    ['5" disc,b', ['5" disc', 'b']],
    ['a, "b,c"', ['a', 'b,c']],
    ['', ['']],
  ] as const)
    it(row || 'nothing', () => {
      expect(splitFields(row, ',')?.texts).toEqual(fields);
    });

  it('which stood in quotes', () => {
    expect(splitFields('"1",2', ',')?.quoted).toEqual([true, false]);
  });

  it('a quote without end is told', () => {
    expect(splitFields('a,"b', ',')).toBeUndefined();
  });
});
