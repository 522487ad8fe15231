import { expect, test } from 'vitest';

import { createRandom } from '../../data/random.ts';
import { sortTimes } from './sortTimes.ts';

const random = createRandom(1, 'sortTimes');
const many = (value: () => number) => Float64Array.from({ length: 500 }, value);

test.each([
  ['spread', many(() => random.uniform())],
  ['skewed', many(() => Math.abs(random.normal()) ** 9)],
  ['crowded with an outlier', many(() => random.uniform() * 1e-6).fill(1e6, 499)],
  ['with ties', many(() => random.integer(5))],
  ['all zero', many(() => 0)],
  ['one', Float64Array.of(3)],
  ['none', new Float64Array(0)],
])('times are sorted: %s', (_, values) => {
  const times = values.map(Math.abs);
  const sorted = sortTimes(
    times,
    times.length,
    new Uint32Array(times.length + 1),
    new Float64Array(times.length),
  );
  expect(Array.from(sorted)).toEqual(Array.from(times).sort((a, b) => a - b));
});

test('only the first values are sorted', () => {
  const out = new Float64Array(4);
  const sorted = sortTimes(Float64Array.of(3, 1, 2, 0), 3, new Uint32Array(5), out);
  expect(Array.from(sorted)).toEqual([1, 2, 3]);
});
