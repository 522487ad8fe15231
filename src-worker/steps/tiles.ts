import { CancelledError } from '../data/errors.ts';
import type { StepControl } from './control.ts';
import type { Kernel } from '../kernels/kernel.ts';

/**
 * Takes tiles of one kernel call from the shared counter until none is left or the step was cancelled. Any number of
 * threads may do so at once. `between` is called before each.
 */
export function workThroughTiles(
  kernel: Kernel<unknown>,
  args: unknown,
  count: number,
  tile: number,
  next: Int32Array,
  control: StepControl,
  between?: () => void,
): void {
  const tiles = Math.ceil(count / tile);
  for (;;) {
    const index = Atomics.add(next, 0, 1);
    if (index >= tiles) return;
    if (control.cancelled()) throw new CancelledError();
    between?.();
    kernel.run(args, index * tile, Math.min(count, (index + 1) * tile));
    control.tileDone();
  }
}
