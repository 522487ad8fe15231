import type { GeneObservations } from './gene.ts';
import type { Kinetics, Phases } from './parameters.ts';

/**
 * The time since switching on (`tauOn`) and since switching off (`tauOff`) of every cell, from the inverse of the
 * curve: of u where γ ≥ β, else of s − u β/(γ − β), in which the slower of the two exponentials stands alone (Bergen
 * 2020). Induction ends at the switch. Cells without s can be no further in repression than any cell with s.
 */
export function invertCurves(
  gene: GeneObservations,
  kinetics: Kinetics,
  phases: Phases,
  tauOn: Float64Array,
  tauOff: Float64Array,
): void {
  const { u, s, cells } = gene;
  const { alpha, beta, gamma, switchTime, scaling } = kinetics;
  const byU = gamma >= beta;
  const rate = byU ? beta : gamma;
  // What decays with `rate`: x = (weightU u + weightS s − end)/(start − end).
  const weightS = byU ? 0 : 1;
  const weightU = (byU ? 1 : -beta / (gamma - beta)) / scaling;
  const endOn = byU ? alpha / beta : alpha / gamma - alpha / (gamma - beta);
  const startOff = byU ? phases.uSwitch : phases.sSwitch - (beta / (gamma - beta)) * phases.uSwitch;
  let latest = 0;
  for (let i = 0; i < cells; i++) {
    const x = weightU * u[i] + weightS * s[i];
    const on = -clippedLog(1 - x / endOn) / rate;
    const off = -clippedLog(x / startOff) / rate;
    tauOn[i] = on < switchTime ? on : switchTime;
    tauOff[i] = off;
    if (s[i] > 0 && off > latest) latest = off;
  }
  for (let i = 0; i < cells; i++) if (tauOff[i] > latest) tauOff[i] = latest;
}

/** The time since switching on at which the induction curve from (0, 0) has come to u and s (in units of the curve). */
export function inductionTime(u: number, s: number, alpha: number, beta: number, gamma: number): number {
  if (gamma >= beta) return -clippedLog(1 - u / (alpha / beta)) / beta;
  const end = alpha / gamma - alpha / (gamma - beta);
  return -clippedLog(1 - (s - (beta / (gamma - beta)) * u) / end) / gamma;
}

/** The logarithm of x, which is held between 1e−6 and 1 − 1e−6: times are positive and finite. */
function clippedLog(x: number): number {
  return Math.log(x < 1e-6 ? 1e-6 : x > 1 - 1e-6 ? 1 - 1e-6 : x);
}
