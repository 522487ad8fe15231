import { expect, it } from 'vitest';

import { usedCategories } from './categories.ts';

it('categories that nothing has go, with their colours, and labels stay what they were', () => {
  expect(
    usedCategories({
      kind: 'categorical',
      codes: Int32Array.of(2, -1, 0),
      categories: ['a', 'b', 'c'],
      colors: ['#000000', '#111111', '#222222'],
    }),
  ).toEqual({
    kind: 'categorical',
    codes: Int32Array.of(1, -1, 0),
    categories: ['a', 'c'],
    colors: ['#000000', '#222222'],
  });
});
