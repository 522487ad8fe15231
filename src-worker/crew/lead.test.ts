import { once } from 'node:events';
import { Worker, type MessagePort } from 'node:worker_threads';

import { afterEach, expect, test } from 'vitest';

import { sharedArray } from '../data/arrays.ts';
import { CancelledError } from '../data/errors.ts';
import type { TileRunner } from '../steps/context.ts';
import { createControl, type StepControl } from '../steps/control.ts';
import { createBell, type Bell } from './bell.ts';
import { failsElsewhere, whoWorks } from './fixtures/kernels.ts';
import { leadCrew } from './lead.ts';

const nothing = (): void => undefined;
let bell: Bell;
let workers: Worker[] = [];
afterEach(async () => {
  await letGo();
});

/** Threads end by themselves once the bell says that work is over. */
async function letGo(): Promise<void> {
  bell.end();
  await Promise.all(workers.map((worker) => once(worker, 'exit')));
  workers = [];
}

function crewOf(helpers: number, control: StepControl): TileRunner {
  bell = createBell();
  return leadCrew(helpers, bell, control, nothing, (ports) => {
    for (const port of ports) start(port, control);
  });
}

function start(port: MessagePort, control: StepControl): void {
  const worker = new Worker(new URL('./fixtures/helper.ts', import.meta.url), {
    workerData: { bell: bell.memory, control: control.memory, name: workers.length + 2 },
  });
  workers.push(worker);
  worker.postMessage({ port }, [port]);
}

test('helpers join a long job, take part in later ones, and go when work is over', async () => {
  const run = crewOf(1, createControl());
  const names = sharedArray('i32', 1000);
  await run(whoWorks as never, { names }, 1000, 1);
  expect(new Set(names)).toEqual(new Set([1, 2]));
  names.fill(0);
  await run(whoWorks as never, { names }, 40, 1);
  expect(new Set(names.subarray(0, 40))).toEqual(new Set([1, 2]));
  await letGo();
});

test('a job of one tile calls nobody', async () => {
  const run = crewOf(3, createControl());
  const names = sharedArray('i32', 5);
  await run(whoWorks as never, { names }, 5, 5);
  expect([...names]).toEqual([1, 1, 1, 1, 1]);
  expect(workers).toEqual([]);
});

test('an error on a helper reaches the step as it was thrown', async () => {
  const run = crewOf(1, createControl());
  const failed = sharedArray('i32', 1);
  await expect(run(failsElsewhere as never, { failed }, 2, 1)).rejects.toThrow('the tile is broken');
});

test('a cancelled step stops at the next tile, on every thread', async () => {
  const control = createControl();
  const run = crewOf(1, control);
  const names = sharedArray('i32', 1000);
  await run(whoWorks as never, { names }, 1000, 1);
  control.cancel();
  names.fill(0);
  await expect(run(whoWorks as never, { names }, 1000, 1)).rejects.toThrow(CancelledError);
  await letGo();
  expect(names.every((name) => name === 0)).toBe(true);
});
