import { expect, test } from 'vitest';

import { rankCorrelation } from './rankCorrelation.ts';

test('any rising relation has correlation 1, any falling one −1', () => {
  const a = Float32Array.of(-3, 0.5, 1e-20, 7, -1e10);
  expect(
    rankCorrelation(
      a,
      a.map((x) => Math.atan(x)),
    ),
  ).toBeCloseTo(1, 12);
  expect(
    rankCorrelation(
      a,
      a.map((x) => -x),
    ),
  ).toBeCloseTo(-1, 12);
});

test('ties share their mean rank, and −0 equals 0', () => {
  // scipy.stats.spearmanr([0, 0, 1, 2, 2], [5, 1, 1, 3, 9])
  expect(rankCorrelation(Float32Array.of(-0, 0, 1, 2, 2), Float32Array.of(5, 1, 1, 3, 9))).toBeCloseTo(
    0.405554,
    6,
  );
});

test('a constant list has none', () => {
  expect(rankCorrelation(new Float32Array(4), Float32Array.of(1, 2, 3, 4))).toBeNaN();
});
