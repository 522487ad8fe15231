import { greatest4, loadBytes } from './lanes';
import {
  buckets,
  cells,
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
let latest0: f32 = 0;
let latest1: f32 = 0;
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
  if (!(load<f64>(largest) > bound)) return 0;
  gapCount0 = between ? findBetween(0, counts0, bound) : findSorted(0, counts0, bound);
  gapCount1 = between ? findBetween(1, counts1, bound) : findSorted(1, counts1, bound);
  return gapCount0 + gapCount1 === 0 ? 0 : move(slot);
}

function count(slot: i32): void {
  const states = statesOf(slot);
  const tauOn = tauOnOf(slot);
  const tauOff = tauOffOf(slot);
  let on = i32x4.splat(0);
  let latestOn = f32x4.splat(0);
  let latestOff = f32x4.splat(0);
  for (let i = 0; i < cells; i += 4) {
    const state = loadBytes(states + i);
    const isOn = i32x4.ne(state, i32x4.splat(0));
    const at = (<usize>i) << 2;
    on = i32x4.add(on, state);
    latestOn = f32x4.pmax(latestOn, v128.and(v128.load(tauOn + at), isOn));
    latestOff = f32x4.pmax(latestOff, v128.andnot(v128.load(tauOff + at), isOn));
  }
  const some = i32x4.extract_lane(on, 0) + i32x4.extract_lane(on, 1);
  counts1 = some + i32x4.extract_lane(on, 2) + i32x4.extract_lane(on, 3);
  counts0 = cells - counts1;
  latest1 = greatest4(latestOn);
  latest0 = greatest4(latestOff);
}

/** The buckets of a phase, in which low and minus high are `Infinity` where they are empty. */
function bucketsOf(phase: i32): usize {
  return buckets + <usize>phase * 8 * (cells + 2);
}

function sortedOf(phase: i32): usize {
  return sorted + <usize>phase * 4 * cells;
}

function gapsOf(phase: i32): usize {
  return gaps + <usize>phase * 16 * gapCapacity;
}

/** The last bucket of a phase of so many cells; the first holds the start of time. */
function lastBucket(count: i32): i32 {
  return count - 1;
}

function perTime(count: i32, latest: f32): f32 {
  const scale = <f32>lastBucket(count) / latest;
  return scale < Infinity && scale > 0 ? scale : 0;
}

function deal(slot: i32): void {
  const empty = f32x4.splat(Infinity);
  const off = bucketsOf(0);
  const on = bucketsOf(1);
  for (let b = 0; b <= lastBucket(counts0); b += 2) v128.store(off + ((<usize>b) << 3), empty);
  for (let b = 0; b <= lastBucket(counts1); b += 2) v128.store(on + ((<usize>b) << 3), empty);
  const states = statesOf(slot);
  const tauOff = tauOffOf(slot);
  const fromOffToOn = tauOnOf(slot) - tauOff;
  const between = on - off;
  const perOff = perTime(counts0, latest0);
  const perOn = perTime(counts1, latest1);
  for (let i = 0; i < cells; i++) {
    const isOn = <usize>load<u8>(states + i);
    const tau = load<f32>(tauOff + isOn * fromOffToOn + ((<usize>i) << 2));
    const b = <usize>(<u32>(tau * (isOn ? perOn : perOff)));
    const at = off + isOn * between + (b << 3);
    const both = f32x4(tau, -tau, 0, 0);
    v128.store64_lane(at, f32x4.pmin(v128.load64_zero(at), both), 0);
  }
}

/** Keeps the largest increments between buckets; returns the longest stretch of time within one. */
function keepBetween(phase: i32, count: i32, kept: i32): f64 {
  if (count === 0) return 0;
  const from = bucketsOf(phase);
  let previous: f32 = 0;
  let inside: f32 = 0;
  let bound = <f32>load<f64>(largest + ((<usize>(kept - 1)) << 3));
  for (let b = 0; b <= lastBucket(count); b++) {
    const low = load<f32>(from + ((<usize>b) << 3));
    const high = -load<f32>(from + ((<usize>b) << 3), 4);
    const increment = low - previous;
    // Empty buckets change nothing: theirs is infinite, and their highest time below all others.
    if (i32(increment > bound) & i32(increment < Infinity)) {
      keep(increment, kept);
      bound = <f32>load<f64>(largest + ((<usize>(kept - 1)) << 3));
    }
    const width = high - low;
    inside = width > inside ? width : inside;
    previous = high > previous ? high : previous;
  }
  return inside;
}

function keepSorted(phase: i32, count: i32, kept: i32): void {
  const from = sortedOf(phase);
  let previous: f32 = 0;
  for (let k = 0; k < count; k++) {
    const tau = load<f32>(from + ((<usize>k) << 2));
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
  let previous: f32 = 0;
  for (let b = 0; b <= lastBucket(count); b++) {
    const low = load<f32>(from + ((<usize>b) << 3));
    const high = -load<f32>(from + ((<usize>b) << 3), 4);
    if (low > high) continue;
    if (low - previous > bound) found = addGap(phase, found, low, low - previous);
    previous = high;
  }
  return found;
}

function findSorted(phase: i32, count: i32, bound: f64): i32 {
  const from = sortedOf(phase);
  let found = 0;
  let previous: f32 = 0;
  for (let k = 0; k < count; k++) {
    const tau = load<f32>(from + ((<usize>k) << 2));
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
    const at = (isOn ? tauOn : tauOff) + ((<usize>i) << 2);
    const tau = load<f32>(at);
    const first = isOn ? firstOn : firstOff;
    if (tau < first) continue;
    const from = gapsOf(isOn ? 1 : 0);
    let k = isOn ? gapCount1 : gapCount0;
    while (tau < load<f64>(from + ((<usize>(k - 1)) << 4))) k--;
    store<f32>(at, <f32>(tau - load<f64>(from + ((<usize>(k - 1)) << 4), 8)));
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
    const at = (<usize>i) << 2;
    if (load<u8>(states + i) !== 0) {
      store<f32>(on, load<f32>(tauOnOf(slot) + at));
      on += 4;
    } else {
      store<f32>(off, load<f32>(tauOffOf(slot) + at));
      off += 4;
    }
  }
  heapSort(sortedOf(0), counts0);
  heapSort(sortedOf(1), counts1);
}

/** Sorts in place, whatever the order before, in n log n steps. */
function heapSort(values: usize, count: i32): void {
  for (let root = (count >> 1) - 1; root >= 0; root--) sift(values, root, count);
  for (let last = count - 1; last > 0; last--) {
    const at = values + ((<usize>last) << 2);
    const greatest = load<f32>(values);
    store<f32>(values, load<f32>(at));
    store<f32>(at, greatest);
    sift(values, 0, last);
  }
}

function sift(values: usize, root: i32, count: i32): void {
  const value = load<f32>(values + ((<usize>root) << 2));
  let place = root;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= count) break;
    const right = child + 1;
    if (
      right < count &&
      load<f32>(values + ((<usize>right) << 2)) > load<f32>(values + ((<usize>child) << 2))
    )
      child = right;
    const greater = load<f32>(values + ((<usize>child) << 2));
    if (greater <= value) break;
    store<f32>(values + ((<usize>place) << 2), greater);
    place = child;
  }
  store<f32>(values + ((<usize>place) << 2), value);
}
