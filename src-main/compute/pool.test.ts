import { afterEach, expect, it } from 'vitest';

import { CancelledError } from '../../src-worker/data/errors.ts';
import { createControl } from '../../src-worker/steps/control.ts';
import { createPool, type ComputePool, type StepTask } from './pool.ts';

const deafWorker = new URL('./fixtures/deafWorker.ts', import.meta.url).href;

let pool: ComputePool;
afterEach(() => pool.close());

function task(step: string, signal?: AbortSignal): StepTask {
  return { step, parameters: {}, seed: 0, inputs: {}, control: createControl(), signal };
}

it('ends a thread that does not answer a cancellation, and goes on with a new one', async () => {
  pool = createPool(1, deafWorker);
  const stop = new AbortController();
  const running = pool.runStep(task('deaf', stop.signal));
  setTimeout(() => {
    stop.abort();
  }, 300);
  await expect(running).rejects.toThrow(CancelledError);
  expect(await pool.runStep(task('willing'))).toEqual({ outputs: {}, warnings: [] });
}, 30_000);

it('does not start what was cancelled before', async () => {
  pool = createPool(1, deafWorker);
  await expect(pool.runStep(task('willing', AbortSignal.abort()))).rejects.toThrow(CancelledError);
});

it('brings errors of a step across threads as they were thrown', async () => {
  pool = createPool(1);
  await expect(pool.runStep(task('nonsense'))).rejects.toThrow('No step is named nonsense');
  await expect(pool.runStep(task('moments'))).rejects.toThrow('Step moments needs');
});
