import { expect, it } from 'vitest';

import { summariseColumn } from './columnSummary.ts';
import { markRoles } from './roles.ts';

const numbers = (count: number, value: (i: number) => number): { kind: 'numbers'; values: Float64Array } => ({
  kind: 'numbers',
  values: Float64Array.from({ length: count }, (_, i) => value(i)),
});
const roleOf = (name: string, column: Parameters<typeof summariseColumn>[1]): string | undefined =>
  markRoles([summariseColumn(name, column)])[0].role;

it('numbers of a few time points are taken for time, missing ones aside', () => {
  const days = numbers(300, (i) => (i % 7 === 0 ? Number.NaN : [12, 35][i % 2]));
  expect(summariseColumn('age(days)', days)).toEqual({ name: 'age(days)', kind: 'numbers', distinct: 2 });
  expect(roleOf('age(days)', days)).toBe('time');
});

it('numbers that differ from cell to cell, or never, are no time points whatever their name', () => {
  expect(
    roleOf(
      'age',
      numbers(300, (i) => i / 7),
    ),
  ).toBeUndefined();
  expect(
    roleOf(
      'day',
      numbers(300, () => 4),
    ),
  ).toBeUndefined();
});

it('named stages are time points, computed times are not', () => {
  const stages = {
    kind: 'categorical' as const,
    codes: Int32Array.from([0, 1, 0]),
    categories: ['E10', 'E12'],
  };
  expect(roleOf('stage', stages)).toBe('time');
  expect(
    roleOf(
      'latent_time',
      numbers(9, (i) => i % 3),
    ),
  ).toBeUndefined();
});
