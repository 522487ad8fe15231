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
import { HIGHEST, latest, LOWEST } from './inverse';
import { power, sum2, widened } from './lanes';
import {
  cells,
  fitted,
  heldOffS,
  heldOffU,
  heldOnS,
  heldOnU,
  standardS,
  standardU,
  statesOf,
} from './memory';

// Of the fitted cells, how many the states held have in induction and in repression, and at rest at the switch, with their
// sums; and the sum of squares of those at rest at the origin, which no kinetics change.
let countOn: i32 = 0;
let countOff: i32 = 0;
let countSwitch: f64 = 0;
let switchU: f64 = 0;
let switchS: f64 = 0;
let switchSquares: f64 = 0;
let originSquares: f64 = 0;

/** Holds the states of the fitted cells in an assignment, for `sumInStates`: the cells of each state are laid side by side. */
export function holdStates(slot: i32): void {
  const states = statesOf(slot);
  countOn = countOff = 0;
  countSwitch = switchU = switchS = switchSquares = originSquares = 0;
  for (let i = 0; i < cells; i++) {
    const at = (<usize>i) << 2;
    if (load<f32>(fitted + at) === 0) continue;
    const u = load<f32>(standardU + at);
    const s = load<f32>(standardS + at);
    const state = load<u8>(states + i);
    if (state === 0) {
      store<f32>(heldOffU + ((<usize>countOff) << 2), u);
      store<f32>(heldOffS + ((<usize>countOff) << 2), s);
      countOff++;
    } else if (state === 1) {
      store<f32>(heldOnU + ((<usize>countOn) << 2), u);
      store<f32>(heldOnS + ((<usize>countOn) << 2), s);
      countOn++;
    } else if (state === 2) {
      originSquares += <f64>u * u + <f64>s * s;
    } else {
      countSwitch++;
      switchU += u;
      switchS += s;
      switchSquares += <f64>u * u + <f64>s * s;
    }
  }
}

/**
 * The sum, over the fitted cells, of squared distances from the curves that were set, with each cell in the state held and at
 * the time there that the inverse of its curve tells; NaN where the curves are too flat to have an inverse.
 */
export function sumInStates(): f64 {
  const byU = gamma >= beta;
  const ratio = beta / (curveGamma - beta);
  const perOn = 1.0 / (byU ? alpha / beta : alpha / curveGamma - alpha / (curveGamma - beta));
  const perOff = 1.0 / (byU ? uSwitch : sSwitch - ratio * uSwitch);
  if (!(abs(perOn) < Infinity) || !(abs(perOff) < Infinity)) return NaN;
  const weightS = byU ? 0.0 : 1.0 / unitS;
  const weightU = (byU ? 1.0 : -ratio) / unitU;
  const onU = <f32>(-weightU * perOn);
  const onS = <f32>(-weightS * perOn);
  const offU = <f32>(weightU * perOff);
  const offS = <f32>(weightS * perOff);
  const rate = byU ? beta : curveGamma;
  const exponent = <f32>((byU ? curveGamma : beta) / rate);
  const lowOn = max(LOWEST, <f32>Math.exp(-rate * switchTime));
  const lowOff = latest(f32x4.splat(offU), f32x4.splat(offS));
  const sum = byU
    ? moving(true, true, countOn, onU, onS, lowOn, exponent) +
      moving(false, true, countOff, offU, offS, lowOff, exponent)
    : moving(true, false, countOn, onU, onS, lowOn, exponent) +
      moving(false, false, countOff, offU, offS, lowOff, exponent);
  const endU = uSwitch * unitU;
  const endS = sSwitch * unitS;
  const atSwitch = countSwitch * (endU * endU + endS * endS) - 2 * (endU * switchU + endS * switchS);
  return sum + originSquares + switchSquares + atSwitch;
}

/**
 * The sum over the `count` cells in induction or in repression. What is left of the curve's slower exponential is, for each, 1
 * (in induction) or 0 plus `weightU` u + `weightS` s, between `low` and 1; to the power of `exponent` it is the other exponential.
 */
function moving(isOn: bool, byU: bool, count: i32, weightU: f32, weightS: f32, low: f32, exponent: f32): f64 {
  const us = isOn ? heldOnU : heldOffU;
  const ss = isOn ? heldOnS : heldOffS;
  const ofU = f32x4.splat(weightU);
  const ofS = f32x4.splat(weightS);
  const start = f32x4.splat(isOn ? 1 : 0);
  const lowest = f32x4.splat(low);
  const highest = f32x4.splat(HIGHEST);
  const exponents = f32x4.splat(exponent);
  const uEnd = f32x4.splat(<f32>onUEnd);
  const uSpan = f32x4.splat(<f32>(isOn ? onUSpan : offUSpan));
  const sEnd = f32x4.splat(<f32>onSEnd);
  const sSpan = f32x4.splat(<f32>(isOn ? onSSpan : offSSpan));
  const cross = f32x4.splat(<f32>(isOn ? onCross : offCross));
  let sum = f64x2.splat(0);
  for (let k = 0; k < count; k += 4) {
    const at = (<usize>k) << 2;
    const u = v128.load(us + at);
    const s = v128.load(ss + at);
    let left = f32x4.add(start, f32x4.mul(ofU, u));
    if (!byU) left = f32x4.add(left, f32x4.mul(ofS, s));
    left = f32x4.pmax(lowest, f32x4.pmin(highest, left));
    const other = power(left, exponents);
    const decayU = byU ? left : other;
    const decayS = byU ? other : left;
    let fitU = f32x4.mul(uSpan, decayU);
    let fitS = f32x4.sub(f32x4.mul(sSpan, decayS), f32x4.mul(cross, decayU));
    if (isOn) {
      fitU = f32x4.add(fitU, uEnd);
      fitS = f32x4.add(fitS, sEnd);
    }
    const du = f32x4.sub(u, fitU);
    const ds = f32x4.sub(s, fitS);
    let square = f32x4.add(f32x4.mul(du, du), f32x4.mul(ds, ds));
    // What fills the last vector up does not count.
    if (k + 4 > count) square = v128.and(square, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count - k)));
    sum = f64x2.add(sum, widened(square));
  }
  return sum2(sum);
}
