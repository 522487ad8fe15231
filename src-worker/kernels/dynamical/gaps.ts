import { sortTimes } from './sortTimes.ts';

/** Room for sorted times and their increments. */
export interface GapScratch {
  on: Float64Array;
  off: Float64Array;
  sortedOn: Float64Array;
  sortedOff: Float64Array;
  buckets: Uint32Array;
  largest: Float64Array;
  gapsOn: Gaps;
  gapsOff: Gaps;
  /** Cells whose time was moved, ascending. */
  moved: Uint32Array;
}

/** Times at which a gap ends, ascending, and how much is taken away from there on, all gaps before included. */
interface Gaps {
  count: number;
  at: Float64Array;
  shift: Float64Array;
}

export function createGapScratch(cells: number): GapScratch {
  // Increments above three times their 99.5th percentile are among the largest half percent.
  const most = Math.ceil(cells * 0.005) + 2;
  const gaps = (): Gaps => ({ count: 0, at: new Float64Array(most), shift: new Float64Array(most) });
  return {
    on: new Float64Array(cells),
    off: new Float64Array(cells),
    sortedOn: new Float64Array(cells),
    sortedOff: new Float64Array(cells),
    buckets: new Uint32Array(cells + 1),
    largest: new Float64Array(most),
    gapsOn: gaps(),
    gapsOff: gaps(),
    moved: new Uint32Array(cells),
  };
}

/**
 * Closes the gaps in the times of the cells in induction (state 1) and in repression (state 0): where two successive
 * times of one phase lie further apart than three times the 99.5th percentile of all such increments, everything
 * after them moves forward by that increment (Bergen 2020). Times without observations in between mean nothing.
 *
 * @returns how many cells moved; `scratch.moved` lists them. Times of the phase that a cell is not in stay as they are.
 */
export function closeGaps(
  state: Uint8Array,
  tauOn: Float64Array,
  tauOff: Float64Array,
  scratch: GapScratch,
): number {
  let countOn = 0;
  let countOff = 0;
  for (let i = 0; i < state.length; i++) {
    if (state[i] === 1) scratch.on[countOn++] = tauOn[i];
    else scratch.off[countOff++] = tauOff[i];
  }
  const sortedOn = sortTimes(scratch.on, countOn, scratch.buckets, scratch.sortedOn);
  const sortedOff = sortTimes(scratch.off, countOff, scratch.buckets, scratch.sortedOff);
  const bound = 3 * upperIncrement(sortedOn, sortedOff, scratch.largest);
  findGaps(sortedOn, bound, scratch.gapsOn);
  findGaps(sortedOff, bound, scratch.gapsOff);
  const { gapsOn, gapsOff } = scratch;
  if (gapsOn.count === 0 && gapsOff.count === 0) return 0;
  let moved = 0;
  for (let i = 0; i < state.length; i++) {
    const on = state[i] === 1;
    const tau = on ? tauOn : tauOff;
    const shift = shiftAt(on ? gapsOn : gapsOff, tau[i]);
    if (shift === 0) continue;
    tau[i] -= shift;
    scratch.moved[moved++] = i;
  }
  return moved;
}

/** The 99.5th percentile of the increments of both sorted lists, each counted from 0. */
function upperIncrement(on: Float64Array, off: Float64Array, largest: Float64Array): number {
  const count = on.length + off.length;
  const rank = (count - 1) * 0.995;
  const below = Math.floor(rank);
  // Keeps the largest increments in descending order, down to the one just below the rank sought.
  const kept = count - below;
  largest.fill(-Infinity);
  keepLargest(on, largest, kept);
  keepLargest(off, largest, kept);
  const low = largest[kept - 1];
  return rank === below ? low : low + (largest[kept - 2] - low) * (rank - below);
}

function keepLargest(sorted: Float64Array, largest: Float64Array, kept: number): void {
  let previous = 0;
  for (let i = 0; i < sorted.length; i++) {
    const increment = sorted[i] - previous;
    previous = sorted[i];
    if (increment <= largest[kept - 1]) continue;
    let k = kept - 1;
    for (; k > 0 && largest[k - 1] < increment; k--) largest[k] = largest[k - 1];
    largest[k] = increment;
  }
}

function findGaps(sorted: Float64Array, bound: number, gaps: Gaps): void {
  gaps.count = 0;
  let previous = 0;
  let shift = 0;
  for (let i = 0; i < sorted.length; i++) {
    const increment = sorted[i] - previous;
    previous = sorted[i];
    if (!(increment > bound)) continue;
    shift += increment;
    gaps.at[gaps.count] = sorted[i];
    gaps.shift[gaps.count++] = shift;
  }
}

function shiftAt(gaps: Gaps, tau: number): number {
  let k = gaps.count;
  while (k > 0 && tau < gaps.at[k - 1]) k--;
  return k > 0 ? gaps.shift[k - 1] : 0;
}
