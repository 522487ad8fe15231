import { expect, it } from 'vitest';

import { lockstep } from './lockstep.ts';

it('waits for every solver that is still at work, and for no other', async () => {
  const batches: number[] = [];
  const { operate, leave } = lockstep(3, (vectors) => {
    batches.push(vectors.length);
    return Promise.resolve(vectors.map((vector) => vector[0] * 2));
  });
  const solver = async (rounds: number): Promise<number> => {
    let value = rounds;
    for (let round = 0; round < rounds; round++) value = await operate(Float64Array.of(value));
    leave();
    return value;
  };
  expect(await Promise.all([solver(1), solver(2), solver(4)])).toEqual([2, 8, 64]);
  expect(batches).toEqual([3, 2, 1, 1]);
});

it('fails every solver that waits when the operation fails', async () => {
  const { operate } = lockstep(2, () => Promise.reject(new Error('no')));
  const outcomes = await Promise.allSettled([operate(new Float64Array(1)), operate(new Float64Array(1))]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
});
