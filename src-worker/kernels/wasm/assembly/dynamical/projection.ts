import {
  alpha,
  beta,
  curveGamma,
  offUSpan,
  onUEnd,
  scaling,
  sSwitch,
  switchTime,
  unitS,
  unitU,
  uSwitch,
} from './curve';
import { logarithm } from './lanes';
import {
  cells,
  countedS,
  countedU,
  exactPoints,
  MOST_POINTS,
  pairs,
  POINT_BYTES,
  points,
  ROOM,
  standardS,
  standardU,
  starting,
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
  let lowest: f32 = Infinity;
  for (let i = 0; i < cells; i++) {
    const at = (<usize>i) << 2;
    if (load<f32>(countedS + at) > 0) lowest = min(lowest, load<f32>(countedU + at));
  }
  const left = min(1 - 1e-6, max(1e-6, <f64>lowest / scaling / uSwitch));
  const stepOn = switchTime / <f64>(count - 1);
  const stepOff = -Math.log(left) / beta / <f64>(count - 1);
  layPoints(1, count, stepOn);
  layPoints(0, count, stepOff);
  const tauOn = tauOnOf(slot);
  const tauOff = tauOffOf(slot);
  const smallest = f32x4.splat(1e-30);
  const perEnd = f32x4.splat(<f32>(-1 / onUEnd));
  const perSpan = f32x4.splat(<f32>(1 / offUSpan));
  const one = f32x4.splat(1);
  const perStepOn = f32x4.splat(<f32>(-1 / (beta * stepOn)));
  const perStepOff = f32x4.splat(<f32>(-1 / (beta * stepOff)));
  for (let i = 0; i < cells; i += 4) {
    // The search starts at the point with the cell's u, near which the nearest one mostly lies.
    const us = v128.load(standardU + ((<usize>i) << 2));
    const restOn = f32x4.pmax(smallest, f32x4.add(one, f32x4.mul(us, perEnd)));
    const restOff = f32x4.pmax(smallest, f32x4.mul(us, perSpan));
    const startOn = i32x4.trunc_sat_f32x4_s(f32x4.mul(logarithm(restOn), perStepOn));
    const startOff = i32x4.trunc_sat_f32x4_s(f32x4.sub(f32x4.mul(logarithm(restOff), perStepOff), one));
    v128.store(starting, startOn);
    v128.store(starting, startOff, 16);
    for (let k = i; k < min(cells, i + 4); k++) {
      const at = (<usize>k) << 2;
      const u = <f64>load<f32>(countedU + at) / scaling;
      const s = <f64>load<f32>(countedS + at);
      const place = starting + ((<usize>(k - i)) << 2);
      const on = exactly(1, count, u, s, nearest(1, count, <f32>u, <f32>s, load<i32>(place)));
      const off = exactly(0, count, u, s, nearest(0, count, <f32>u, <f32>s, load<i32>(place, 16)));
      store<f32>(tauOn + at, <f32>(<f64>on * stepOn));
      store<f32>(tauOff + at, <f32>(<f64>(off + 1) * stepOff));
      const x = load<f32>(standardU + at);
      const y = load<f32>(standardS + at);
      store<f32>(pairs + 2 * at, distanceFrom(0, off, x, y));
      store<f32>(pairs + 2 * at, distanceFrom(1, on, x, y), 4);
    }
  }
}

// The points of a curve, in units of the curve: all u, then all s, then the lowest and highest s of each block, by pairs. In f64: u
// and s of each point.
const S_PLACE: usize = 4 * ROOM;
const BLOCK_PLACE: usize = 8 * ROOM;
const BLOCK: i32 = 16;

function pointsOf(phase: i32): usize {
  return points + <usize>phase * POINT_BYTES;
}

function exactPointsOf(phase: i32): usize {
  return exactPoints + <usize>phase * 16 * ROOM;
}

/** Lays the points of induction from time 0 on, those of repression from one step on. */
function layPoints(phase: i32, count: i32, step: f64): void {
  const isOn = phase === 1;
  const last = isOn ? count : count - 1;
  const us = pointsOf(phase);
  const exact = exactPointsOf(phase);
  const rate = isOn ? alpha : 0;
  const uEnd = rate / beta;
  const sEnd = rate / curveGamma;
  const uStart = isOn ? 0 : uSwitch;
  const sStart = isOn ? 0 : sSwitch;
  const cross = (rate - beta * uStart) / (curveGamma - beta);
  const aStepU = Math.exp(-beta * step);
  const aStepS = Math.exp(-curveGamma * step);
  let decayU: f64 = isOn ? 1 : aStepU;
  let decayS: f64 = isOn ? 1 : aStepS;
  for (let k = 0; k < last; k++) {
    const u = uEnd + (uStart - uEnd) * decayU;
    const s = sEnd + (sStart - sEnd) * decayS + cross * (decayS - decayU);
    const at = (<usize>k) << 2;
    store<f64>(exact + 4 * at, u);
    store<f64>(exact + 4 * at, s, 8);
    store<f32>(us + at, <f32>u);
    store<f32>(us + at, <f32>s, S_PLACE);
    decayU *= aStepU;
    decayS *= aStepS;
  }
  for (let from = 0; from < last; from += BLOCK) {
    let low: f32 = Infinity;
    let high: f32 = -Infinity;
    for (let k = from; k < min(from + BLOCK, last); k++) {
      const s = load<f32>(us + ((<usize>k) << 2), S_PLACE);
      low = min(low, s);
      high = max(high, s);
    }
    store<f32>(us + ((<usize>(from / BLOCK)) << 3), low, BLOCK_PLACE);
    store<f32>(us + ((<usize>(from / BLOCK)) << 3), high, BLOCK_PLACE + 4);
  }
  // What is left of the last block is far from everything.
  for (let k = last; k % BLOCK !== 0; k++) {
    store<f32>(us + ((<usize>k) << 2), Infinity);
    store<f32>(us + ((<usize>k) << 2), 0, S_PLACE);
  }
}

