import { expect, it } from 'vitest';

import { unsplicedNote } from './unsplicedNote.ts';

it('a share of unspliced counts out of the usual is explained', () => {
  expect(unsplicedNote(0.02)).toMatch(/little/);
  expect(unsplicedNote(0.2)).toBeUndefined();
  expect(unsplicedNote(0.75)).toMatch(/swapped/);
});
