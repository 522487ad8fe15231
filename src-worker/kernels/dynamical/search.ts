import { isInverted, type Assignment, type AssignmentMode } from './assign.ts';
import { unsplicedAt } from './curve.ts';
import type { Expectation } from './expectation.ts';
import type { GeneObservations } from './gene.ts';
import { ratioPenalty } from './likelihood.ts';
import { nelderMead } from './nelderMead.ts';
import { isDrawable, type Kinetics } from './parameters.ts';

/** The state of one gene's search over one set of cells. */
export interface Search {
  gene: GeneObservations;
  expectation: Expectation;
  mode: AssignmentMode;
  /** The best fit so far, and rooms for others. */
  assignment: Assignment;
  trial: Assignment;
  bestTrial: Assignment;
  alternative: Assignment;
  loss: number;
  /** γ/β that the fit is held near; NaN until it is known. */
  ratio: number;
  /** The earlier switch that was last tried for the best fit, and refused. */
  refusedSwitch: number;
}

/** How many assignments a search keeps at a time. */
export const ASSIGNMENTS_A_SEARCH = 4;

export type RateName = keyof Kinetics;

/**
 * A search that starts at the given kinetics, with times found by the inverse of the curve.
 *
 * @param expectation has observed `gene`, and has room for {@link ASSIGNMENTS_A_SEARCH} assignments.
 */
export function startSearch(gene: GeneObservations, expectation: Expectation, kinetics: Kinetics): Search {
  const [assignment, trial, bestTrial, alternative] = expectation.assignments;
  const search: Search = {
    gene,
    expectation,
    mode: 'inverse',
    assignment,
    trial,
    bestTrial,
    alternative,
    loss: Infinity,
    ratio: Number.NaN,
    refusedSwitch: Number.NaN,
  };
  search.loss = evaluate(search, kinetics, assignment);
  return search;
}

/** From here on times are found by projection; those of the inverse stay for now where they fit better. */
export function project(search: Search): void {
  search.mode = 'projection';
  search.refusedSwitch = Number.NaN;
  const { assignment, trial } = search;
  if (isInverted(assignment.kinetics)) {
    assignment.mode = search.mode;
    return;
  }
  const loss = evaluate(search, assignment.kinetics, trial);
  if (loss >= search.loss) return;
  search.assignment = trial;
  search.trial = assignment;
  search.loss = loss;
}

/** Tries the changed kinetics with an expectation step. */
export function update(search: Search, change: Partial<Kinetics>): void {
  const kinetics = { ...search.assignment.kinetics, ...change };
  settle(search, evaluate(search, kinetics, search.trial));
}

/** One simplex search over switch and rates at fixed times, then an expectation step. */
export function maximiseAtTimes(search: Search, steps: number): void {
  const { gene, expectation, assignment } = search;
  expectation.holdTimes(assignment);
  const start = assignment.kinetics;
  const names: RateName[] = ['switchTime', 'alpha', 'beta', 'gamma'];
  const meanSquare = (x: number[]): number => {
    const kinetics = replaced(start, names, x);
    return isDrawable(kinetics)
      ? (expectation.sumAtTimes(kinetics) + penalty(search, kinetics)) / gene.fittedCount
      : Infinity;
  };
  const best = nelderMead(
    meanSquare,
    names.map((name) => start[name]),
    steps,
    1e-2,
  );
  update(search, replaced(start, names, best));
}

/**
 * Takes over the trial, whose sum of squares is `loss`, where it fits better. Where no cell's induction comes as far
 * as the switch, the switch moves back to the last of them, unless the fit suffers by more than 1 %.
 */
export function settle(search: Search, loss: number): void {
  const before = search.assignment;
  const better = loss < search.loss;
  let base = better ? search.trial : before;
  let least = Math.min(loss, search.loss);
  if (!better && before.mode !== search.mode) {
    least = Math.min(search.loss, evaluate(search, before.kinetics, search.trial));
    base = search.trial;
  }
  const earlier = search.expectation.earlierSwitch(before, base);
  if (!Number.isNaN(earlier) && (better || earlier !== search.refusedSwitch)) {
    const kinetics = { ...base.kinetics, switchTime: earlier };
    const earlierLoss = evaluate(search, kinetics, search.alternative);
    const { on } = base.phases;
    const higher = unsplicedAt(on, base.kinetics.switchTime) * 0.99 < unsplicedAt(on, earlier);
    if (earlierLoss * 0.99 <= least || (higher && earlierLoss < Infinity)) {
      search.assignment = search.alternative;
      search.alternative = before;
      search.loss = earlierLoss;
      search.refusedSwitch = Number.NaN;
      return;
    }
    search.refusedSwitch = better ? Number.NaN : earlier;
  }
  if (!better) return;
  search.assignment = search.trial;
  search.trial = before;
  search.loss = loss;
}

/** An expectation step into `out`, and the sum of squares there; infinite for kinetics that have no curve. */
export function evaluate(search: Search, kinetics: Kinetics, out: Assignment): number {
  if (!isDrawable(kinetics)) return Infinity;
  const sum = search.expectation.assign(kinetics, search.mode, out) + penalty(search, kinetics);
  return Number.isNaN(sum) ? Infinity : sum;
}

/** The sum of squares with the states held that the expectation step holds; infinite for kinetics that have no curve. */
export function lossInStates(search: Search, kinetics: Kinetics): number {
  if (!isDrawable(kinetics)) return Infinity;
  const sum = search.expectation.sumInStates(kinetics) + penalty(search, kinetics);
  return Number.isNaN(sum) ? Infinity : sum;
}

function penalty({ gene, ratio }: Search, kinetics: Kinetics): number {
  return ratioPenalty(kinetics, ratio) * gene.fittedSquareS;
}

/** Kinetics with the named ones of other values. */
export function replaced(kinetics: Kinetics, names: RateName[], values: number[]): Kinetics {
  const out = { ...kinetics };
  for (let k = 0; k < names.length; k++) out[names[k]] = values[k];
  return out;
}
