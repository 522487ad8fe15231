import { exp2, log2 } from '../math';
import {
  alpha,
  beta,
  curveGamma,
  gamma,
  offCross,
  offSSpan,
  offUSpan,
  onCross,
  onSEnd,
  onSSpan,
  onUEnd,
  onUSpan,
  sSwitch,
  switchTime,
  unitS,
  unitU,
  uSwitch,
} from './curve';
import { cells, distancesOf, evenCells, standardS, standardU, tauOffOf, tauOnOf } from './memory';

/**
 * Times of all cells by the inverse of the curves, and the squared distances from the curves there, two cells at once. What
 * the inverse takes the logarithm of is one of the two exponentials of the curve already.
 *
 * @returns false where the curve is too flat to have an inverse.
 */
export function invertCurves(slot: i32): bool {
  const byU = gamma >= beta;
  const rate = byU ? beta : gamma;
  const otherRate = byU ? curveGamma : beta;
  const weightS = byU ? 0.0 : 1.0 / unitS;
  const weightU = (byU ? 1.0 : -beta / (gamma - beta)) / unitU;
  const endOn = byU ? alpha / beta : alpha / gamma - alpha / (gamma - beta);
  const startOff = byU ? uSwitch : sSwitch - (beta / (gamma - beta)) * uSwitch;
  const perOn = 1.0 / endOn;
  const perOff = 1.0 / startOff;
  if (!(abs(perOn) < Infinity) || !(abs(perOff) < Infinity)) return false;
  const tauOn = tauOnOf(slot);
  const tauOff = tauOffOf(slot);
  const distances = distancesOf(slot);
  const one = f64x2.splat(1);
  const lowest = f64x2.splat(1e-6);
  const highest = f64x2.splat(1 - 1e-6);
  const wU = f64x2.splat(weightU);
  const wS = f64x2.splat(weightS);
  const onScale = f64x2.splat(perOn);
  const offScale = f64x2.splat(perOff);
  const perRate = f64x2.splat(-1.0 / rate);
  const other = f64x2.splat(-otherRate);
  const end = f64x2.splat(switchTime);
  const endDecay = exp2(f64x2.splat(-rate * switchTime));
  const latestDecay = f64x2.splat(latest(weightU * perOff, weightS * perOff));
  for (let i = 0; i < evenCells; i += 2) {
    const at = (<usize>i) << 3;
    const u = v128.load(standardU + at);
    const s = v128.load(standardS + at);
    const x = f64x2.add(f64x2.mul(wU, u), f64x2.mul(wS, s));
    const on = f64x2.max(lowest, f64x2.min(highest, f64x2.sub(one, f64x2.mul(x, onScale))));
    const off = f64x2.max(latestDecay, f64x2.max(lowest, f64x2.min(highest, f64x2.mul(x, offScale))));
    const timeOn = f64x2.min(f64x2.mul(log2(on), perRate), end);
    const timeOff = f64x2.mul(log2(off), perRate);
    v128.store(tauOn + at, timeOn);
    v128.store(tauOff + at, timeOff);
    const decayOn = f64x2.max(on, endDecay);
    const otherOn = exp2(f64x2.mul(timeOn, other));
    const otherOff = exp2(f64x2.mul(timeOff, other));
    const toOff = fromOff(u, s, byU ? off : otherOff, byU ? otherOff : off);
    const toOn = fromOn(u, s, byU ? decayOn : otherOn, byU ? otherOn : decayOn);
    v128.store(distances + 2 * at, i64x2.shuffle(toOff, toOn, 0, 2));
    v128.store(distances + 2 * at, i64x2.shuffle(toOff, toOn, 1, 3), 16);
  }
  return true;
}

/** What is left, of 1, at the latest time in repression that a cell with s has come to; 1 where no cell has s. */
function latest(weightU: f64, weightS: f64): f64 {
  const wU = f64x2.splat(weightU);
  const wS = f64x2.splat(weightS);
  const zero = f64x2.splat(0);
  const highest = f64x2.splat(1 - 1e-6);
  let least = f64x2.splat(2);
  for (let i = 0; i < evenCells; i += 2) {
    const at = (<usize>i) << 3;
    const s = v128.load(standardS + at);
    const x = f64x2.min(highest, f64x2.add(f64x2.mul(wU, v128.load(standardU + at)), f64x2.mul(wS, s)));
    least = f64x2.min(least, v128.bitselect(x, f64x2.splat(2), f64x2.gt(s, zero)));
  }
  const x = min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1));
  return x > 1 ? 1 : max(1e-6, x);
}

/** Squared distances of two cells from the induction curve, given what is left of its exponentials. */
export function fromOn(u: v128, s: v128, decayU: v128, decayS: v128): v128 {
  const fitU = f64x2.add(f64x2.splat(onUEnd), f64x2.mul(f64x2.splat(onUSpan), decayU));
  const spliced = f64x2.add(f64x2.splat(onSEnd), f64x2.mul(f64x2.splat(onSSpan), decayS));
  const fitS = f64x2.sub(spliced, f64x2.mul(f64x2.splat(onCross), decayU));
  return squares(f64x2.sub(u, fitU), f64x2.sub(s, fitS));
}

/** The same from the repression curve. */
export function fromOff(u: v128, s: v128, decayU: v128, decayS: v128): v128 {
  const fitU = f64x2.mul(f64x2.splat(offUSpan), decayU);
  const spliced = f64x2.mul(f64x2.splat(offSSpan), decayS);
  const fitS = f64x2.sub(spliced, f64x2.mul(f64x2.splat(offCross), decayU));
  return squares(f64x2.sub(u, fitU), f64x2.sub(s, fitS));
}

function squares(a: v128, b: v128): v128 {
  return f64x2.add(f64x2.mul(a, a), f64x2.mul(b, b));
}

/** The squared distance of one cell from the curve of its state (1: induction, 0: repression) at time `tau`. */
export function distanceAt(cell: i32, state: i32, tau: f64): f64 {
  const u = v128.load64_splat(standardU + ((<usize>cell) << 3));
  const s = v128.load64_splat(standardS + ((<usize>cell) << 3));
  const decays = exp2(f64x2(-beta * tau, -curveGamma * tau));
  const decayU = i64x2.shuffle(decays, decays, 0, 0);
  const decayS = i64x2.shuffle(decays, decays, 1, 1);
  const distance = state === 1 ? fromOn(u, s, decayU, decayS) : fromOff(u, s, decayU, decayS);
  return f64x2.extract_lane(distance, 0);
}
