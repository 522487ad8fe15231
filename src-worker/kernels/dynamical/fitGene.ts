import {
  assignCells,
  createAssignment,
  createAssignmentScratch,
  OFF,
  STEADY_ON,
  timeOf,
  type Assignment,
  type AssignmentMode,
  type AssignmentScratch,
} from './assign.ts';
import type { GeneObservations } from './gene.ts';
import { initialFit, type InitialFit } from './initial.ts';
import { goodnessOfFit, sumOfSquares, type Goodness } from './likelihood.ts';
import { nelderMead } from './nelderMead.ts';
import type { Neighbourhoods } from '../../data/neighbourhoods.ts';
import { isDrawable, type Kinetics } from './parameters.ts';
import { sumOfSquaresAtTimes } from './fixedTimes.ts';
import { unsplicedAt } from './curve.ts';

/** How a gene is fitted. */
export interface FitOptions {
  /** Steps of the simplex, a fifth of which goes to each of the five groups of parameters. */
  maxIterations: number;
  /** Whether the scaling of u is fitted; otherwise it is 1. */
  fitScaling: boolean;
}

/** A gene's fit, before its time is aligned with that of other genes. */
export interface GeneFit extends Goodness {
  initial: InitialFit;
  kinetics: Kinetics;
  /** γ/β at the start of the search, which the fit is held near. */
  ratio: number;
  /** Times and states of the cells under these kinetics; valid until the fitter's next fit. */
  assignment: Assignment;
}

/** Fits genes one after another in one set of buffers. */
export interface GeneFitter {
  /** The fit of the gene, or nothing where the data do not allow one. */
  fit(gene: GeneObservations, options: FitOptions): GeneFit | undefined;
}

/** A fitter for genes over the given neighbourhoods. */
export function createGeneFitter(graph: Neighbourhoods): GeneFitter {
  const cells = graph.indptr.length - 1;
  const buffers = Array.from({ length: 4 }, () => createAssignment(cells));
  const scratch = createAssignmentScratch(cells);
  const times = new Float64Array(cells);
  return {
    fit(gene, options) {
      const initial = initialFit(gene, options.fitScaling);
      if (!isDrawable(initial.kinetics)) return undefined;
      const search = startSearch(gene, graph, scratch, buffers, times, initial.kinetics);
      expectAndMaximise(search, options);
      const { assignment, ratio } = search;
      const goodness = goodnessOfFit(gene, assignment, ratio);
      if (!Number.isFinite(goodness.likelihood) || !Number.isFinite(assignment.tauOff[0])) return undefined;
      return { ...goodness, initial, kinetics: assignment.kinetics, ratio, assignment };
    },
  };
}

/** The state of one gene's search. */
interface Search {
  gene: GeneObservations;
  graph: Neighbourhoods;
  scratch: AssignmentScratch;
  mode: AssignmentMode;
  /** The best fit so far, and buffers for others. */
  assignment: Assignment;
  trial: Assignment;
  bestTrial: Assignment;
  alternative: Assignment;
  times: Float64Array;
  loss: number;
  /** γ/β that the fit is held near, from the start of the search; NaN until it is known. */
  ratio: number;
  /** The earlier switch that was last tried for the best fit, and refused. */
  refusedSwitch: number;
}

type RateName = keyof Kinetics;

function startSearch(
  gene: GeneObservations,
  graph: Neighbourhoods,
  scratch: AssignmentScratch,
  buffers: Assignment[],
  times: Float64Array,
  kinetics: Kinetics,
): Search {
  const [assignment, trial, bestTrial, alternative] = buffers;
  const search: Search = {
    gene,
    graph,
    scratch,
    mode: 'inverse',
    assignment,
    trial,
    bestTrial,
    alternative,
    times,
    loss: Infinity,
    ratio: Number.NaN,
    refusedSwitch: Number.NaN,
  };
  search.loss = evaluate(search, kinetics, assignment);
  return search;
}

/**
 * Expectation–maximisation in the order of Bergen 2020: the parameters in small groups, each time with times and
 * states of the cells found anew for every trial; then all of them with the times held fixed.
 */
function expectAndMaximise(search: Search, options: FitOptions): void {
  if (options.fitScaling) {
    tryScalings(search, 0.5);
    tryScalings(search, 0.1);
  }
  const { kinetics } = search.assignment;
  search.ratio = kinetics.gamma / kinetics.beta;
  if (options.maxIterations > 0) {
    const steps = Math.max(0, Math.trunc(options.maxIterations / 5) - 1);
    const { alpha } = kinetics;
    for (const factor of [0.9, 0.95, 1, 1.05, 1.1])
      if (alpha * factor !== search.assignment.kinetics.alpha) update(search, { alpha: alpha * factor });
    maximise(search, ['switchTime', 'alpha'], steps);
    if (options.fitScaling) maximise(search, ['switchTime', 'beta', 'scaling'], steps);
    maximise(search, ['alpha', 'gamma'], steps, 1e-2);
    maximise(search, ['switchTime'], steps);
    maximise(search, ['switchTime', 'alpha', 'beta', 'gamma'], steps, 1e-2);
    project(search);
    maximiseAtTimes(search, steps);
  }
  settle(search, Infinity);
}

