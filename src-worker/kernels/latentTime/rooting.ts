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
  /** Results, one row of `roots.length` a gene: the root's time, and the latest time after it, on the clock before. */
  rootTime: Float64Array;
  latest: Float64Array;
}

/**
 * Turns each gene's clock so that it starts at a root: times before the root's come after all others. Each rooting
 * works on the clock that the one before left. The kernel finds the two constants of each rooting that
 * {@link rootedTime} needs.
 */
export const rootingKernel = defineKernel<RootingArgs>('latentTime.rooting', (args, from, to) => {
  const { times, cells, genes, roots, rootTime, latest } = args;
  for (let k = from; k < to; k++) {
    const base = genes[k] * cells;
    const row = k * roots.length;
    for (let r = 0; r < roots.length; r++) {
      const start = rootedTime(times[base + roots[r]], rootTime, latest, row, r);
      let last = 0;
      for (let i = 0; i < cells; i++) {
        const after = rootedTime(times[base + i], rootTime, latest, row, r) - start;
        if (after > last) last = after;
      }
      rootTime[row + r] = start;
      latest[row + r] = last;
    }
  }
});

/** A gene's time on the clock after the first `rootings` rootings, whose constants start at `row`. */
export function rootedTime(
  time: number,
  rootTime: Float64Array,
  latest: Float64Array,
  row: number,
  rootings: number,
): number {
  let rooted = time;
  for (let r = 0; r < rootings; r++) {
    const root = rootTime[row + r];
    rooted = rooted >= root ? rooted - root : rooted + latest[row + r];
  }
  return rooted;
}
