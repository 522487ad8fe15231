import { setImmediate } from 'node:timers/promises';

import { CancelledError } from '../../src-worker/data/errors.ts';

/** Longest stretch of work between two turns of the event loop, in milliseconds. */
const STRETCH = 8;

/** Lets long work on a thread that also answers others give way every few milliseconds. */
export interface Pace {
  /** Called between slices of work. @throws CancelledError where the signal asked for it. */
  (): Promise<void> | undefined;
}

/** A pace for one piece of work; `await pace()` costs nothing while its stretch is not over. */
export function createPace(signal?: AbortSignal): Pace {
  let since = performance.now();
  const giveWay = async (): Promise<void> => {
    await setImmediate();
    since = performance.now();
    if (signal?.aborted) throw new CancelledError();
  };
  return () => {
    if (signal?.aborted) throw new CancelledError();
    return performance.now() - since < STRETCH ? undefined : giveWay();
  };
}
