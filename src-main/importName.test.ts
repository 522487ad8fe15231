import { expect, it } from 'vitest';

import { importName } from './importName.ts';

const named = (...paths: string[]): string => importName({ counts: paths.map((path) => ({ path })) });

it('a dataset is called as its file or folder', () => {
  expect(named('/data/e15.5.h5ad')).toBe('e15.5');
  expect(named('/data/Velocyto')).toBe('Velocyto');
});

it('a dataset of a few samples bears their names, one of many says how many', () => {
  expect(named('/a/day1.loom', '/a/day2.loom')).toBe('day1 + day2');
  expect(named('/a/1.loom', '/a/2.loom', '/a/3.loom', '/a/4.loom')).toBe('1 and 3 more');
  expect(named('/a/Velocyto', '/b/Velocyto')).toBe('Velocyto and 1 more');
  expect(
    importName({
      counts: [
        { path: '/a/Velocyto', sample: 'A' },
        { path: '/b/Velocyto', sample: 'B' },
      ],
    }),
  ).toBe('A + B');
});
