import { exp2, log2 } from '../math';
import {
  beta,
  curveGamma,
  offCross,
  offSSpan,
  offUSpan,
  onCross,
  onSEnd,
  onSSpan,
  onUEnd,
  onUSpan,
  switchTime,
  unitS,
  unitU,
} from './curve';
import {
  cells,
  distancesOf,
  MOST_POINTS,
  POINT_BYTES,
  points,
  ROOM,
  standardS,
  standardU,
  tauOffOf,
  tauOnOf,
} from './memory';

/**
 * Times of all cells by orthogonal projection on the curves, and the squared distances (in standard deviations) from the
 * points found: the nearest, in counts, of 200 to 500 points equally spaced in time. Repression is followed until the lowest u
 * of any cell with s.
 */
export function projectOnCurves(slot: i32): void {
  const count = min(MOST_POINTS, max(200, cells / 5));
  let lowest: f64 = Infinity;
  for (let i = 0; i < cells; i++) {
    const at = (<usize>i) << 3;
    if (load<f64>(standardS + at) > 0) lowest = min(lowest, load<f64>(standardU + at));
  }
  const left = min(1 - 1e-6, max(1e-6, lowest / offUSpan));
  const end = -f64x2.extract_lane(log2(f64x2.splat(left)), 0) / beta;
  const stepOn = switchTime / <f64>(count - 1);
  const stepOff = end / <f64>(count - 1);
  layPoints(1, count, stepOn);
  layPoints(0, count, stepOff);
  const tauOn = tauOnOf(slot);
  const tauOff = tauOffOf(slot);
  const distances = distancesOf(slot);
  const perU = 1 / unitU;
  const perS = 1 / unitS;
  const smallest = f64x2.splat(1e-300);
  const perStep = f64x2(-1 / (beta * stepOn), -1 / (beta * stepOff));
  for (let i = 0; i < cells; i++) {
    const at = (<usize>i) << 3;
    const u = load<f64>(standardU + at);
    const s = load<f64>(standardS + at);
    // The search starts at the point with the cell's u, near which the nearest one mostly lies.
    const rest = f64x2.max(smallest, f64x2(1 - u / onUEnd, u / offUSpan));
    const places = f64x2.mul(log2(rest), perStep);
    const on = nearest(1, count, u * perU, s * perS, f64x2.extract_lane(places, 0));
    const off = nearest(0, count, u * perU, s * perS, f64x2.extract_lane(places, 1) - 1);
    store<f64>(tauOn + at, <f64>on * stepOn);
    store<f64>(tauOff + at, <f64>(off + 1) * stepOff);
    v128.store(distances + 2 * at, f64x2(distanceFrom(0, off, u, s), distanceFrom(1, on, u, s)));
  }
}

// The points of a curve, in units of the curve: all u, then all s, then the lowest and highest s of each block, by pairs.
const S_PLACE: usize = 8 * ROOM;
const BLOCK_PLACE: usize = 16 * ROOM;
const BLOCK: i32 = 16;

function pointsOf(phase: i32): usize {
  return points + <usize>phase * POINT_BYTES;
}

/** Lays the points of induction from time 0 on, those of repression from one step on. */
function layPoints(phase: i32, count: i32, step: f64): void {
  const isOn = phase === 1;
  const skip = isOn ? 0 : 1;
  const us = pointsOf(phase);
  const perU = 1 / unitU;
  const perS = 1 / unitS;
  let low: f64 = Infinity;
  let high: f64 = -Infinity;
  for (let k = 0; k < count - skip; k++) {
    const tau = <f64>(k + skip) * step;
    const decays = exp2(f64x2(-beta * tau, -curveGamma * tau));
    const decayU = f64x2.extract_lane(decays, 0);
    const decayS = f64x2.extract_lane(decays, 1);
    const at = us + ((<usize>k) << 3);
    store<f64>(at, perU * (isOn ? onUEnd + onUSpan * decayU : offUSpan * decayU));
    const onS = onSEnd + onSSpan * decayS - onCross * decayU;
    const s = perS * (isOn ? onS : offSSpan * decayS - offCross * decayU);
    store<f64>(at, s, S_PLACE);
    low = min(low, s);
    high = max(high, s);
    store<f64>(us + ((<usize>(k / BLOCK)) << 4), low, BLOCK_PLACE);
    store<f64>(us + ((<usize>(k / BLOCK)) << 4), high, BLOCK_PLACE + 8);
    if (k % BLOCK === BLOCK - 1) {
      low = Infinity;
      high = -Infinity;
    }
  }
  // What is left of the last block is far from everything.
  for (let k = count - skip; k % BLOCK !== 0; k++) {
    store<f64>(us + ((<usize>k) << 3), Infinity);
    store<f64>(us + ((<usize>k) << 3), 0, S_PLACE);
  }
}

