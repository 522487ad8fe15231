import type { Work } from './work.ts';

/** Runs kernels at once on this thread, in tiles of the asked size: for tests of a step's parts. */
export const workHere: Work = {
  checkCancelled: () => undefined,
  parallel: (kernel, args, count, options = {}) => {
    const tile = options.tile ?? 64;
    for (let from = 0; from < count; from += tile) kernel.run(args, from, Math.min(count, from + tile));
    return Promise.resolve();
  },
};
