import type { ArrayName } from '../../src-worker/data/catalogue.ts';

/** A step, how long it takes, and what ties it to others. */
export interface TimedStep {
  seconds: number;
  reads: readonly ArrayName[];
  makes: readonly ArrayName[];
}

/**
 * Seconds from the start of the first step to the end of the last, where each starts as soon as its inputs are there and at
 * most two run side by side (one on a single thread), as the pipeline does.
 *
 * @param steps in an order in which each comes after what it reads
 */
export function scheduledSeconds(steps: readonly TimedStep[], threads: number): number {
  const slots = new Array<number>(threads > 1 ? 2 : 1).fill(0);
  const ready = new Map<ArrayName, number>();
  let end = 0;
  let work = 0;
  for (const { seconds, reads, makes } of steps) {
    const inputs = Math.max(0, ...reads.map((name) => ready.get(name) ?? 0));
    const slot = slots.indexOf(Math.min(...slots));
    const start = seconds === 0 ? inputs : Math.max(inputs, slots[slot]);
    const finish = start + seconds;
    if (seconds > 0) slots[slot] = finish;
    for (const name of makes) ready.set(name, finish);
    end = Math.max(end, finish);
    work += seconds;
  }
  // Steps side by side share the cores, so they take somewhat longer than each by itself.
  return end + 0.25 * (work - end);
}
