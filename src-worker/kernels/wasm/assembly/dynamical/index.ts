// The expectation step of the dynamical model, for one set of cells: the twin of assign.ts, which says what is computed.

import { beta, gamma } from './curve';
import { closeGaps } from './gaps';
import { distanceAt, invertCurves, measureAtTimes } from './inverse';
import { addToMeans, meanDistances } from './means';
import { cells, moved, pairs, statesOf, tauOffOf, tauOnOf } from './memory';
import { projectOnCurves } from './projection';
import { choosePhases, chooseStates } from './states';

export { setCurves } from './curve';
export { holdTimes, sumAtTimes } from './fixedTimes';
export { holdStates, sumInStates } from './held';
export { meanObservations } from './means';
export {
  countedS,
  countedU,
  distancesOf,
  fitted,
  meansOf,
  neighbours,
  pairs,
  receivers,
  receiverStarts,
  reserve,
  shares,
  standardS,
  standardU,
  starts,
  statesOf,
  tauOffOf,
  tauOnOf,
} from './memory';
export { earlierSwitch } from './states';
export { deriveVelocities } from './velocity';

/**
 * Assigns times and states to all cells under the curves that were set, into the assignment `slot`.
 *
 * @returns the sum, over the fitted cells, of squared distances in standard deviations; NaN where the curves are too flat.
 */
export function assign(slot: i32, projection: bool): f64 {
  if (projection && beta < gamma) projectOnCurves(slot);
  else if (!invertCurves(slot)) return NaN;
  meanDistances(slot);
  choosePhases(slot);
  const count = closeGaps(slot);
  if (count > 0) remeasure(slot, count);
  return chooseStates(slot);
}

/** Puts all cells in states at the times that the assignment `slot` holds already. */
export function assignAtTimes(slot: i32): void {
  measureAtTimes(slot);
  meanDistances(slot);
  chooseStates(slot);
}

/** Distances and their means anew for the cells that moved in time. */
function remeasure(slot: i32, count: i32): void {
  // From some number on, taking all means anew is less work than correcting them.
  const many = count > cells >> 3;
  for (let k = 0; k < count; k++) {
    const i = load<u32>(moved + ((<usize>k) << 2));
    const phase = <i32>load<u8>(statesOf(slot) + i);
    const tau = load<f32>((phase === 1 ? tauOnOf(slot) : tauOffOf(slot)) + ((<usize>i) << 2));
    const at = pairs + ((<usize>i) << 3) + ((<usize>phase) << 2);
    const distance = distanceAt(i, phase, tau);
    if (!many) addToMeans(slot, i, phase, distance - load<f32>(at));
    store<f32>(at, distance);
  }
  if (many) meanDistances(slot);
}
