import { closeGaps, createGapScratch, type GapScratch } from './gaps.ts';
import type { GeneObservations } from './gene.ts';
import { invertCurves } from './inverse.ts';
import { createNearestScratch, projectOnCurves, type NearestScratch } from './nearest.ts';
import { neighbourMeanOfPairs, type Neighbourhoods } from './neighbourhoods.ts';
import { phasesOf, type Kinetics, type Phases } from './parameters.ts';

/** What a cell is doing: repression and induction (on the curve), and the two steady states. */
export const OFF = 0;
export const ON = 1;
export const STEADY_OFF = 2;
export const STEADY_ON = 3;

/**
 * How times are found: by the inverse of the curve; or by orthogonal projection on it where β < γ (elsewhere the
 * inverse uses u and s both, and serves).
 */
export type AssignmentMode = 'inverse' | 'projection';

/** Times and states of all cells for one gene under given kinetics. */
export interface Assignment {
  kinetics: Kinetics;
  phases: Phases;
  /** Time since switching on and since switching off, as if the cell were in that phase. */
  tauOn: Float64Array;
  tauOff: Float64Array;
  /** The state of each cell, 0 … 3. */
  state: Uint8Array;
  /** Squared distances in standard deviations to the repression and the induction curve, by pairs a cell. */
  distances: Float64Array;
  /** Their neighbourhood means. */
  means: Float64Array;
}

/** Room that an assignment needs besides its result; one serves any number of them, one after another. */
export interface AssignmentScratch {
  gaps: GapScratch;
  nearest: NearestScratch;
}

export function createAssignment(cells: number): Assignment {
  const kinetics = { alpha: 1, beta: 1, gamma: 1, switchTime: 1, scaling: 1 };
  return {
    kinetics,
    phases: phasesOf(kinetics),
    tauOn: new Float64Array(cells),
    tauOff: new Float64Array(cells),
    state: new Uint8Array(cells),
    distances: new Float64Array(2 * cells),
    means: new Float64Array(2 * cells),
  };
}

export function createAssignmentScratch(cells: number): AssignmentScratch {
  return { gaps: createGapScratch(cells), nearest: createNearestScratch() };
}

/**
 * The expectation step: finds each cell's time in induction and in repression, closes gaps in time, and puts the cell
 * in the state (induction, repression, or one of the two steady states) that lies nearest on average over the cell's
 * neighbourhood.
 *
 * @param kinetics must be drawable ({@link isDrawable}).
 */
export function assignCells(
  gene: GeneObservations,
  graph: Neighbourhoods,
  kinetics: Kinetics,
  mode: AssignmentMode,
  scratch: AssignmentScratch,
  out: Assignment,
): void {
  const { tauOn, tauOff, state, means } = out;
  out.kinetics = kinetics;
  out.phases = phasesOf(kinetics);
  if (mode === 'projection' && kinetics.beta < kinetics.gamma)
    projectOnCurves(gene, kinetics, out.phases, scratch.nearest, tauOn, tauOff);
  else invertCurves(gene, kinetics, out.phases, tauOn, tauOff);
  measureDistances(gene, graph, out);
  for (let i = 0; i < gene.cells; i++) state[i] = means[2 * i] <= means[2 * i + 1] ? OFF : ON;
  if (closeGaps(state, tauOn, tauOff, scratch.gaps)) measureDistances(gene, graph, out);
  chooseStates(gene, out);
}

/** The time of a cell on the gene's clock: repression follows the switch; steady states lie at 0 and at the switch. */
export function timeOf(assignment: Assignment, cell: number): number {
  switch (assignment.state[cell]) {
    case OFF:
      return assignment.tauOff[cell] + assignment.kinetics.switchTime;
    case ON:
      return assignment.tauOn[cell];
    case STEADY_OFF:
      return 0;
    default:
      return assignment.kinetics.switchTime;
  }
}

/** Fills in the distances to both curves at the times assigned, and their neighbourhood means. */
export function measureDistances(gene: GeneObservations, graph: Neighbourhoods, out: Assignment): void {
  const { u, s, cells, stdU, stdS } = gene;
  const { on, off } = out.phases;
  const { tauOn, tauOff, distances } = out;
  const { beta, gamma } = on;
  const unitU = out.kinetics.scaling / stdU;
  const perCountU = 1 / stdU;
  const unitS = 1 / stdS;
  const offU = off.uSpan * unitU;
  const offS = (off.sSpan + off.cross) * unitS;
  const offCross = off.cross * unitS;
  const onEndU = on.uEnd * unitU;
  const onU = on.uSpan * unitU;
  const onEndS = on.sEnd * unitS;
  const onS = (on.sSpan + on.cross) * unitS;
  const onCross = on.cross * unitS;
  for (let i = 0; i < cells; i++) {
    const x = u[i] * perCountU;
    const y = s[i] * unitS;
    const decayU = Math.exp(-beta * tauOff[i]);
    const decayS = Math.exp(-gamma * tauOff[i]);
    const offDu = x - offU * decayU;
    const offDs = y - offS * decayS + offCross * decayU;
    distances[2 * i] = offDu * offDu + offDs * offDs;
    const riseU = Math.exp(-beta * tauOn[i]);
    const riseS = Math.exp(-gamma * tauOn[i]);
    const onDu = x - onEndU - onU * riseU;
    const onDs = y - onEndS - onS * riseS + onCross * riseU;
    distances[2 * i + 1] = onDu * onDu + onDs * onDs;
  }
  neighbourMeanOfPairs(graph, distances, out.means);
}

/**
 * The neighbourhood mean of the squared distance to the upper steady state (α/β, α/γ), which follows from the means
 * of u, s and their squares.
 */
export function steadyOnMean(gene: GeneObservations, kinetics: Kinetics, cell: number): number {
  const endU = ((kinetics.alpha / kinetics.beta) * kinetics.scaling) / gene.stdU;
  const endS = kinetics.alpha / kinetics.gamma / gene.stdS;
  return (
    gene.meanSquare[cell] -
    2 * ((endU / gene.stdU) * gene.meanU[cell] + (endS / gene.stdS) * gene.meanS[cell]) +
    endU * endU +
    endS * endS
  );
}

function chooseStates(gene: GeneObservations, out: Assignment): void {
  const { state, means, kinetics } = out;
  for (let i = 0; i < gene.cells; i++) {
    let nearest = means[2 * i];
    state[i] = OFF;
    if (means[2 * i + 1] < nearest) {
      nearest = means[2 * i + 1];
      state[i] = ON;
    }
    if (gene.meanSquare[i] < nearest) {
      nearest = gene.meanSquare[i];
      state[i] = STEADY_OFF;
    }
    if (steadyOnMean(gene, kinetics, i) < nearest) state[i] = STEADY_ON;
  }
}
