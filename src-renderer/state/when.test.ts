import { expect, it } from 'vitest';

import { formatWhen } from './when.ts';

const now = new Date(2026, 10, 22, 9, 30);

it('a time is told as one would say it today', () => {
  expect(formatWhen(new Date(2026, 10, 22, 0, 5).toISOString(), now)).toBe('Today, 00:05');
  expect(formatWhen(new Date(2026, 10, 21, 23, 59).toISOString(), now)).toBe('Yesterday, 23:59');
  expect(formatWhen(new Date(2026, 2, 4, 12, 0).toISOString(), now)).toBe('4 Mar');
  expect(formatWhen(new Date(2025, 2, 4, 12, 0).toISOString(), now)).toBe('4 Mar 2025');
  expect(formatWhen('some day', now)).toBe('');
});
