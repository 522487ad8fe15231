// One epoch of the stochastic gradient descent of UMAP in shared memory, four cells at a time: see layoutEpoch.ts.

import { listDue, orderByDue } from './due';
import {
  activeGroups,
  dueMask,
  gatherGroups,
  GROUP_BYTES,
  groups,
  neighborsOf,
  OWN,
  scatterGroups,
  STATE,
  X,
  Y,
} from './groups';
import { attraction, cells, repulsion } from './memory';

export { setUp } from './memory';

const NEGATIVE_SAMPLES = 5;
/** No step along an axis is longer than this times the learning rate. */
const LONGEST_STEP: f32 = 4;
// The force tables start with d² = 2⁻²⁵ and end before 2²¹, and have an entry for each 16 leading bits of d².
const TABLE_SHIFT = 16;
const FIRST_ENTRY = 0x3300;
const LAST_ENTRY = 0x4a00 - 1;

/** Moves the cells `from` to `to` from where they stand in `before` to `after` (x and y of each, f32). */
export function moveCells(before: usize, after: usize, from: i32, to: i32, epoch: i32, rate: f32): void {
  listDue(from, to, epoch);
  orderByDue(to - from);
  let active = gatherGroups(before, from, to, epoch);
  const all = active;
  // Every group goes one edge further before the first goes on: what is done for the next does not wait for what was done for the last.
  for (let k = 0; (active = activeGroups(k, active)) > 0; k++) {
    const end = groups() + <usize>active * GROUP_BYTES;
    for (let group = groups(); group < end; group += GROUP_BYTES) pull(group, before, k, rate);
    for (let group = groups(); group < end; group += GROUP_BYTES) push(group, before, k, rate);
  }
  scatterGroups(after, all);
}

/** Pulls the four cells of a group towards the other end of their edge number `k`, twice. */
function pull(group: usize, before: usize, k: i32, rate: f32): void {
  const due = dueMask(group, k);
  const rates = f32x4.splat(rate);
  const longest = f32x4.splat(LONGEST_STEP);
  const least = f32x4.splat(-LONGEST_STEP);
  const at = neighborsOf(group, k);
  const low = pairAt(before, i32x4.extract_lane(at, 0), i32x4.extract_lane(at, 1));
  const high = pairAt(before, i32x4.extract_lane(at, 2), i32x4.extract_lane(at, 3));
  const xj = v128.shuffle<f32>(low, high, 0, 2, 4, 6);
  const yj = v128.shuffle<f32>(low, high, 1, 3, 5, 7);
  let x = v128.load(group, X);
  let y = v128.load(group, Y);
  for (let times = 0; times < 2; times++) {
    const dx = f32x4.sub(xj, x);
    const dy = f32x4.sub(yj, y);
    const force = forceAt(attraction, dx, dy);
    const stepX = f32x4.pmax(f32x4.pmin(f32x4.mul(force, dx), longest), least);
    const stepY = f32x4.pmax(f32x4.pmin(f32x4.mul(force, dy), longest), least);
    x = f32x4.add(x, v128.and(f32x4.mul(rates, stepX), due));
    y = f32x4.add(y, v128.and(f32x4.mul(rates, stepY), due));
  }
  v128.store(group, x, X);
  v128.store(group, y, Y);
}

/** Lets cells drawn at random push the four cells of a group away, from where their edge number `k` left them. */
function push(group: usize, before: usize, k: i32, rate: f32): void {
  const longest = f32x4.splat(LONGEST_STEP);
  const least = f32x4.splat(-LONGEST_STEP);
  const count = i32x4.splat(cells);
  const own = v128.load(group, OWN);
  const x = v128.load(group, X);
  const y = v128.load(group, Y);
  let state = v128.load(group, STATE);
  let sumX = f32x4.splat(0);
  let sumY = f32x4.splat(0);
  for (let sample = 0; sample < NEGATIVE_SAMPLES; sample++) {
    state = v128.xor(state, i32x4.shl(state, 13));
    state = v128.xor(state, i32x4.shr_u(state, 17));
    state = v128.xor(state, i32x4.shl(state, 5));
    const low64 = i64x2.extmul_low_i32x4_u(state, count);
    const high64 = i64x2.extmul_high_i32x4_u(state, count);
    const other = v128.shuffle<i32>(low64, high64, 1, 3, 5, 7);
    const at = i32x4.shl(other, 3);
    const low = pairAt(before, i32x4.extract_lane(at, 0), i32x4.extract_lane(at, 1));
    const high = pairAt(before, i32x4.extract_lane(at, 2), i32x4.extract_lane(at, 3));
    const dx = f32x4.sub(x, v128.shuffle<f32>(low, high, 0, 2, 4, 6));
    const dy = f32x4.sub(y, v128.shuffle<f32>(low, high, 1, 3, 5, 7));
    const force = v128.andnot(forceAt(repulsion, dx, dy), i32x4.eq(other, own));
    sumX = f32x4.add(sumX, f32x4.pmax(f32x4.pmin(f32x4.mul(force, dx), longest), least));
    sumY = f32x4.add(sumY, f32x4.pmax(f32x4.pmin(f32x4.mul(force, dy), longest), least));
  }
  const due = dueMask(group, k);
  const rates = f32x4.splat(rate);
  v128.store(group, f32x4.add(x, v128.and(f32x4.mul(rates, sumX), due)), X);
  v128.store(group, f32x4.add(y, v128.and(f32x4.mul(rates, sumY), due)), Y);
  v128.store(group, state, STATE);
}

/** The positions at two distances in bytes from `base`. */
function pairAt(base: usize, a: i32, b: i32): v128 {
  return v128.load64_lane(base + <usize>b, v128.load64_zero(base + <usize>a), 1);
}

/** What the differences of the positions are multiplied with. */
function forceAt(table: usize, dx: v128, dy: v128): v128 {
  const square = f32x4.add(f32x4.mul(dx, dx), f32x4.mul(dy, dy));
  const leading = i32x4.shr_u(square, TABLE_SHIFT);
  const entry = i32x4.min_s(i32x4.max_s(leading, i32x4.splat(FIRST_ENTRY)), i32x4.splat(LAST_ENTRY));
  const at = i32x4.shl(entry, 2);
  const from = table - 4 * FIRST_ENTRY;
  let force = v128.load32_zero(from + <usize>i32x4.extract_lane(at, 0));
  force = v128.load32_lane(from + <usize>i32x4.extract_lane(at, 1), force, 1);
  force = v128.load32_lane(from + <usize>i32x4.extract_lane(at, 2), force, 2);
  return v128.load32_lane(from + <usize>i32x4.extract_lane(at, 3), force, 3);
}