let best: i32 = 0;
let least: f64 = 0;

/**
 * The first of the points nearest to u and s (units of the curve), from the point at `place` outwards. u rises or falls all
 * along a curve, so the search ends where u alone is farther than the best point; blocks whose s is farther are passed over.
 */
function nearest(phase: i32, count: i32, u: f64, s: f64, place: f64): i32 {
  const us = pointsOf(phase);
  const last = phase === 1 ? count - 1 : count - 2;
  const start = place < <f64>last ? (place > 0 ? <i32>place : 0) : last;
  best = start;
  least = Infinity;
  const block = start / BLOCK;
  look(us, block, u, s);
  for (let b = block + 1; b * BLOCK <= last; b++) {
    const gap = load<f64>(us + ((<usize>(b * BLOCK)) << 3)) - u;
    if (gap * gap > least) break;
    if (isNear(us, b, s)) look(us, b, u, s);
  }
  for (let b = block - 1; b >= 0; b--) {
    const gap = load<f64>(us + ((<usize>(b * BLOCK + BLOCK - 1)) << 3)) - u;
    if (gap * gap > least) break;
    if (isNear(us, b, s)) look(us, b, u, s);
  }
  return best;
}

/** Whether the s of some point of a block may be as near as the best point. */
function isNear(us: usize, block: i32, s: f64): bool {
  const at = us + ((<usize>block) << 4);
  const gap = max(0, max(load<f64>(at, BLOCK_PLACE) - s, s - load<f64>(at, BLOCK_PLACE + 8)));
  return gap * gap <= least;
}

/** Looks for a nearer point in a block, two points at once, and then for its place where there is one. */
function look(us: usize, block: i32, u: f64, s: f64): void {
  const uu = f64x2.splat(u);
  const ss = f64x2.splat(s);
  const from = us + ((<usize>(block * BLOCK)) << 3);
  let nearer = f64x2.splat(Infinity);
  for (let at = from; at < from + 8 * BLOCK; at += 16) {
    const du = f64x2.sub(v128.load(at), uu);
    const ds = f64x2.sub(v128.load(at, S_PLACE), ss);
    nearer = f64x2.pmin(nearer, f64x2.add(f64x2.mul(du, du), f64x2.mul(ds, ds)));
  }
  const found = min(f64x2.extract_lane(nearer, 0), f64x2.extract_lane(nearer, 1));
  // Of points as near as each other the first is taken.
  if (found > least || (found === least && block * BLOCK > best)) return;
  for (let k = block * BLOCK; k < block * BLOCK + BLOCK; k++) {
    const at = us + ((<usize>k) << 3);
    const du = load<f64>(at) - u;
    const ds = load<f64>(at, S_PLACE) - s;
    if (du * du + ds * ds === found) {
      least = found;
      best = k;
      return;
    }
  }
}

function distanceFrom(phase: i32, k: i32, u: f64, s: f64): f64 {
  const at = pointsOf(phase) + ((<usize>k) << 3);
  const du = unitU * load<f64>(at) - u;
  const ds = unitS * load<f64>(at, S_PLACE) - s;
  return du * du + ds * ds;
}
