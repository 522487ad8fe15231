import {
  buckets,
  cells,
  evenCells,
  gapCapacity,
  gaps,
  largest,
  moved,
  sorted,
  statesOf,
  tauOffOf,
  tauOnOf,
} from './memory';

// By phase, 0 repression and 1 induction: how many cells are in it, their latest time, buckets a unit of time, and gaps found.
let counts0: i32 = 0;
let counts1: i32 = 0;
let latest0: f64 = 0;
let latest1: f64 = 0;
let gapCount0: i32 = 0;
let gapCount1: i32 = 0;

/**
 * Closes the gaps in the times of the cells in induction (state 1) and in repression (state 0): where two successive times of
 * one phase lie further apart than three times the 99.5th percentile of all such increments, everything after them moves
 * forward by that increment.
 *
 * Times are dealt into as many buckets as there are of them, of which only the earliest and the latest are kept: the largest
 * increments lie between buckets. Where they do not, times are sorted.
 *
 * @returns how many cells moved; `moved` lists them.
 */
export function closeGaps(slot: i32): i32 {
  count(slot);
  const rank = <f64>(cells - 1) * 0.995;
  const below = <i32>Math.floor(rank);
  const kept = cells - below;
  for (let k = 0; k < gapCapacity; k++) store<f64>(largest + ((<usize>k) << 3), -Infinity);
  deal(slot);
  const inside = max(keepBetween(0, counts0, kept), keepBetween(1, counts1, kept));
  const between = load<f64>(largest + ((<usize>(kept - 1)) << 3)) >= inside;
  if (!between) {
    for (let k = 0; k < gapCapacity; k++) store<f64>(largest + ((<usize>k) << 3), -Infinity);
    sortTimes(slot);
    keepSorted(0, counts0, kept);
    keepSorted(1, counts1, kept);
  }
  const low = load<f64>(largest + ((<usize>(kept - 1)) << 3));
  const share = rank - <f64>below;
  const increment = share === 0 ? low : low + (load<f64>(largest + ((<usize>(kept - 2)) << 3)) - low) * share;
  const bound = 3 * increment;
  gapCount0 = between ? findBetween(0, counts0, bound) : findSorted(0, counts0, bound);
  gapCount1 = between ? findBetween(1, counts1, bound) : findSorted(1, counts1, bound);
  return gapCount0 + gapCount1 === 0 ? 0 : move(slot);
}

function count(slot: i32): void {
  const states = statesOf(slot);
  const tauOn = tauOnOf(slot);
  const tauOff = tauOffOf(slot);
  counts1 = 0;
  latest0 = 0;
  latest1 = 0;
  for (let i = 0; i < cells; i++) {
    const on = <i32>load<u8>(states + i);
    const at = (<usize>i) << 3;
    counts1 += on;
    latest1 = max(latest1, on ? load<f64>(tauOn + at) : 0);
    latest0 = max(latest0, on ? 0 : load<f64>(tauOff + at));
  }
  counts0 = cells - counts1;
}

/** The buckets of a phase: earliest and latest time, by pairs. */
function bucketsOf(phase: i32): usize {
  return buckets + <usize>phase * 16 * (evenCells + 2);
}

function sortedOf(phase: i32): usize {
  return sorted + <usize>phase * 8 * evenCells;
}

function gapsOf(phase: i32): usize {
  return gaps + <usize>phase * 16 * gapCapacity;
}

function perTime(count: i32, latest: f64): f64 {
  const scale = <f64>(count - 1) / latest;
  return scale < Infinity && scale > 0 ? scale : 0;
}

function deal(slot: i32): void {
  const empty = f64x2(Infinity, -Infinity);
  const off = bucketsOf(0);
  const on = bucketsOf(1);
  for (let b = 0; b <= counts0; b++) v128.store(off + ((<usize>b) << 4), empty);
  for (let b = 0; b <= counts1; b++) v128.store(on + ((<usize>b) << 4), empty);
  const states = statesOf(slot);
  const tauOn = tauOnOf(slot);
  const tauOff = tauOffOf(slot);
  const perOff = perTime(counts0, latest0);
  const perOn = perTime(counts1, latest1);
  for (let i = 0; i < cells; i++) {
    const isOn = load<u8>(states + i) !== 0;
    const tau = load<f64>((isOn ? tauOn : tauOff) + ((<usize>i) << 3));
    const b = <usize>(<u32>(tau * (isOn ? perOn : perOff)));
    const at = (isOn ? on : off) + (b << 4);
    store<f64>(at, min(load<f64>(at), tau));
    store<f64>(at, max(load<f64>(at, 8), tau), 8);
  }
}

/** Keeps the largest increments between buckets; returns the longest stretch of time within one. */
function keepBetween(phase: i32, count: i32, kept: i32): f64 {
  if (count === 0) return 0;
  const from = bucketsOf(phase);
  let previous: f64 = 0;
  let inside: f64 = 0;
  for (let b = 0; b <= count; b++) {
    const low = load<f64>(from + ((<usize>b) << 4));
    const high = load<f64>(from + ((<usize>b) << 4), 8);
    if (low > high) continue;
    keep(low - previous, kept);
    inside = max(inside, high - low);
    previous = high;
  }
  return inside;
}

