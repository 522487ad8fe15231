import { sharedArray } from '../data/arrays.ts';
import { CancelledError } from '../data/errors.ts';
import { defineKernel, kernelNamed, type Kernel } from '../kernels/kernel.ts';
import { createControl, type StepControl } from './control.ts';

interface RoundsArgs {
  kernel: string;
  args: unknown;
  count: number;
  tile: number;
  /** Tiles that are done, and whether one failed. */
  state: Int32Array;
  control: SharedArrayBuffer;
}

const DONE = 0;
const FAILED = 1;

/** How often a thread that waits for a round looks before it sleeps, and for how long it then sleeps at most. */
const LOOKS = 2000;
const NAP_MS = 20;

/**
 * One kernel call that stands for many rounds over the same items: a round starts when all tiles of the one before are done,
 * without the threads being called anew for each. Item k is tile k mod tiles of round ⌊k / tiles⌋.
 *
 * Threads take the items in their order, so whoever waits for a round waits for tiles that other threads have begun: any
 * number of threads comes to the end.
 */
export function inRounds(
  kernel: Kernel<never>,
  args: unknown,
  count: number,
  tile: number,
  rounds: number,
  control: StepControl,
): { kernel: Kernel<RoundsArgs>; args: RoundsArgs; items: number } {
  const state = sharedArray('i32', 2);
  return {
    kernel: roundsKernel,
    args: { kernel: kernel.name, args, count, tile, state, control: control.memory },
    items: Math.ceil(count / tile) * rounds,
  };
}

const roundsKernel = defineKernel<RoundsArgs>('steps.rounds', (request, from, to) => {
  const { args, count, tile, state } = request;
  const kernel = kernelNamed(request.kernel);
  const control = createControl(request.control);
  const tiles = Math.ceil(count / tile);
  for (let item = from; item < to; item++) {
    const round = Math.floor(item / tiles);
    waitUntilDone(state, round * tiles, control);
    const start = (item - round * tiles) * tile;
    try {
      kernel.run(args, start, Math.min(count, start + tile), round);
    } catch (error) {
      Atomics.store(state, FAILED, 1);
      throw error;
    }
    if (Atomics.add(state, DONE, 1) + 1 === (round + 1) * tiles) Atomics.notify(state, DONE);
  }
});

function waitUntilDone(state: Int32Array, wanted: number, control: StepControl): void {
  for (let look = 0; ; look++) {
    const done = Atomics.load(state, DONE);
    if (done >= wanted) return;
    if (look < LOOKS) continue;
    if (control.cancelled()) throw new CancelledError();
    if (Atomics.load(state, FAILED) !== 0) throw new Error('Another thread failed in an earlier round');
    Atomics.wait(state, DONE, done, NAP_MS);
  }
}
