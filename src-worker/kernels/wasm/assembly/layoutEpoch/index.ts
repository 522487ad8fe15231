// One epoch of the stochastic gradient descent of UMAP in shared memory, four cells at a time: see layoutEpoch.ts.

import { cellAt, dueCount, dueList, listDue, orderByDue } from './due';
import { attraction, cells, repulsion, seed } from './memory';

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
  // Past the end the last cell is moved once more, to the same place.
  const last = to - from - 1;
  for (let k = 0; k <= last; k += 4)
    moveFour(
      before,
      after,
      from,
      cellAt(k),
      cellAt(min(k + 1, last)),
      cellAt(min(k + 2, last)),
      cellAt(min(k + 3, last)),
      epoch,
      rate,
    );
}

function moveFour(
  before: usize,
  after: usize,
  from: i32,
  k0: i32,
  k1: i32,
  k2: i32,
  k3: i32,
  epoch: i32,
  rate: f32,
): void {
  const c0 = from + k0;
  const c1 = from + k1;
  const c2 = from + k2;
  const c3 = from + k3;
  let list0 = dueList(k0);
  let list1 = dueList(k1);
  let list2 = dueList(k2);
  let list3 = dueList(k3);
  let left = i32x4(dueCount(k0), dueCount(k1), dueCount(k2), dueCount(k3));
  const most = max(max(dueCount(k0), dueCount(k1)), max(dueCount(k2), dueCount(k3)));
  const end = list0 + ((<usize>most) << 2);
  const own = i32x4(c0, c1, c2, c3);
  let state = startOf(own, epoch);
  let low = pairAt(before, c0 << 3, c1 << 3);
  let high = pairAt(before, c2 << 3, c3 << 3);
  let x = v128.shuffle<f32>(low, high, 0, 2, 4, 6);
  let y = v128.shuffle<f32>(low, high, 1, 3, 5, 7);
  const rates = f32x4.splat(rate);
  const longest = f32x4.splat(LONGEST_STEP);
  const least = f32x4.splat(-LONGEST_STEP);
  const count = i32x4.splat(cells);
  while (list0 < end) {
    const due = i32x4.gt_s(left, i32x4.splat(0));
    left = i32x4.sub(left, i32x4.splat(1));
    low = pairAt(before, load<i32>(list0), load<i32>(list1));
    high = pairAt(before, load<i32>(list2), load<i32>(list3));
    list0 += 4;
    list1 += 4;
    list2 += 4;
    list3 += 4;
    const xj = v128.shuffle<f32>(low, high, 0, 2, 4, 6);
    const yj = v128.shuffle<f32>(low, high, 1, 3, 5, 7);
    for (let pull = 0; pull < 2; pull++) {
      const dx = f32x4.sub(xj, x);
      const dy = f32x4.sub(yj, y);
      const force = forceAt(attraction, dx, dy);
      const stepX = f32x4.pmax(f32x4.pmin(f32x4.mul(force, dx), longest), least);
      const stepY = f32x4.pmax(f32x4.pmin(f32x4.mul(force, dy), longest), least);
      x = f32x4.add(x, v128.and(f32x4.mul(rates, stepX), due));
      y = f32x4.add(y, v128.and(f32x4.mul(rates, stepY), due));
    }
    let sumX = f32x4.splat(0);
    let sumY = f32x4.splat(0);
    for (let sample = 0; sample < NEGATIVE_SAMPLES; sample++) {
      state = v128.xor(state, i32x4.shl(state, 13));
      state = v128.xor(state, i32x4.shr_u(state, 17));
      state = v128.xor(state, i32x4.shl(state, 5));
      const k = v128.shuffle<i32>(
        i64x2.extmul_low_i32x4_u(state, count),
        i64x2.extmul_high_i32x4_u(state, count),
        1,
        3,
        5,
        7,
      );
      const at = i32x4.shl(k, 3);
      low = pairAt(before, i32x4.extract_lane(at, 0), i32x4.extract_lane(at, 1));
      high = pairAt(before, i32x4.extract_lane(at, 2), i32x4.extract_lane(at, 3));
      const dx = f32x4.sub(x, v128.shuffle<f32>(low, high, 0, 2, 4, 6));
      const dy = f32x4.sub(y, v128.shuffle<f32>(low, high, 1, 3, 5, 7));
      const force = v128.andnot(forceAt(repulsion, dx, dy), i32x4.eq(k, own));
      sumX = f32x4.add(sumX, f32x4.pmax(f32x4.pmin(f32x4.mul(force, dx), longest), least));
      sumY = f32x4.add(sumY, f32x4.pmax(f32x4.pmin(f32x4.mul(force, dy), longest), least));
    }
    x = f32x4.add(x, v128.and(f32x4.mul(rates, sumX), due));
    y = f32x4.add(y, v128.and(f32x4.mul(rates, sumY), due));
  }
  low = v128.shuffle<f32>(x, y, 0, 4, 1, 5);
  high = v128.shuffle<f32>(x, y, 2, 6, 3, 7);
  v128.store64_lane(after + ((<usize>c0) << 3), low, 0);
  v128.store64_lane(after + ((<usize>c1) << 3), low, 1);
  v128.store64_lane(after + ((<usize>c2) << 3), high, 0);
  v128.store64_lane(after + ((<usize>c3) << 3), high, 1);
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

/** A start of xorshift32 for each of four cells, never 0. */
function startOf(cell: v128, epoch: i32): v128 {
  const byCell = i32x4.mul(i32x4.add(cell, i32x4.splat(1)), i32x4.splat(0x9e3779b1));
  let z = v128.xor(byCell, i32x4.splat(seed ^ ((epoch + 1) * 0x85ebca6b)));
  z = i32x4.mul(v128.xor(z, i32x4.shr_u(z, 16)), i32x4.splat(0x21f0aaad));
  z = i32x4.mul(v128.xor(z, i32x4.shr_u(z, 15)), i32x4.splat(0x735a2d97));
  z = v128.xor(z, i32x4.shr_u(z, 15));
  return v128.or(z, v128.and(i32x4.eq(z, i32x4.splat(0)), i32x4.splat(1)));
}
