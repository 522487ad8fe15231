// Which edges of the cells of a tile are due in an epoch, and the order in which the cells are moved.

import { GROUP_BYTES, neighbors, rests, room, starts, tileCells } from './memory';

/** Cells with more edges due than that are taken in any order. */
const MOST_TOLD_APART = 63;
const BUCKETS_BYTES: usize = 4 * (MOST_TOLD_APART + 1);

/** How many edges of the tile's cell `k` are due. */
export function dueCount(k: i32): i32 {
  return load<i32>(counts() + ((<usize>k) << 2));
}

/** Where the list of the edges that are due begins, for the tile's cell `k`. */
export function dueList(k: i32): usize {
  return <usize>load<u32>(counts() + arrayBytes() + ((<usize>k) << 2));
}

/** The tile's cells in the order in which they are moved. */
export function cellAt(place: i32): i32 {
  return load<i32>(order() + ((<usize>place) << 2));
}

function arrayBytes(): usize {
  return (<usize>tileCells) << 2;
}

function counts(): usize {
  return room + BUCKETS_BYTES;
}

/** Room for the groups of a tile: see groups.ts. */
export function groups(): usize {
  return order() + arrayBytes();
}

function order(): usize {
  return counts() + 2 * arrayBytes();
}

/**
 * Lists the edges that are due for the cells `from` to `to`. An edge used in a share r of the epochs is due in epoch e where
 * ⌊(e + 1) r⌋ > ⌊e r⌋: where the fraction of e r is at least 1 − r.
 */
export function listDue(from: i32, to: i32, epoch: i32): void {
  const times = i32x4.splat(-epoch);
  let next = groups() + <usize>(tileCells >> 2) * GROUP_BYTES;
  let count = counts();
  let p = (<usize>load<u32>(starts + ((<usize>from) << 2))) << 2;
  for (let i = from; i < to; i++, count += 4) {
    const end = (<usize>load<u32>(starts + ((<usize>i) << 2), 4)) << 2;
    const first = next;
    for (; p < end; p += 16) {
      const rest = v128.load(rests + p);
      const due = i32x4.bitmask(i32x4.ge_u(i32x4.mul(times, rest), rest));
      const places = v128.load(neighbors + p);
      // Each is written, and the next over it unless it is due.
      v128.store32_lane(next, places, 0);
      next += (due & 1) << 2;
      v128.store32_lane(next, places, 1);
      next += (due & 2) << 1;
      v128.store32_lane(next, places, 2);
      next += due & 4;
      v128.store32_lane(next, places, 3);
      next += (due & 8) >>> 1;
    }
    store<u32>(count, <u32>((next - first) >>> 2));
    store<u32>(count + arrayBytes(), <u32>first);
  }
}

/** Orders the tile's cells by how many of their edges are due, most first, so that four moved together come to an end together. */
export function orderByDue(size: i32): void {
  memory.fill(room, 0, BUCKETS_BYTES);
  for (let k = 0; k < size; k++) {
    const bucket = bucketOf(k);
    store<i32>(bucket, load<i32>(bucket) + 1);
  }
  let place = 0;
  for (let b: usize = 0; b < BUCKETS_BYTES; b += 4) {
    const first = place;
    place += load<i32>(room + b);
    store<i32>(room + b, first);
  }
  for (let k = 0; k < size; k++) {
    const bucket = bucketOf(k);
    const at = load<i32>(bucket);
    store<i32>(bucket, at + 1);
    store<i32>(order() + ((<usize>at) << 2), k);
  }
}

function bucketOf(k: i32): usize {
  return room + ((<usize>(MOST_TOLD_APART - min(dueCount(k), MOST_TOLD_APART))) << 2);
}
