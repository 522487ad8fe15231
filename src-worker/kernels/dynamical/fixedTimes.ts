import { decay } from './decay.ts';
import type { GeneObservations } from './gene.ts';
import { phasesOf, type Kinetics } from './parameters.ts';

/**
 * The sum of squared distances, in standard deviations, of the fitted cells from the curve at the given times (up to
 * the switch: induction; from there on: repression).
 *
 * @param kinetics must be drawable.
 */
export function sumOfSquaresAtTimes(gene: GeneObservations, times: Float64Array, kinetics: Kinetics): number {
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
  return sum;
}
