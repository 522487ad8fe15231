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
import { cells, distancesOf, MOST_POINTS, points, standardS, standardU, tauOffOf, tauOnOf } from './memory';

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
  const least = f64x2.splat(1e-300);
  const perStep = f64x2(-1 / (beta * stepOn), -1 / (beta * stepOff));
  for (let i = 0; i < cells; i++) {
    const at = (<usize>i) << 3;
    const u = load<f64>(standardU + at);
    const s = load<f64>(standardS + at);
    // The search starts at the point with the cell's u, near which the nearest one mostly lies.
    const rest = f64x2.max(least, f64x2(1 - u / onUEnd, u / offUSpan));
    const places = f64x2.mul(log2(rest), perStep);
    const on = nearest(1, count, u, s, f64x2.extract_lane(places, 0));
    const off = nearest(0, count, u, s, f64x2.extract_lane(places, 1) - 1);
    store<f64>(tauOn + at, <f64>on * stepOn);
    store<f64>(tauOff + at, <f64>(off + 1) * stepOff);
    v128.store(distances + 2 * at, f64x2(distanceFrom(0, off, u, s), distanceFrom(1, on, u, s)));
  }
}

/** u of the points of a curve, in standard deviations; s follows {@link MOST_POINTS} numbers later. */
function pointsOf(phase: i32): usize {
  return points + <usize>phase * 16 * MOST_POINTS;
}

/** Lays the points of induction from time 0 on, those of repression from one step on. */
function layPoints(phase: i32, count: i32, step: f64): void {
  const isOn = phase === 1;
  const skip = isOn ? 0 : 1;
  const us = pointsOf(phase);
  for (let k = 0; k < count - skip; k++) {
    const tau = <f64>(k + skip) * step;
    const decays = exp2(f64x2(-beta * tau, -curveGamma * tau));
    const decayU = f64x2.extract_lane(decays, 0);
    const decayS = f64x2.extract_lane(decays, 1);
    const at = us + ((<usize>k) << 3);
    store<f64>(at, isOn ? onUEnd + onUSpan * decayU : offUSpan * decayU);
    const s = isOn ? onSEnd + onSSpan * decayS - onCross * decayU : offSSpan * decayS - offCross * decayU;
    store<f64>(at, s, 8 * MOST_POINTS);
  }
}

/**
 * The first of the points nearest in counts. u rises or falls all along a curve, so points further on are farther as soon as
 * their u alone is.
 */
function nearest(phase: i32, count: i32, u: f64, s: f64, place: f64): i32 {
  const us = pointsOf(phase);
  const last = phase === 1 ? count - 1 : count - 2;
  const perU = 1 / unitU;
  const perS = 1 / unitS;
  const start = place < <f64>last ? (place > 0 ? <i32>place : 0) : last;
  let best = start;
  let least: f64 = Infinity;
  for (let k = start; k <= last; k++) {
    const du = (load<f64>(us + ((<usize>k) << 3)) - u) * perU;
    if (du * du > least) break;
    const ds = (load<f64>(us + ((<usize>k) << 3), 8 * MOST_POINTS) - s) * perS;
    const d = du * du + ds * ds;
    if (d < least) {
      least = d;
      best = k;
    }
  }
  for (let k = start - 1; k >= 0; k--) {
    const du = (load<f64>(us + ((<usize>k) << 3)) - u) * perU;
    if (du * du > least) break;
    const ds = (load<f64>(us + ((<usize>k) << 3), 8 * MOST_POINTS) - s) * perS;
    const d = du * du + ds * ds;
    if (d <= least) {
      least = d;
      best = k;
    }
  }
  return best;
}

function distanceFrom(phase: i32, k: i32, u: f64, s: f64): f64 {
  const at = pointsOf(phase) + ((<usize>k) << 3);
  const du = load<f64>(at) - u;
  const ds = load<f64>(at, 8 * MOST_POINTS) - s;
  return du * du + ds * ds;
}
