import { expect, it } from 'vitest';

import { fateNames } from './fateNames.ts';

const clusters = {
  kind: 'categorical' as const,
  codes: Int32Array.of(0, 0, 1, 1, 1, -1),
  categories: ['A', 'B'],
};

it('names a state by the cluster of most of its cells', () => {
  expect(
    fateNames(
      [
        [0, 1, 2],
        [2, 3],
      ],
      clusters,
    ),
  ).toEqual(['A', 'B']);
});

it('numbers several states of one cluster, and states without a cluster', () => {
  expect(fateNames([[2], [0], [3, 4], [5]], clusters)).toEqual(['B_1', 'A', 'B_2', 'Fate_1']);
  expect(fateNames([[0], [1]], undefined)).toEqual(['Fate_1', 'Fate_2']);
});
