import { alpha, beta, gamma, sSwitch, switchTime, unitS, unitU, uSwitch } from './curve';
import {
  cells,
  distancesOf,
  fitted,
  meansOf,
  meanSquare,
  meanStandard,
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

/** Puts each cell in the phase that is nearer on average over its neighbourhood. */
export function choosePhases(slot: i32): void {
  const means = meansOf(slot);
  const states = statesOf(slot);
  for (let i = 0; i < cells; i++) {
    const at = means + ((<usize>i) << 4);
    store<u8>(states + i, load<f64>(at) <= load<f64>(at, 8) ? OFF : ON);
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
  const endSquare = endU * endU + endS * endS;
  const switchU = uSwitch * unitU;
  const switchS = sSwitch * unitS;
  let sum: f64 = 0;
  for (let i = 0; i < cells; i++) {
    const pair = (<usize>i) << 4;
    const one = (<usize>i) << 3;
    const off = load<f64>(means + pair);
    const on = load<f64>(means + pair, 8);
    const steadyOff = load<f64>(meanSquare + one);
    const towards = endU * load<f64>(meanStandard + pair) + endS * load<f64>(meanStandard + pair, 8);
    const steadyOn = steadyOff - 2 * towards + endSquare;
    let state = OFF;
    let nearest = off;
    if (on < nearest) {
      nearest = on;
      state = ON;
    }
    if (steadyOff < nearest) {
      nearest = steadyOff;
      state = STEADY_OFF;
    }
    if (steadyOn < nearest) state = STEADY_ON;
    store<u8>(states + i, state);
    const du = load<f64>(standardU + one) - (state === STEADY_ON ? switchU : 0);
    const ds = load<f64>(standardS + one) - (state === STEADY_ON ? switchS : 0);
    const moving = load<f64>(distances + pair + ((<usize>(state & 1)) << 3));
    const distance = state >= STEADY_OFF ? du * du + ds * ds : moving;
    sum += load<f64>(fitted + one) * distance;
  }
  return sum;
}

/** The time of a cell on the gene's clock, for a switch at `end`. */
export function timeOf(slot: i32, cell: i32, end: f64): f64 {
  const state = <i32>load<u8>(statesOf(slot) + cell);
  const at = (<usize>cell) << 3;
  if (state === OFF) return load<f64>(tauOffOf(slot) + at) + end;
  if (state === ON) return load<f64>(tauOnOf(slot) + at);
  return state === STEADY_OFF ? 0 : end;
}

/**
 * The last time, under the assignment `base` with a switch at `end`, of the cells that `before` had in induction or at rest
 * before it, a little later where cells rest at the switch; NaN where that is no earlier than the switch.
 */
export function earlierSwitch(before: i32, base: i32, end: f64): f64 {
  const was = statesOf(before);
  let last: f64 = -Infinity;
  let latest: f64 = 0;
  let atSwitch = 0;
  for (let i = 0; i < cells; i++) {
    const time = timeOf(base, i, end);
    const state = <i32>load<u8>(was + i);
    const wasOn = state === ON || state === STEADY_OFF;
    last = max(last, wasOn ? time : -Infinity);
    latest = max(latest, time);
    atSwitch += time === end ? 1 : 0;
  }
  if (!(last > 0 && last < end)) return NaN;
  return last + (latest / <f64>cells) * <f64>atSwitch;
}
