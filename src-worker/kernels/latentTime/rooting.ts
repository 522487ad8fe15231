import { defineKernel } from '../kernel.ts';

/** Gene times, and the constants of one rooting after another for every gene. */
export interface RootingArgs {
  /** Gene times, genes × cells. */
  times: Float32Array;
  cells: number;
  /** Rows of `times` that take part. */
  genes: Uint32Array;
  /** Cells at which the clock starts, in the order of the rootings. */
  roots: Uint32Array;
  /** Results, roots × genes: the root's time, and the latest time after it, on the clock before. */
  rootTime: Float64Array;
  latest: Float64Array;
}

/**
 * Turns each gene's clock so that it starts at a root: times before the root's come after all others. Each rooting
 * works on the clock that the one before left. The kernel finds the two constants of each rooting that
 * {@link rootedOnce} needs.
 */
export const rootingKernel = defineKernel<RootingArgs>('latentTime.rooting', (args, from, to) => {
  const { times, cells, genes, roots, rootTime, latest } = args;
  const own = new Float64Array(cells);
  for (let k = from; k < to; k++) {
    own.set(times.subarray(genes[k] * cells, (genes[k] + 1) * cells));
    for (let r = 0; r < roots.length; r++) {
      const start = own[roots[r]];
      let last = 0;
      for (let i = 0; i < cells; i++) if (own[i] - start > last) last = own[i] - start;
      for (let i = 0; i < cells; i++) own[i] = rootedOnce(own[i], start, last);
      rootTime[r * genes.length + k] = start;
      latest[r * genes.length + k] = last;
    }
  }
});

/** A gene's time on the clock that starts at a root, whose time it was, and where the others come as late as `latest`. */
export function rootedOnce(time: number, rootTime: number, latest: number): number {
  return time >= rootTime ? time - rootTime : time + latest;
}
