import { OFF, ON, STEADY_OFF } from './assign.ts';
import { splicedAt, unsplicedAt } from './curve.ts';
import type { GeneObservations } from './gene.ts';
import { invertCurves } from './inverse.ts';
import { phasesOf, type Kinetics } from './parameters.ts';

/**
 * The sum of squared distances, in standard deviations, of the fitted cells from what the given states say, at the times that the
 * inverse of the curve tells. Gaps in time are not closed.
 *
 * @param kinetics must be drawable.
 * @param tauOn, tauOff room for the times.
 */
export function sumOfSquaresInStates(
  gene: GeneObservations,
  states: Uint8Array,
  kinetics: Kinetics,
  tauOn: Float64Array,
  tauOff: Float64Array,
): number {
  const { u, s, fitted, cells, stdU, stdS } = gene;
  const phases = phasesOf(kinetics);
  invertCurves(gene, kinetics, phases, tauOn, tauOff);
  let sum = 0;
  for (let i = 0; i < cells; i++) {
    if (fitted[i] === 0) continue;
    let fitU = 0;
    let fitS = 0;
    if (states[i] === ON || states[i] === OFF) {
      const curve = states[i] === ON ? phases.on : phases.off;
      const tau = states[i] === ON ? tauOn[i] : tauOff[i];
      fitU = unsplicedAt(curve, tau);
      fitS = splicedAt(curve, tau);
    } else if (states[i] !== STEADY_OFF) {
      fitU = phases.uSwitch;
      fitS = phases.sSwitch;
    }
    const du = (u[i] - kinetics.scaling * fitU) / stdU;
    const ds = (s[i] - fitS) / stdS;
    sum += du * du + ds * ds;
  }
  return sum;
}
