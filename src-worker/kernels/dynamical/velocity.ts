import { OFF, ON, STEADY_OFF, type Assignment } from './assign.ts';
import { splicedAt, unsplicedAt } from './curve.ts';
import type { GeneObservations } from './gene.ts';
import { neighbourMean, type Neighbourhoods } from './neighbourhoods.ts';

/** The likelihood below which a cell belongs to no part of the curve. */
const LEAST_LIKELIHOOD = 1e-6;

/**
 * The velocity ds/dt = βû − γŝ of every cell, in counts per unit time: that of the fitted curve at the cell's time,
 * which is first averaged over its neighbourhood. Cells at rest, or far from the curve, have none; no velocity takes
 * away more than the cell's s per unit time (Bergen 2020).
 *
 * @param times, smoothed room for one value a cell each.
 */
export function velocityOfGene(
  gene: GeneObservations,
  graph: Neighbourhoods,
  assignment: Assignment,
  out: Float32Array,
  times: Float64Array,
  smoothed: Float64Array,
): void {
  const { state, kinetics, phases, tauOn, tauOff } = assignment;
  const { switchTime } = kinetics;
  // Cells at rest enter the averages of their neighbours with time 0, as in scVelo.
  for (let i = 0; i < gene.cells; i++)
    times[i] = state[i] === ON ? tauOn[i] : state[i] === OFF ? tauOff[i] + switchTime : 0;
  neighbourMean(graph, times, smoothed);
  const farthest = farthestDistance(gene, assignment);
  for (let i = 0; i < gene.cells; i++) {
    const nearest = assignment.means[2 * i + (state[i] === ON ? 1 : 0)];
    if (state[i] >= STEADY_OFF || nearest > farthest) {
      out[i] = 0;
      continue;
    }
    const induced = smoothed[i] < switchTime;
    const curve = induced ? phases.on : phases.off;
    const tau = induced ? smoothed[i] : smoothed[i] - switchTime;
    const velocity = curve.beta * unsplicedAt(curve, tau) - curve.gamma * splicedAt(curve, tau);
    out[i] = Math.max(velocity, -gene.s[i]);
  }
}

/**
 * The squared distance d² beyond which exp(−d²/(2σ²))/(2πσ) falls below {@link LEAST_LIKELIHOOD}; σ² is the variance,
 * over all cells, of the distance to the nearer phase, signed as that of s.
 */
function farthestDistance(gene: GeneObservations, assignment: Assignment): number {
  const { distances, phases, tauOn, tauOff } = assignment;
  let squares = 0;
  let signed = 0;
  for (let i = 0; i < gene.cells; i++) {
    const off = distances[2 * i] <= distances[2 * i + 1];
    const square = off ? distances[2 * i] : distances[2 * i + 1];
    const fitted = off ? splicedAt(phases.off, tauOff[i]) : splicedAt(phases.on, tauOn[i]);
    squares += square;
    signed += Math.sign(gene.s[i] - fitted) * Math.sqrt(square);
  }
  const variance = squares / gene.cells - (signed / gene.cells) ** 2;
  if (!(variance > 0)) return Infinity;
  return -2 * variance * Math.log(LEAST_LIKELIHOOD * 2 * Math.PI * Math.sqrt(variance));
}
