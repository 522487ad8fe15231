import { alpha, beta, gamma, sSwitch, switchTime, unitS, unitU, uSwitch } from './curve';
import { greatest4, loadBytes, storeBytes, sum2, widened } from './lanes';
import {
  cells,
  distancesOf,
  fitted,
  meanS,
  meansOf,
  meanSquare,
  meanU,
  pairs,
  standardS,
  standardU,
  statesOf,
  tauOffOf,
  tauOnOf,
} from './memory';

// What a cell is doing.
const OFF: i32 = 0;
const ON: i32 = 1;
const STEADY_OFF: i32 = 2;
const STEADY_ON: i32 = 3;

/** Puts each cell in the phase that is nearer on average over its neighbourhood. Four cells at once, as below. */
export function choosePhases(slot: i32): void {
  const means = meansOf(slot);
  const states = statesOf(slot);
  for (let i = 0; i < cells; i += 4) {
    const pair = means + ((<usize>i) << 3);
    const a = v128.load(pair);
    const b = v128.load(pair, 16);
    const nearer = f32x4.le(i32x4.shuffle(a, b, 0, 2, 4, 6), i32x4.shuffle(a, b, 1, 3, 5, 7));
    storeBytes(states + i, v128.andnot(i32x4.splat(ON), nearer));
  }
}

/**
 * Puts each cell in the state, of both phases and both steady states, that is nearest on average over its neighbourhood.
 *
 * @returns the sum, over the fitted cells, of the squared distances in their states.
 */
export function chooseStates(slot: i32): f64 {
  const means = meansOf(slot);
  const distances = distancesOf(slot);
  const states = statesOf(slot);
  const endU = (alpha / beta) * unitU;
  const endS = (alpha / gamma) * unitS;
  const twiceU = f32x4.splat(<f32>(2 * endU));
  const twiceS = f32x4.splat(<f32>(2 * endS));
  const endSquare = f32x4.splat(<f32>(endU * endU + endS * endS));
  const switchU = f32x4.splat(<f32>(uSwitch * unitU));
  const switchS = f32x4.splat(<f32>(sSwitch * unitS));
  let sum = f64x2.splat(0);
  for (let i = 0; i < cells; i += 4) {
    const one = (<usize>i) << 2;
    const pair = (<usize>i) << 3;
    const a = v128.load(means + pair);
    const b = v128.load(means + pair, 16);
    const off = i32x4.shuffle(a, b, 0, 2, 4, 6);
    const on = i32x4.shuffle(a, b, 1, 3, 5, 7);
    const steadyOff = v128.load(meanSquare + one);
    const byU = f32x4.mul(twiceU, v128.load(meanU + one));
    const towards = f32x4.add(byU, f32x4.mul(twiceS, v128.load(meanS + one)));
    const steadyOn = f32x4.add(f32x4.sub(steadyOff, towards), endSquare);
    const isOn = f32x4.lt(on, off);
    const moving = v128.bitselect(on, off, isOn);
    const restsOff = f32x4.lt(steadyOff, moving);
    const nearest = v128.bitselect(steadyOff, moving, restsOff);
    const restsOn = f32x4.lt(steadyOn, nearest);
    const phase = v128.and(isOn, i32x4.splat(ON));
    const below = v128.bitselect(i32x4.splat(STEADY_OFF), phase, restsOff);
    storeBytes(states + i, v128.bitselect(i32x4.splat(STEADY_ON), below, restsOn));

    const c = v128.load(pairs + pair);
    const d = v128.load(pairs + pair, 16);
    const onCurve = v128.bitselect(i32x4.shuffle(c, d, 1, 3, 5, 7), i32x4.shuffle(c, d, 0, 2, 4, 6), isOn);
    const du = f32x4.sub(v128.load(standardU + one), v128.and(switchU, restsOn));
    const ds = f32x4.sub(v128.load(standardS + one), v128.and(switchS, restsOn));
    const atRest = f32x4.add(f32x4.mul(du, du), f32x4.mul(ds, ds));
    const distance = v128.bitselect(atRest, onCurve, v128.or(restsOff, restsOn));
    v128.store(distances + one, distance);
    sum = f64x2.add(sum, widened(f32x4.mul(v128.load(fitted + one), distance)));
  }
  return sum2(sum);
}

/** The times of four cells, from `i` on, on the gene's clock, for a switch at `end`. */
export function timesOf(slot: i32, i: i32, end: v128): v128 {
  const states = loadBytes(statesOf(slot) + i);
  const at = (<usize>i) << 2;
  const on = v128.load(tauOnOf(slot) + at);
  const off = f32x4.add(v128.load(tauOffOf(slot) + at), end);
  const isOn = i32x4.eq(states, i32x4.splat(ON));
  const rests = i32x4.gt_s(states, i32x4.splat(ON));
  const steady = v128.and(end, i32x4.eq(states, i32x4.splat(STEADY_ON)));
  return v128.bitselect(steady, v128.bitselect(on, off, isOn), rests);
}

/**
 * The last time, under the assignment `base` with a switch at `end`, of the cells that `before` had in induction or at rest
 * before it, a little later where cells rest at the switch; NaN where that is no earlier than the switch.
 */
export function earlierSwitch(before: i32, base: i32, end: f32): f64 {
  const was = statesOf(before);
  const ends = f32x4.splat(end);
  let lasts = f32x4.splat(-1);
  let latests = f32x4.splat(0);
  let counts = i32x4.splat(0);
  for (let i = 0; i < cells; i += 4) {
    const time = timesOf(base, i, ends);
    const state = loadBytes(was + i);
    const wasOn = v128.or(i32x4.eq(state, i32x4.splat(ON)), i32x4.eq(state, i32x4.splat(STEADY_OFF)));
    lasts = v128.bitselect(f32x4.pmax(lasts, time), lasts, wasOn);
    latests = f32x4.pmax(latests, time);
    // In repression a cell is past the switch, though it may be by less than the digits of its time tell.
    const inRepression = i32x4.eq(loadBytes(statesOf(base) + i), i32x4.splat(OFF));
    counts = i32x4.sub(counts, v128.andnot(f32x4.eq(time, ends), inRepression));
  }
  const last = <f64>greatest4(lasts);
  if (!(last > 0 && last < end)) return NaN;
  const some = i32x4.extract_lane(counts, 0) + i32x4.extract_lane(counts, 1);
  const atSwitch = some + i32x4.extract_lane(counts, 2) + i32x4.extract_lane(counts, 3);
  return last + (<f64>greatest4(latests) / <f64>cells) * <f64>atSwitch;
}
