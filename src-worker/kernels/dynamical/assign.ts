import type { SplicingCurve } from './curve.ts';
import { decay } from './decay.ts';
import { closeGaps, createGapScratch, type GapScratch } from './gaps.ts';
import type { GeneObservations } from './gene.ts';
import { invertCurves } from './inverse.ts';
import { createNearestScratch, projectOnCurves, type NearestScratch } from './nearest.ts';
import {
  addToMeans,
  neighbourMeanOfPairs,
  neighbourMeanOfTriples,
  type Neighbourhoods,
} from '../../data/neighbourhoods.ts';
import { phasesOf, type Kinetics, type Phases } from './parameters.ts';

/** What a cell is doing: repression and induction (on the curve), and the two steady states. */
export const OFF: number = 0;
export const ON: number = 1;
export const STEADY_OFF: number = 2;
export const STEADY_ON: number = 3;

/**
 * How times are found: by the inverse of the curve; or by orthogonal projection on it where β < γ (elsewhere the
 * inverse uses u and s both, and serves).
 */
export type AssignmentMode = 'inverse' | 'projection';

/** Whether the inverse of the curve serves in both modes. */
export function isInverted({ beta, gamma }: Kinetics): boolean {
  return !(beta < gamma);
}

/** Numbers of an expectation step: f32 of the compiled one, f64 of its plain twin. */
export type Numbers = Float32Array | Float64Array;

/** Times and states of all cells for one gene under given kinetics. */
export interface Assignment<N extends Numbers = Numbers> {
  /** Which of its maker's rooms this is. */
  readonly slot: number;
  kinetics: Kinetics;
  /** How the times were found. */
  mode: AssignmentMode;
  phases: Phases;
  /** Time since switching on and since switching off, as if the cell were in that phase. */
  tauOn: N;
  tauOff: N;
  /** The state of each cell, 0 … 3. */
  state: Uint8Array;
  /** The squared distance, in standard deviations, of each cell from what its state says. */
  distance: N;
  /**
   * Squared distances to the repression and the induction curve, by pairs a cell: those of the assignment that its maker made last.
   */
  distances: N;
  /** Their neighbourhood means. */
  means: N;
}

/** Room that an assignment needs besides its result; one serves any number of them, one after another. */
export interface AssignmentScratch {
  gaps: GapScratch;
  nearest: NearestScratch;
  /** u/σ_u, s/σ_s and the sum of their squares, by threes a cell, and their neighbourhood means. */
  standard: Float64Array;
  standardMeans: Float64Array;
  /** Takes over the gene whose cells are assigned. */
  observe(gene: GeneObservations, graph: Neighbourhoods): void;
}

/** The arrays of an assignment, one (or a pair) a cell. */
type AssignmentArrays<N extends Numbers> = Pick<
  Assignment<N>,
  'tauOn' | 'tauOff' | 'state' | 'distance' | 'distances' | 'means'
>;

/** An assignment over the given arrays, not filled yet. */
export function assignmentOver<N extends Numbers>(slot: number, arrays: AssignmentArrays<N>): Assignment<N> {
  const kinetics = { alpha: 1, beta: 1, gamma: 1, switchTime: 1, scaling: 1 };
  return { slot, kinetics, mode: 'inverse', phases: phasesOf(kinetics), ...arrays };
}

export function createAssignment(cells: number, slot = 0): Assignment<Float64Array> {
  return assignmentOver(slot, {
    tauOn: new Float64Array(cells),
    tauOff: new Float64Array(cells),
    state: new Uint8Array(cells),
    distance: new Float64Array(cells),
    distances: new Float64Array(2 * cells),
    means: new Float64Array(2 * cells),
  });
}

export function createAssignmentScratch(cells: number): AssignmentScratch {
  const standard = new Float64Array(3 * cells);
  const standardMeans = new Float64Array(3 * cells);
  return {
    gaps: createGapScratch(cells),
    nearest: createNearestScratch(),
    standard,
    standardMeans,
    observe(gene, graph) {
      for (let i = 0; i < cells; i++) {
        const x = gene.u[i] / gene.stdU;
        const y = gene.s[i] / gene.stdS;
        standard[3 * i] = x;
        standard[3 * i + 1] = y;
        standard[3 * i + 2] = x * x + y * y;
      }
      neighbourMeanOfTriples(graph, standard, standardMeans);
    },
  };
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
  out: Assignment<Float64Array>,
): void {
  const { tauOn, tauOff, state, means } = out;
  out.kinetics = kinetics;
  out.mode = mode;
  out.phases = phasesOf(kinetics);
  if (mode === 'projection' && !isInverted(kinetics))
    projectOnCurves(gene, kinetics, out.phases, scratch.nearest, tauOn, tauOff);
  else invertCurves(gene, kinetics, out.phases, tauOn, tauOff);
  measure(gene, graph, scratch.standard, out);
  for (let i = 0; i < gene.cells; i++) state[i] = means[2 * i] <= means[2 * i + 1] ? OFF : ON;
  const moved = closeGaps(state, tauOn, tauOff, scratch.gaps);
  remeasure(gene, graph, scratch, out, moved);
  chooseStates(gene, scratch, out);
}

