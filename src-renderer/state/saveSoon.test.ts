import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { flush, saveSoon } from './saveSoon.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('saves once, a little after the last change', async () => {
  const saved: number[] = [];
  const change = (value: number): void => saveSoon('a', () => Promise.resolve(saved.push(value)));
  change(1);
  await vi.advanceTimersByTimeAsync(200);
  change(2);
  await vi.advanceTimersByTimeAsync(200);
  expect(saved).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(saved).toEqual([2]);
});

it('saves at once what waits when told to, whatever of it fails', async () => {
  const saved: string[] = [];
  saveSoon('a', () => Promise.reject(new Error('disk full')));
  saveSoon('b', () => Promise.resolve(saved.push('b')));
  await flush();
  expect(saved).toEqual(['b']);
  await vi.advanceTimersByTimeAsync(1000);
  expect(saved).toEqual(['b']);
});

it('saves one key alone', async () => {
  const saved: string[] = [];
  for (const key of ['a', 'b']) saveSoon(key, () => Promise.resolve(saved.push(key)));
  await flush('b');
  expect(saved).toEqual(['b']);
  await flush();
  expect(saved).toEqual(['b', 'a']);
});
