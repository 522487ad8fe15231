import { expect, it } from 'vitest';

import { withoutPlace } from './withoutPlace.ts';

it('what was said of a file goes without its path', () => {
  const file = { folder: '/data', name: 'a.loom' };
  expect(withoutPlace('/data/a.loom: the file is empty.', file)).toBe('The file is empty.');
  expect(withoutPlace('/data/a.loom, layer “spliced”: a count is negative.', file)).toBe(
    'Layer “spliced”: a count is negative.',
  );
  expect(withoutPlace('/a.loom: the file is empty.', { folder: '/', name: 'a.loom' })).toBe(
    'The file is empty.',
  );
  expect(withoutPlace('C:\\data\\a.loom: gone.', { folder: 'C:\\data', name: 'a.loom' })).toBe('Gone.');
});

it('what was said of another file stays', () => {
  const text = '/data/a.loom.bak: the file is empty.';
  expect(withoutPlace(text, { folder: '/data', name: 'a.loom' })).toBe(text);
  expect(withoutPlace(text, { folder: '/other', name: 'a.loom.bak' })).toBe(text);
});