/** From here on times are found by projection; those of the inverse stay for now where they fit better. */
function project(search: Search): void {
  search.mode = 'projection';
  search.refusedSwitch = Number.NaN;
  const loss = evaluate(search, search.assignment.kinetics, search.trial);
  if (loss >= search.loss) return;
  [search.assignment, search.trial] = [search.trial, search.assignment];
  search.loss = loss;
}

/** Tries four scalings around the present one. β follows, so that α/β in counts stays. */
function tryScalings(search: Search, sight: number): void {
  const { scaling } = search.assignment.kinetics;
  for (let k = 0; k < 4; k++) {
    const next = scaling * (1 + sight * (-1 + (2 * k) / 3));
    const present = search.assignment.kinetics;
    update(search, { scaling: next, beta: (present.beta / present.scaling) * next });
  }
}

/** One simplex search over the named parameters, with an expectation step at every trial. */
function maximise(search: Search, names: RateName[], steps: number, tolerance?: number): void {
  const start = search.assignment.kinetics;
  const { fittedCount } = search.gene;
  const from = names.map((name) => start[name]);
  let least = Infinity;
  const meanSquare = (x: number[]): number => {
    const loss = evaluate(search, replaced(start, names, x), search.trial);
    if (loss < least) {
      // Keeps the assignment of the best trial, which will most likely be taken over.
      least = loss;
      [search.trial, search.bestTrial] = [search.bestTrial, search.trial];
    }
    return loss / fittedCount;
  };
  const best = nelderMead(meanSquare, from, steps, tolerance, search.loss / fittedCount);
  if (best === from) settle(search, Infinity);
  else {
    [search.trial, search.bestTrial] = [search.bestTrial, search.trial];
    settle(search, least);
  }
}

/** One simplex search over switch and rates at fixed times, then an expectation step. */
function maximiseAtTimes(search: Search, steps: number): void {
  const { gene, assignment, times, ratio } = search;
  for (let i = 0; i < gene.cells; i++) times[i] = timeOf(assignment, i);
  const start = assignment.kinetics;
  const names: RateName[] = ['switchTime', 'alpha', 'beta', 'gamma'];
  const best = nelderMead(
    (x) => sumOfSquaresAtTimes(gene, times, replaced(start, names, x), ratio) / gene.fittedCount,
    names.map((name) => start[name]),
    steps,
    1e-2,
  );
  update(search, replaced(start, names, best));
}

function replaced(kinetics: Kinetics, names: RateName[], values: number[]): Kinetics {
  const out = { ...kinetics };
  for (let k = 0; k < names.length; k++) out[names[k]] = values[k];
  return out;
}

/** An expectation step into `out`, and the sum of squares there; infinite for kinetics that have no curve. */
function evaluate(search: Search, kinetics: Kinetics, out: Assignment): number {
  if (!isDrawable(kinetics)) return Infinity;
  assignCells(search.gene, search.graph, kinetics, search.mode, search.scratch, out);
  const sum = sumOfSquares(search.gene, out, search.ratio);
  return Number.isNaN(sum) ? Infinity : sum;
}

/** Tries the changed kinetics with an expectation step. */
function update(search: Search, change: Partial<Kinetics>): void {
  const kinetics = { ...search.assignment.kinetics, ...change };
  settle(search, evaluate(search, kinetics, search.trial));
}

/**
 * Takes over the trial, whose sum of squares is `loss`, where it fits better. Where no cell's induction comes as far
 * as the switch, the switch moves back to the last of them, unless the fit suffers by more than 1 %.
 */
function settle(search: Search, loss: number): void {
  const before = search.assignment;
  const better = loss < search.loss;
  let base = better ? search.trial : before;
  let least = Math.min(loss, search.loss);
  if (!better && before.mode !== search.mode) {
    least = Math.min(search.loss, evaluate(search, before.kinetics, search.trial));
    base = search.trial;
  }
  const earlier = earlierSwitch(before, base);
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

/**
 * The last time, under `base`, of the cells that were in induction `before` (or at rest before it), a little later
 * where cells rest at the switch; NaN where that is no earlier than the switch.
 */
function earlierSwitch(before: Assignment, base: Assignment): number {
  const { switchTime } = base.kinetics;
  const cells = base.state.length;
  let last = -Infinity;
  let latest = 0;
  let atSwitch = 0;
  for (let i = 0; i < cells; i++) {
    const time = timeOf(base, i);
    const wasOn = before.state[i] !== OFF && before.state[i] !== STEADY_ON;
    if (wasOn && time > last) last = time;
    if (time > latest) latest = time;
    if (time === switchTime) atSwitch++;
  }
  if (!(last > 0 && last < switchTime)) return Number.NaN;
  return last + (latest / cells) * atSwitch;
}
