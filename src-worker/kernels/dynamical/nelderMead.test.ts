import { expect, test } from 'vitest';

import { nelderMead } from './nelderMead.ts';

const bowl = ([x, y]: number[]) => (x - 3) ** 2 + 4 * (y + 1) ** 2;

test('many steps find the minimum', () => {
  const [x, y] = nelderMead(bowl, [1, 1], 500, 1e-8);
  expect(x).toBeCloseTo(3, 4);
  expect(y).toBeCloseTo(-1, 4);
});

test('one step never ends above the start', () => {
  const best = nelderMead(bowl, [1, 1], 1);
  expect(bowl(best)).toBeLessThan(bowl([1, 1]));
});

test('the start itself is returned where nothing is better', () => {
  const start = [3, -1];
  expect(nelderMead(bowl, start, 10)).toBe(start);
});

test('a given value at the start is not computed again, and values that are not numbers lose', () => {
  let atStart = 0;
  const best = nelderMead(
    ([x]) => {
      if (x === 2) atStart++;
      return x > 2 ? Number.NaN : (x - 1) ** 2;
    },
    [2],
    50,
    1e-6,
    1,
  );
  expect(atStart).toBe(0);
  expect(best[0]).toBeCloseTo(1, 2);
});
