// Groups of four cells of a tile that are moved together, those with most edges due first.

import { cellAt, dueCount, dueList, groups } from './due';
import { GROUP_BYTES, seed } from './memory';

export { groups } from './due';
export { GROUP_BYTES } from './memory';

// What a group holds of each of its cells: where it stands (f32), its random numbers, its index, how many of its edges are due, where
// they are listed (i32). Behind these the most that are due for one of them.
export const X: usize = 0;
export const Y: usize = 16;
export const STATE: usize = 32;
export const OWN: usize = 48;
const COUNT: usize = 64;
const LIST: usize = 80;
const MOST: usize = 96;

/** Makes the groups of the cells `from` to `to`; returns how many. */
export function gatherGroups(before: usize, from: i32, to: i32, epoch: i32): i32 {
  // Past the end the last cell is moved once more, to the same place.
  const last = to - from - 1;
  let group = groups();
  for (let place = 0; place <= last; place += 4, group += GROUP_BYTES) {
    let most = 0;
    for (let lane = 0; lane < 4; lane++) {
      const k = cellAt(min(place + lane, last));
      const at = group + ((<usize>lane) << 2);
      const position = before + ((<usize>(from + k)) << 3);
      const count = dueCount(k);
      store<f32>(at, load<f32>(position), X);
      store<f32>(at, load<f32>(position, 4), Y);
      store<i32>(at, from + k, OWN);
      store<i32>(at, count, COUNT);
      store<usize>(at, dueList(k), LIST);
      most = max(most, count);
    }
    store<i32>(group, most, MOST);
    v128.store(group, startOf(v128.load(group, OWN), epoch), STATE);
  }
  return (last >> 2) + 1;
}

/** Writes where the cells stand. */
export function scatterGroups(after: usize, count: i32): void {
  const end = groups() + <usize>count * GROUP_BYTES;
  for (let group = groups(); group < end; group += GROUP_BYTES) {
    for (let lane: usize = 0; lane < 16; lane += 4) {
      const position = after + ((<usize>load<i32>(group + lane, OWN)) << 3);
      store<f32>(position, load<f32>(group + lane, X));
      store<f32>(position, load<f32>(group + lane, Y), 4);
    }
  }
}

/** How many of the first `count` groups have an edge number `k`. */
export function activeGroups(k: i32, count: i32): i32 {
  while (count > 0 && load<i32>(groups() + <usize>(count - 1) * GROUP_BYTES, MOST) <= k) count--;
  return count;
}

/** All bits of the cells that have an edge number `k`. */
export function dueMask(group: usize, k: i32): v128 {
  return i32x4.gt_s(v128.load(group, COUNT), i32x4.splat(k));
}

/** Edge number `k` of each cell; of those that have none, one that was listed earlier or that of another cell. */
export function neighborsOf(group: usize, k: i32): v128 {
  const further = (<usize>k) << 2;
  let edges = v128.load32_zero(load<usize>(group, LIST) + further);
  edges = v128.load32_lane(load<usize>(group, LIST + 4) + further, edges, 1);
  edges = v128.load32_lane(load<usize>(group, LIST + 8) + further, edges, 2);
  return v128.load32_lane(load<usize>(group, LIST + 12) + further, edges, 3);
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