function keepSorted(phase: i32, count: i32, kept: i32): void {
  const from = sortedOf(phase);
  let previous: f64 = 0;
  for (let k = 0; k < count; k++) {
    const tau = load<f64>(from + ((<usize>k) << 3));
    keep(tau - previous, kept);
    previous = tau;
  }
}

/** Keeps an increment if it is one of the `kept` largest, which lie in descending order. */
function keep(increment: f64, kept: i32): void {
  let k = kept - 1;
  if (increment <= load<f64>(largest + ((<usize>k) << 3))) return;
  for (; k > 0; k--) {
    const above = load<f64>(largest + ((<usize>(k - 1)) << 3));
    if (above >= increment) break;
    store<f64>(largest + ((<usize>k) << 3), above);
  }
  store<f64>(largest + ((<usize>k) << 3), increment);
}

function findBetween(phase: i32, count: i32, bound: f64): i32 {
  const from = bucketsOf(phase);
  let found = 0;
  let previous: f64 = 0;
  for (let b = 0; b <= count && count > 0; b++) {
    const low = load<f64>(from + ((<usize>b) << 4));
    const high = load<f64>(from + ((<usize>b) << 4), 8);
    if (low > high) continue;
    if (low - previous > bound) found = addGap(phase, found, low, low - previous);
    previous = high;
  }
  return found;
}

function findSorted(phase: i32, count: i32, bound: f64): i32 {
  const from = sortedOf(phase);
  let found = 0;
  let previous: f64 = 0;
  for (let k = 0; k < count; k++) {
    const tau = load<f64>(from + ((<usize>k) << 3));
    if (tau - previous > bound) found = addGap(phase, found, tau, tau - previous);
    previous = tau;
  }
  return found;
}

/** Adds a gap that ends at `tau`; all before it are taken away with it. */
function addGap(phase: i32, found: i32, tau: f64, increment: f64): i32 {
  if (found >= gapCapacity) return found;
  const at = gapsOf(phase) + ((<usize>found) << 4);
  const before = found > 0 ? load<f64>(at - 8) : 0;
  store<f64>(at, tau);
  store<f64>(at, before + increment, 8);
  return found + 1;
}

function move(slot: i32): i32 {
  const states = statesOf(slot);
  const tauOn = tauOnOf(slot);
  const tauOff = tauOffOf(slot);
  const firstOff = gapCount0 > 0 ? load<f64>(gapsOf(0)) : Infinity;
  const firstOn = gapCount1 > 0 ? load<f64>(gapsOf(1)) : Infinity;
  let count = 0;
  for (let i = 0; i < cells; i++) {
    const isOn = load<u8>(states + i) !== 0;
    const at = (isOn ? tauOn : tauOff) + ((<usize>i) << 3);
    const tau = load<f64>(at);
    const first = isOn ? firstOn : firstOff;
    if (tau < first) continue;
    const from = gapsOf(isOn ? 1 : 0);
    let k = isOn ? gapCount1 : gapCount0;
    while (tau < load<f64>(from + ((<usize>(k - 1)) << 4))) k--;
    store<f64>(at, tau - load<f64>(from + ((<usize>(k - 1)) << 4), 8));
    store<u32>(moved + ((<usize>count) << 2), i);
    count++;
  }
  return count;
}

function sortTimes(slot: i32): void {
  const states = statesOf(slot);
  let off = sortedOf(0);
  let on = sortedOf(1);
  for (let i = 0; i < cells; i++) {
    const at = (<usize>i) << 3;
    if (load<u8>(states + i) !== 0) {
      store<f64>(on, load<f64>(tauOnOf(slot) + at));
      on += 8;
    } else {
      store<f64>(off, load<f64>(tauOffOf(slot) + at));
      off += 8;
    }
  }
  heapSort(sortedOf(0), counts0);
  heapSort(sortedOf(1), counts1);
}

/** Sorts in place, whatever the order before, in n log n steps. */
function heapSort(values: usize, count: i32): void {
  for (let root = (count >> 1) - 1; root >= 0; root--) sift(values, root, count);
  for (let last = count - 1; last > 0; last--) {
    const at = values + ((<usize>last) << 3);
    const greatest = load<f64>(values);
    store<f64>(values, load<f64>(at));
    store<f64>(at, greatest);
    sift(values, 0, last);
  }
}

function sift(values: usize, root: i32, count: i32): void {
  const value = load<f64>(values + ((<usize>root) << 3));
  let place = root;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= count) break;
    const right = child + 1;
    if (
      right < count &&
      load<f64>(values + ((<usize>right) << 3)) > load<f64>(values + ((<usize>child) << 3))
    )
      child = right;
    const greater = load<f64>(values + ((<usize>child) << 3));
    if (greater <= value) break;
    store<f64>(values + ((<usize>place) << 3), greater);
    place = child;
  }
  store<f64>(values + ((<usize>place) << 3), value);
}
