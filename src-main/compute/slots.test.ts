import { expect, it } from 'vitest';

import { createSlots } from './slots.ts';

it('runs no more tasks at once than there are slots, and of those that wait the lowest rank first', async () => {
  const slots = createSlots(2);
  const started: number[] = [];
  let running = 0;
  const task = async (rank: number): Promise<void> => {
    started.push(rank);
    expect(++running).toBeLessThanOrEqual(2);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running--;
  };
  await Promise.all([7, 5, 9, 3, 4].map((rank) => slots(rank, () => task(rank))));
  expect(started).toEqual([7, 5, 3, 4, 9]);
});

it('gives the slot of a task that failed to the next', async () => {
  const slots = createSlots(1);
  const failing = slots(1, () => Promise.reject(new Error('broken')));
  const next = slots(2, () => Promise.resolve('done'));
  await expect(failing).rejects.toThrow('broken');
  expect(await next).toBe('done');
});
