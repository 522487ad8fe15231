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
import { exponential, least4, logarithm } from './lanes';
import { cells, pairs, standardS, standardU, tauOffOf, tauOnOf } from './memory';

// What logarithms are taken of is held between these.
export const LOWEST: f32 = 1e-6;
export const HIGHEST: f32 = 1 - 1e-6;

/**
 * Times of all cells by the inverse of the curves, and the squared distances from the curves there, four cells at once. What
 * the inverse takes the logarithm of is one of the two exponentials of the curve already.
 *
 * @returns false where the curve is too flat to have an inverse.
 */
export function invertCurves(slot: i32): bool {
  const byU = gamma >= beta;
  const rate = byU ? beta : curveGamma;
  const otherRate = byU ? curveGamma : beta;
  const ratio = beta / (curveGamma - beta);
  const weightS = byU ? 0.0 : 1.0 / unitS;
  const weightU = (byU ? 1.0 : -ratio) / unitU;
  const perOn = 1.0 / (byU ? alpha / beta : alpha / curveGamma - alpha / (curveGamma - beta));
  const perOff = 1.0 / (byU ? uSwitch : sSwitch - ratio * uSwitch);
  if (!(abs(perOn) < Infinity) || !(abs(perOff) < Infinity)) return false;
  const tauOn = tauOnOf(slot);
  const tauOff = tauOffOf(slot);
  const one = f32x4.splat(1);
  const lowest = f32x4.splat(LOWEST);
  const highest = f32x4.splat(HIGHEST);
  const onU = f32x4.splat(<f32>(weightU * perOn));
  const onS = f32x4.splat(<f32>(weightS * perOn));
  const offU = f32x4.splat(<f32>(weightU * perOff));
  const offS = f32x4.splat(<f32>(weightS * perOff));
  const perRate = f32x4.splat(<f32>(-1.0 / rate));
  const other = f32x4.splat(<f32>-otherRate);
  const end = f32x4.splat(<f32>switchTime);
  const endDecay = f32x4.splat(<f32>Math.exp(-rate * switchTime));
  const latestDecay = f32x4.splat(latest(offU, offS));
  for (let i = 0; i < cells; i += 4) {
    const at = (<usize>i) << 2;
    const u = v128.load(standardU + at);
    const s = v128.load(standardS + at);
    const xOn = f32x4.add(f32x4.mul(onU, u), f32x4.mul(onS, s));
    const xOff = f32x4.add(f32x4.mul(offU, u), f32x4.mul(offS, s));
    const on = f32x4.pmax(lowest, f32x4.pmin(highest, f32x4.sub(one, xOn)));
    const off = f32x4.pmax(latestDecay, f32x4.pmin(highest, xOff));
    const timeOn = f32x4.pmin(end, f32x4.mul(logarithm(on), perRate));
    const timeOff = f32x4.mul(logarithm(off), perRate);
    v128.store(tauOn + at, timeOn);
    v128.store(tauOff + at, timeOff);
    const decayOn = f32x4.pmax(endDecay, on);
    const otherOn = exponential(f32x4.mul(timeOn, other));
    const otherOff = exponential(f32x4.mul(timeOff, other));
    const toOff = byU ? fromOff(u, s, off, otherOff) : fromOff(u, s, otherOff, off);
    const toOn = byU ? fromOn(u, s, decayOn, otherOn) : fromOn(u, s, otherOn, decayOn);
    v128.store(pairs + 2 * at, i32x4.shuffle(toOff, toOn, 0, 4, 1, 5));
    v128.store(pairs + 2 * at, i32x4.shuffle(toOff, toOn, 2, 6, 3, 7), 16);
  }
  return true;
}

/** The squared distances of all cells from both curves at the times that the assignment `slot` holds. */
export function measureAtTimes(slot: i32): void {
  const minusBeta = f32x4.splat(<f32>-beta);
  const minusGamma = f32x4.splat(<f32>-curveGamma);
  for (let i = 0; i < cells; i += 4) {
    const at = (<usize>i) << 2;
    const u = v128.load(standardU + at);
    const s = v128.load(standardS + at);
    const on = v128.load(tauOnOf(slot) + at);
    const off = v128.load(tauOffOf(slot) + at);
    const onDecayU = exponential(f32x4.mul(minusBeta, on));
    const toOn = fromOn(u, s, onDecayU, exponential(f32x4.mul(minusGamma, on)));
    const offDecayU = exponential(f32x4.mul(minusBeta, off));
    const toOff = fromOff(u, s, offDecayU, exponential(f32x4.mul(minusGamma, off)));
    v128.store(pairs + 2 * at, i32x4.shuffle(toOff, toOn, 0, 4, 1, 5));
    v128.store(pairs + 2 * at, i32x4.shuffle(toOff, toOn, 2, 6, 3, 7), 16);
  }
}

/** What is left, of 1, at the latest time in repression that a cell with s has come to; all where no cell has s. */
export function latest(offU: v128, offS: v128): f32 {
  const highest = f32x4.splat(HIGHEST);
  let least = highest;
  for (let i = 0; i < cells; i += 4) {
    const at = (<usize>i) << 2;
    const s = v128.load(standardS + at);
    const x = f32x4.add(f32x4.mul(offU, v128.load(standardU + at)), f32x4.mul(offS, s));
    least = f32x4.pmin(least, v128.bitselect(x, highest, f32x4.gt(s, f32x4.splat(0))));
  }
  const x = least4(least);
  return x > LOWEST ? x : LOWEST;
}

/** Squared distances of four cells from the induction curve, given what is left of its exponentials. */
export function fromOn(u: v128, s: v128, decayU: v128, decayS: v128): v128 {
  const fitU = f32x4.add(f32x4.splat(<f32>onUEnd), f32x4.mul(f32x4.splat(<f32>onUSpan), decayU));
  const spliced = f32x4.add(f32x4.splat(<f32>onSEnd), f32x4.mul(f32x4.splat(<f32>onSSpan), decayS));
  const fitS = f32x4.sub(spliced, f32x4.mul(f32x4.splat(<f32>onCross), decayU));
  return squares(f32x4.sub(u, fitU), f32x4.sub(s, fitS));
}

/** The same from the repression curve. */
export function fromOff(u: v128, s: v128, decayU: v128, decayS: v128): v128 {
  const fitU = f32x4.mul(f32x4.splat(<f32>offUSpan), decayU);
  const spliced = f32x4.mul(f32x4.splat(<f32>offSSpan), decayS);
  const fitS = f32x4.sub(spliced, f32x4.mul(f32x4.splat(<f32>offCross), decayU));
  return squares(f32x4.sub(u, fitU), f32x4.sub(s, fitS));
}

function squares(a: v128, b: v128): v128 {
  return f32x4.add(f32x4.mul(a, a), f32x4.mul(b, b));
}

/** The squared distance of one cell from the curve of its state (1: induction, 0: repression) at time `tau`. */
export function distanceAt(cell: i32, state: i32, tau: f32): f32 {
  const u = v128.load32_splat(standardU + ((<usize>cell) << 2));
  const s = v128.load32_splat(standardS + ((<usize>cell) << 2));
  const decayU = exponential(f32x4.splat(<f32>-beta * tau));
  const decayS = exponential(f32x4.splat(<f32>-curveGamma * tau));
  const distance = state === 1 ? fromOn(u, s, decayU, decayS) : fromOff(u, s, decayU, decayS);
  return f32x4.extract_lane(distance, 0);
}
