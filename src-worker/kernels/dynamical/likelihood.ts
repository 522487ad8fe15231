import { OFF, ON, STEADY_OFF, type Assignment } from './assign.ts';
import { splicedAt } from './curve.ts';
import type { GeneObservations } from './gene.ts';
import type { Kinetics } from './parameters.ts';

/** The sum, over the fitted cells, of squared distances (in standard deviations) from the curve at each cell's time. */
export function sumOfSquares(gene: GeneObservations, assignment: Assignment): number {
  let sum = 0;
  for (let i = 0; i < gene.cells; i++) if (gene.fitted[i] !== 0) sum += assignment.distance[i];
  return sum;
}

/** The likelihood of a gene's fit, and the variance of its residuals. */
export interface Goodness {
  likelihood: number;
  variance: number;
}

/**
 * The likelihood per observation over the upper cells, with distances d in standard deviations, signed as those of s:
 *
 *   exp(−Σd²/(2nσ²)) / √(2πσ²),  σ² = ⟨d²⟩ − ⟨sign(ŝ − s) d⟩²,  n = number of upper cells − 1 % of all cells
 *
 * (Bergen 2020). NaN where there is no upper cell. `variance` is σ² without the distance of γ/β.
 */
export function goodnessOfFit(gene: GeneObservations, assignment: Assignment, ratio: number): Goodness {
  const penalty = ratioPenalty(assignment.kinetics, ratio);
  let count = 0;
  let squares = 0;
  let signed = 0;
  let plainSquares = 0;
  let plainSigned = 0;
  for (let i = 0; i < gene.cells; i++) {
    if (gene.upper[i] === 0) continue;
    const plain = assignment.distance[i];
    const square = plain + penalty * (gene.s[i] / gene.stdS) ** 2;
    const sign = Math.sign(fittedSpliced(assignment, i) - gene.s[i]);
    count++;
    squares += square;
    signed += sign * Math.sqrt(square);
    plainSquares += plain;
    plainSigned += sign * Math.sqrt(plain);
  }
  const n = Math.max(2, count - 0.01 * gene.cells);
  const variance = squares / count - (signed / count) ** 2 || 1;
  return {
    likelihood:
      count === 0
        ? Number.NaN
        : Math.exp((-0.5 * squares) / n / variance) / Math.sqrt(2 * Math.PI * variance),
    variance: plainSquares / count - (plainSigned / count) ** 2,
  };
}

/**
 * (γ/β − ratio)², the squared distance of γ/β from the ratio it started with, or 0 where no ratio is given (NaN). Times
 * (s/σ_s)² it is added to every cell's squared distance.
 */
export function ratioPenalty(kinetics: Kinetics, ratio: number): number {
  return Number.isNaN(ratio) ? 0 : (kinetics.gamma / kinetics.beta - ratio) ** 2;
}

function fittedSpliced(assignment: Assignment, i: number): number {
  const { phases, tauOn, tauOff } = assignment;
  const state = assignment.state[i];
  if (state === STEADY_OFF) return 0;
  if (state === ON) return splicedAt(phases.on, tauOn[i]);
  if (state === OFF) return splicedAt(phases.off, tauOff[i]);
  return phases.sSwitch;
}
