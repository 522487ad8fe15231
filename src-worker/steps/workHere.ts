import type { Work } from './work.ts';

/** Runs kernels at once on this thread, in tiles of the asked size: for tests of a step's parts. */
export const workHere: Work = {
  checkCancelled: () => undefined,
  parallel: (kernel, args, count, options = {}) => {
    const { tile = 64, rounds = 1 } = options;
    for (let round = 0; round < rounds; round++)
      for (let from = 0; from < count; from += tile)
        kernel.run(args, from, Math.min(count, from + tile), round);
    return Promise.resolve();
  },
};
