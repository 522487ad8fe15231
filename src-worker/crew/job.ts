import { CancelledError, type ErrorRecord } from '../data/errors.ts';
import type { Kernel } from '../kernels/kernel.ts';
import type { StepControl } from '../steps/control.ts';

/** One kernel call, of which every thread of a crew takes tiles. */
export interface Job {
  kernel: string;
  args: unknown;
  count: number;
  tile: number;
  /** Shared: tiles that are taken, tiles that are done, and whether one failed. */
  state: Int32Array;
}

/** What a thread says to the one that leads: its tile failed. */
export interface Failure {
  error: ErrorRecord;
}

const TAKEN = 0;
const DONE = 1;
const FAILED = 2;

export function newState(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(12));
}

/**
 * Takes tiles until none is left or one has failed; any number of threads may do so at once. `between` is called before each.
 *
 * @throws CancelledError once the step was cancelled
 */
export function takeTiles(
  kernel: Kernel<unknown>,
  { args, count, tile, state }: Omit<Job, 'kernel'>,
  control: StepControl,
  between?: () => void,
): void {
  const tiles = Math.ceil(count / tile);
  while (Atomics.load(state, FAILED) === 0) {
    const index = Atomics.add(state, TAKEN, 1);
    if (index >= tiles) return;
    if (control.cancelled()) throw new CancelledError();
    between?.();
    kernel.run(args, index * tile, Math.min(count, (index + 1) * tile));
    control.tileDone();
    if (Atomics.add(state, DONE, 1) + 1 === tiles) Atomics.notify(state, DONE);
  }
}

/** Stops the others from taking more tiles, and wakes who waits. */
export function fail(state: Int32Array): void {
  Atomics.store(state, FAILED, 1);
  Atomics.notify(state, DONE);
}

const LOOK_MS = 20;

/**
 * Waits until every tile is done. Looks up now and then, also for what no one wakes it for: a cancellation, memory to free.
 *
 * @returns false where one failed
 * @throws CancelledError once the step was cancelled
 */
export function waitForTiles(
  { count, tile, state }: Job,
  control: StepControl,
  between: () => void,
): boolean {
  const tiles = Math.ceil(count / tile);
  for (;;) {
    const done = Atomics.load(state, DONE);
    if (done >= tiles) return true;
    if (Atomics.load(state, FAILED) !== 0) return false;
    if (control.cancelled()) throw new CancelledError();
    between();
    Atomics.wait(state, DONE, done, LOOK_MS);
  }
}
