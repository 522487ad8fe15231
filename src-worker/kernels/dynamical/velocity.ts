import { ON, STEADY_OFF, STEADY_ON, timeOf, type Assignment } from './assign.ts';
import { splicedAt, unsplicedAt } from './curve.ts';
import type { GeneObservations } from './gene.ts';
import { neighbourMeanOfPairs, type Neighbourhoods } from '../../data/neighbourhoods.ts';

/** The likelihood below which a cell belongs to no part of the curve. */
export const LEAST_LIKELIHOOD = 1e-6;

/** Room for times by pairs a cell, and for their means. */
export interface VelocityScratch {
  times: Float64Array;
  means: Float64Array;
}

export function createVelocityScratch(cells: number): VelocityScratch {
  return { times: new Float64Array(2 * cells), means: new Float64Array(2 * cells) };
}

/**
 * The time of every cell in the gene, averaged over its neighbourhood, and its velocity ds/dt = βû − γŝ in counts per
 * unit time: that of the fitted curve at such a time. Cells at rest, or far from the curve, have none; no velocity
 * takes away more than the cell's s per unit time (Bergen 2020).
 */
export function velocityOfGene(
  gene: GeneObservations,
  graph: Neighbourhoods,
  assignment: Assignment,
  scratch: VelocityScratch,
  time: Float32Array,
  velocity: Float32Array,
): void {
  const { state, kinetics, phases } = assignment;
  const { switchTime } = kinetics;
  const { times, means } = scratch;
  for (let i = 0; i < gene.cells; i++) {
    times[2 * i] = timeOf(assignment, i);
    // For the velocity, cells at rest enter the averages of their neighbours with time 0, as in scVelo.
    times[2 * i + 1] = state[i] === STEADY_ON ? 0 : times[2 * i];
  }
  neighbourMeanOfPairs(graph, times, means);
  const farthest = farthestDistance(gene, assignment);
  for (let i = 0; i < gene.cells; i++) {
    time[i] = means[2 * i];
    const nearest = assignment.means[2 * i + (state[i] === ON ? 1 : 0)];
    if (state[i] >= STEADY_OFF || nearest > farthest) {
      velocity[i] = 0;
      continue;
    }
    const mean = means[2 * i + 1];
    const induced = mean < switchTime;
    const curve = induced ? phases.on : phases.off;
    const tau = induced ? mean : mean - switchTime;
    const rate = curve.beta * unsplicedAt(curve, tau) - curve.gamma * splicedAt(curve, tau);
    velocity[i] = Math.max(rate, -gene.s[i]);
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
