import type { Assignment } from './assign.ts';
import { createExpectation, type Expectation } from './expectation.ts';
import { createObservations, observeSample, type GeneObservations } from './gene.ts';
import { initialFit, type InitialFit } from './initial.ts';
import { goodnessOfFit, type Goodness } from './likelihood.ts';
import type { Neighbourhoods } from '../../data/neighbourhoods.ts';
import { isDrawable, type Kinetics } from './parameters.ts';
import { sampleCells, type CellSample } from './sample.ts';
import {
  ASSIGNMENTS_A_SEARCH,
  maximiseAtTimes,
  project,
  settle,
  startSearch,
  type Search,
} from './search.ts';
import { inStatesHeld, withStatesAnew, type Trials } from './trials.ts';

/** How a gene is fitted. */
export interface FitOptions {
  /** How long kinetics are sought: `trials` says how many steps of the simplex that makes. */
  maxIterations: number;
  /** Whether the scaling of u is fitted; otherwise it is 1. */
  fitScaling: boolean;
  /** Whether the states of the cells are found anew for every trial of kinetics, as scVelo does. */
  statesAnew?: boolean;
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

/** Up to so many cells kinetics are sought on all of them. */
const MOST_CELLS = 3000;
const NEIGHBOURS = 30;

/** Of fewer fitted cells than this a sample says too little of a gene. */
const LEAST_FITTED = 100;

/**
 * The sample of the cells that genes are fitted on, so that the search costs the same however many cells there are; nothing where
 * there are so few that it is run on all of them.
 */
export function fitSample(graph: Neighbourhoods): CellSample | undefined {
  return sampleCells(graph, MOST_CELLS, NEIGHBOURS);
}

/**
 * A fitter for genes over the given neighbourhoods.
 *
 * @param sample where given, kinetics are sought on these cells; times, states and likelihood are always those of all cells.
 * @param create makes the expectation step.
 */
export function createGeneFitter(
  graph: Neighbourhoods,
  sample?: CellSample,
  create: typeof createExpectation = createExpectation,
): GeneFitter {
  const all = create(graph, ASSIGNMENTS_A_SEARCH);
  const stage = sample && sampleStage(sample, create);
  return {
    fit(gene, options) {
      const initial = initialFit(gene, options.fitScaling);
      if (!isDrawable(initial.kinetics)) return undefined;
      all.observe(gene);
      const part = stage?.(gene);
      const search = startSearch(part?.gene ?? gene, part?.expectation ?? all, initial.kinetics);
      climb(search, options);
      const { ratio } = search;
      const assignment = part ? assignAll(all, search.assignment) : search.assignment;
      const goodness = goodnessOfFit(gene, assignment, ratio);
      if (!Number.isFinite(goodness.likelihood) || !Number.isFinite(assignment.tauOff[0])) return undefined;
      return { ...goodness, initial, kinetics: assignment.kinetics, ratio, assignment };
    },
  };
}

/** A set of cells, with what was observed of one gene there. */
interface Stage {
  gene: GeneObservations;
  expectation: Expectation;
}

/** Takes over genes in a sample of the cells; gives nothing where too few of these can be fitted. */
function sampleStage(
  { cells, graph }: CellSample,
  create: typeof createExpectation,
): (gene: GeneObservations) => Stage | undefined {
  const expectation = create(graph, ASSIGNMENTS_A_SEARCH);
  const part = createObservations(cells.length);
  return (gene) => {
    observeSample(part, gene, cells);
    if (part.fittedCount < LEAST_FITTED) return undefined;
    expectation.observe(part);
    return { gene: part, expectation };
  };
}

/** Times and states of all cells under the kinetics found on some of them. */
function assignAll(expectation: Expectation, { kinetics, mode }: Assignment): Assignment {
  const [assignment] = expectation.assignments;
  expectation.assign(kinetics, mode, assignment);
  return assignment;
}

/**
 * Expectation–maximisation in the order of Bergen 2020: the parameters in small groups and then together, at last all parameters
 * with the times held fixed.
 */
function climb(search: Search, { fitScaling, maxIterations, statesAnew }: FitOptions): void {
  const trials = statesAnew ? withStatesAnew : inStatesHeld;
  if (fitScaling) {
    tryScalings(search, trials, 0.5);
    tryScalings(search, trials, 0.1);
  }
  const { kinetics } = search.assignment;
  search.ratio = kinetics.gamma / kinetics.beta;
  if (maxIterations > 0) {
    const steps = trials.steps(maxIterations);
    const factors = [0.9, 0.95, 1.05, 1.1];
    trials.tryEach(
      search,
      factors.map((factor) => ({ alpha: kinetics.alpha * factor })),
    );
    trials.maximise(search, ['switchTime', 'alpha'], steps);
    if (fitScaling) trials.maximise(search, ['switchTime', 'beta', 'scaling'], steps);
    trials.maximise(search, ['alpha', 'gamma'], steps, 1e-2);
    trials.maximise(search, ['switchTime'], steps);
    trials.maximise(search, ['switchTime', 'alpha', 'beta', 'gamma'], steps, 1e-2);
    project(search);
    maximiseAtTimes(search, trials.stepsAtTimes(maxIterations));
  }
  settle(search, Infinity);
}

/** Tries four scalings around the present one. β follows, so that α/β in counts stays. */
function tryScalings(search: Search, trials: Trials, sight: number): void {
  const { scaling, beta } = search.assignment.kinetics;
  trials.tryEach(
    search,
    [-1, -1 / 3, 1 / 3, 1].map((part) => {
      const factor = 1 + sight * part;
      return { scaling: scaling * factor, beta: beta * factor };
    }),
  );
}
