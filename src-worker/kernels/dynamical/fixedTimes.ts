import { decay } from './decay.ts';
import type { GeneObservations } from './gene.ts';
import { ratioPenalty } from './likelihood.ts';
import { isDrawable, phasesOf, type Kinetics } from './parameters.ts';

/**
 * The sum of squared distances, in standard deviations, of the fitted cells from the curve at the given times (up to
 * the switch: induction; from there on: repression), with the distance of γ/β from `ratio` as in the likelihood.
 * Infinite for kinetics that have no curve.
 */
export function sumOfSquaresAtTimes(
  gene: GeneObservations,
  times: Float64Array,
  kinetics: Kinetics,
  ratio: number,
): number {
  if (!isDrawable(kinetics)) return Infinity;
  const { u, s, fitted, cells, stdU, stdS } = gene;
  const { switchTime, scaling } = kinetics;
  const phases = phasesOf(kinetics);
  const { beta, gamma } = phases.on;
  let sum = 0;
  for (let i = 0; i < cells; i++) {
    if (fitted[i] === 0) continue;
    const { uEnd, uSpan, sEnd, sSpan, cross } = times[i] < switchTime ? phases.on : phases.off;
    const tau = times[i] < switchTime ? times[i] : times[i] - switchTime;
    const decayU = decay(-beta * tau);
    const decayS = decay(-gamma * tau);
    const du = (u[i] - scaling * (uEnd + uSpan * decayU)) / stdU;
    const ds = (s[i] - sEnd - sSpan * decayS - cross * (decayS - decayU)) / stdS;
    sum += du * du + ds * ds;
  }
  return sum + ratioPenalty(kinetics, ratio) * gene.fittedSquareS;
}
