import { expect, test } from 'vitest';

import { newState, takeTiles } from '../crew/job.ts';
import { sharedArray } from '../data/arrays.ts';
import { CancelledError } from '../data/errors.ts';
import { defineKernel } from '../kernels/kernel.ts';
import { createControl } from './control.ts';
import { inRounds } from './rounds.ts';

interface Places {
  places: Float64Array;
}

/** In round r, place i gets r plus the sum of the places left of it before: a round that began early would show. */
const addLeft = defineKernel('test.addLeft', ({ places }: Places, from: number, to: number, round = 0) => {
  const half = places.length / 2;
  const [before, after] = round % 2 === 0 ? [0, half] : [half, 0];
  for (let i = from; i < to; i++)
    places[after + i] = round + places[before + i] + (i > 0 ? places[before + i - 1] : 0);
});

const failing = defineKernel('test.failing', () => {
  throw new Error('broken');
});

function expected(count: number, rounds: number): number[] {
  let places = new Array<number>(count).fill(0);
  for (let round = 0; round < rounds; round++)
    places = places.map((value, i) => round + value + (i > 0 ? places[i - 1] : 0));
  return places;
}

test('every round sees what the round before left', () => {
  const places = sharedArray('f64', 20);
  const control = createControl();
  const all = inRounds(addLeft, { places }, 10, 3, 6, control);
  expect(all.items).toBe(24);
  takeTiles(all.kernel as never, { args: all.args, count: all.items, tile: 1, state: newState() }, control);
  expect([...places.subarray(0, 10)]).toEqual(expected(10, 6));
});

test('a thread that waits for a round stops when the step is cancelled, or when another thread failed', () => {
  const control = createControl();
  const waiting = inRounds(addLeft, { places: sharedArray('f64', 20) }, 10, 5, 2, control);
  control.cancel();
  expect(() => {
    waiting.kernel.run(waiting.args, 2, 3);
  }).toThrow(CancelledError);

  const broken = inRounds(failing, {}, 10, 5, 2, createControl());
  expect(() => {
    broken.kernel.run(broken.args, 0, 1);
  }).toThrow('broken');
  expect(() => {
    broken.kernel.run(broken.args, 2, 3);
  }).toThrow('Another thread failed');
});