/** Puts each cell in the state that lies nearest on average over its neighbourhood, at the given times in induction and repression. */
export function assignCellsAtTimes(
  gene: GeneObservations,
  graph: Neighbourhoods,
  kinetics: Kinetics,
  times: { tauOn: ArrayLike<number>; tauOff: ArrayLike<number> },
  scratch: AssignmentScratch,
  out: Assignment<Float64Array>,
): void {
  out.kinetics = kinetics;
  out.phases = phasesOf(kinetics);
  out.tauOn.set(times.tauOn);
  out.tauOff.set(times.tauOff);
  measure(gene, graph, scratch.standard, out);
  chooseStates(gene, scratch, out);
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

/** One phase in standard deviations: u = uEnd + uSpan e^{−βτ}, s = sEnd + sSpan e^{−γτ} − cross e^{−βτ}. */
interface StandardCurve {
  beta: number;
  gamma: number;
  uEnd: number;
  uSpan: number;
  sEnd: number;
  sSpan: number;
  cross: number;
}

function inStandardDeviations(curve: SplicingCurve, unitU: number, unitS: number): StandardCurve {
  return {
    beta: curve.beta,
    gamma: curve.gamma,
    uEnd: curve.uEnd * unitU,
    uSpan: curve.uSpan * unitU,
    sEnd: curve.sEnd * unitS,
    sSpan: (curve.sSpan + curve.cross) * unitS,
    cross: curve.cross * unitS,
  };
}

/** The squared distance of (x, y) from the curve's point at time `tau`. */
function squaredDistance(curve: StandardCurve, tau: number, x: number, y: number): number {
  const decayU = decay(-curve.beta * tau);
  const du = x - curve.uEnd - curve.uSpan * decayU;
  const ds = y - curve.sEnd - curve.sSpan * decay(-curve.gamma * tau) + curve.cross * decayU;
  return du * du + ds * ds;
}

/** Fills in the distances to both curves at the times assigned, and their neighbourhood means. */
function measure(
  gene: GeneObservations,
  graph: Neighbourhoods,
  standard: Float64Array,
  out: Assignment<Float64Array>,
): void {
  const { cells, stdU, stdS } = gene;
  const { tauOn, tauOff, distances, phases } = out;
  const unitU = out.kinetics.scaling / stdU;
  const on = inStandardDeviations(phases.on, unitU, 1 / stdS);
  const off = inStandardDeviations(phases.off, unitU, 1 / stdS);
  for (let i = 0; i < cells; i++) {
    const x = standard[3 * i];
    const y = standard[3 * i + 1];
    distances[2 * i] = squaredDistance(off, tauOff[i], x, y);
    distances[2 * i + 1] = squaredDistance(on, tauOn[i], x, y);
  }
  neighbourMeanOfPairs(graph, distances, out.means);
}

/** The same for the first `count` cells that gaps moved, each of which moved in the phase that its state names. */
function remeasure(
  gene: GeneObservations,
  graph: Neighbourhoods,
  { gaps: { moved }, standard }: AssignmentScratch,
  out: Assignment<Float64Array>,
  count: number,
): void {
  const { stdU, stdS } = gene;
  const { tauOn, tauOff, distances, phases, state } = out;
  const unitU = out.kinetics.scaling / stdU;
  const on = inStandardDeviations(phases.on, unitU, 1 / stdS);
  const off = inStandardDeviations(phases.off, unitU, 1 / stdS);
  for (let k = 0; k < count; k++) {
    const i = moved[k];
    const place = state[i];
    const curve = place === ON ? on : off;
    const tau = place === ON ? tauOn[i] : tauOff[i];
    const distance = squaredDistance(curve, tau, standard[3 * i], standard[3 * i + 1]);
    addToMeans(graph, i, place, distance - distances[2 * i + place], out.means);
    distances[2 * i + place] = distance;
  }
}

/**
 * Chooses the nearest state by neighbourhood means. Those of the squared distances to the upper steady state (α/β, α/γ)
 * follow from the means of u, s and their squares.
 */
function chooseStates(
  gene: GeneObservations,
  { standard, standardMeans }: AssignmentScratch,
  out: Assignment,
): void {
  const { state, means, distance, distances, phases } = out;
  const { alpha, beta, gamma, scaling } = out.kinetics;
  const endU = ((alpha / beta) * scaling) / gene.stdU;
  const endS = alpha / gamma / gene.stdS;
  const endSquare = endU * endU + endS * endS;
  const switchU = (phases.uSwitch * scaling) / gene.stdU;
  const switchS = phases.sSwitch / gene.stdS;
  for (let i = 0; i < gene.cells; i++) {
    let nearest = means[2 * i];
    let choice = OFF;
    if (means[2 * i + 1] < nearest) {
      nearest = means[2 * i + 1];
      choice = ON;
    }
    const steadyOff = standardMeans[3 * i + 2];
    if (steadyOff < nearest) {
      nearest = steadyOff;
      choice = STEADY_OFF;
    }
    const steadyOn =
      steadyOff - 2 * (endU * standardMeans[3 * i] + endS * standardMeans[3 * i + 1]) + endSquare;
    if (steadyOn < nearest) choice = STEADY_ON;
    state[i] = choice;
    // At rest a cell's time is 0, or that of the switch.
    const du = standard[3 * i] - (choice === STEADY_ON ? switchU : 0);
    const ds = standard[3 * i + 1] - (choice === STEADY_ON ? switchS : 0);
    distance[i] = choice >= STEADY_OFF ? du * du + ds * ds : distances[2 * i + choice];
  }
}