/**
 * The nearest point in f64, from the one that 32 bits found on: of points that are as near as each other within these, they may
 * take another one.
 */
function exactly(phase: i32, count: i32, u: f64, s: f64, found: i32): i32 {
  const exact = exactPointsOf(phase);
  const last = phase === 1 ? count - 1 : count - 2;
  let k = found;
  let distance = exactSquare(exact, k, u, s);
  while (k > 0) {
    const before = exactSquare(exact, k - 1, u, s);
    if (before > distance) break;
    distance = before;
    k--;
  }
  if (k !== found) return k;
  while (k < last) {
    const after = exactSquare(exact, k + 1, u, s);
    if (after >= distance) break;
    distance = after;
    k++;
  }
  return k;
}

function exactSquare(exact: usize, k: i32, u: f64, s: f64): f64 {
  const at = exact + ((<usize>k) << 4);
  const du = load<f64>(at) - u;
  const ds = load<f64>(at, 8) - s;
  return du * du + ds * ds;
}

let best: i32 = 0;
let least: f32 = 0;

/**
 * The first of the points nearest to u and s (units of the curve), from the point at `place` outwards. u rises or falls all
 * along a curve, so the search ends where u alone is farther than the best point; blocks whose s is farther are passed over.
 */
function nearest(phase: i32, count: i32, u: f32, s: f32, place: i32): i32 {
  const us = pointsOf(phase);
  const last = phase === 1 ? count - 1 : count - 2;
  best = max(0, min(last, place));
  least = Infinity;
  const block = best / BLOCK;
  look(us, block, u, s);
  for (let b = block + 1; b * BLOCK <= last; b++) {
    const gap = load<f32>(us + ((<usize>(b * BLOCK)) << 2)) - u;
    if (gap * gap > least) break;
    if (isNear(us, b, s)) look(us, b, u, s);
  }
  for (let b = block - 1; b >= 0; b--) {
    const gap = load<f32>(us + ((<usize>(b * BLOCK + BLOCK - 1)) << 2)) - u;
    if (gap * gap > least) break;
    if (isNear(us, b, s)) look(us, b, u, s);
  }
  return best;
}

/** Whether the s of some point of a block may be as near as the best point. */
function isNear(us: usize, block: i32, s: f32): bool {
  const at = us + ((<usize>block) << 3);
  const below = load<f32>(at, BLOCK_PLACE) - s;
  const above = s - load<f32>(at, BLOCK_PLACE + 4);
  const gap = below > above ? below : above;
  return gap <= 0 || gap * gap <= least;
}

function squares(us: usize, k: usize, u: v128, s: v128): v128 {
  const at = us + (k << 2);
  const du = f32x4.sub(v128.load(at), u);
  const ds = f32x4.sub(v128.load(at, S_PLACE), s);
  return f32x4.add(f32x4.mul(du, du), f32x4.mul(ds, ds));
}

/** Looks for a nearer point in a block of 16, four points at once. */
function look(us: usize, block: i32, u: f32, s: f32): void {
  const uu = f32x4.splat(u);
  const ss = f32x4.splat(s);
  const from = <usize>(block * BLOCK);
  const a = squares(us, from, uu, ss);
  const b = squares(us, from + 4, uu, ss);
  const c = squares(us, from + 8, uu, ss);
  const d = squares(us, from + 12, uu, ss);
  const lanes = f32x4.pmin(f32x4.pmin(a, b), f32x4.pmin(c, d));
  const pairs = f32x4.pmin(lanes, i64x2.shuffle(lanes, lanes, 1, 0));
  const found = f32x4.pmin(pairs, i32x4.shuffle(pairs, pairs, 1, 0, 3, 2));
  const value = f32x4.extract_lane(found, 0);
  // Of points as near as each other the first is taken.
  if (value > least || (value === least && block * BLOCK > best)) return;
  const low = i16x8.narrow_i32x4_s(f32x4.eq(a, found), f32x4.eq(b, found));
  const high = i16x8.narrow_i32x4_s(f32x4.eq(c, found), f32x4.eq(d, found));
  least = value;
  best = block * BLOCK + ctz<i32>(i8x16.bitmask(i8x16.narrow_i16x8_s(low, high)));
}

function distanceFrom(phase: i32, k: i32, u: f32, s: f32): f32 {
  const at = pointsOf(phase) + ((<usize>k) << 2);
  const du = <f32>unitU * load<f32>(at) - u;
  const ds = <f32>unitS * load<f32>(at, S_PLACE) - s;
  return du * du + ds * ds;
}
