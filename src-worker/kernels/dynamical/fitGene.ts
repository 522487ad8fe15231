import type { Assignment } from './assign.ts';
import { createExpectation, type Expectation } from './expectation.ts';
import { createObservations, observeSample, type GeneObservations } from './gene.ts';
import { initialFit, type InitialFit } from './initial.ts';
import { goodnessOfFit, type Goodness } from './likelihood.ts';
import { thinned, type Neighbourhoods } from '../../data/neighbourhoods.ts';
import { isDrawable, type Kinetics } from './parameters.ts';
import { sampleCells } from './sample.ts';
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
  /** Times and states under these kinetics of the cells that they were sought on; valid until the fitter's next fit. */
  assignment: Assignment;
  /** Over these cells. */
  graph: Neighbourhoods;
}

/** Fits genes one after another in one set of buffers. */
export interface GeneFitter {
  /** The fit of the gene, or nothing where the data do not allow one. */
  fit(gene: GeneObservations, options: FitOptions): GeneFit | undefined;
}

/** Up to so many cells kinetics are sought on all of them. */
const MOST_CELLS = 3000;
const NEIGHBOURS = 30;

/** Of so many neighbours the means say as much of a cell's state as of all. */
const NEIGHBOURS_IN_SEARCH = 16;

/** Of fewer fitted cells than this a sample says too little of a gene. */
const LEAST_FITTED = 100;

/** Where kinetics are sought. */
export interface SearchGround {
  /** Ascending indices of the cells; all cells where there are none. */
  cells?: Uint32Array;
  /** The graph among these cells. */
  graph: Neighbourhoods;
}

/**
 * Where genes are fitted: on a sample of the cells where there are many, so that the search costs the same however many there are,
 * and on a part of each neighbourhood.
 *
 * @param whole with whole neighbourhoods, as scVelo.
 */
export function searchGround(graph: Neighbourhoods, whole = false): SearchGround {
  const sample = sampleCells(graph, MOST_CELLS, NEIGHBOURS);
  const among = sample?.graph ?? graph;
  return { cells: sample?.cells, graph: whole ? among : thinned(among, NEIGHBOURS_IN_SEARCH) };
}

/**
 * A fitter for genes over the given neighbourhoods.
 *
 * @param ground where given, kinetics are sought there, and likelihood, times and states are those of its cells over its graph
 * @param create makes the expectation step.
 */
export function createGeneFitter(
  graph: Neighbourhoods,
  ground: SearchGround = { graph },
  create: typeof createExpectation = createExpectation,
): GeneFitter {
  const all = create(graph, ASSIGNMENTS_A_SEARCH);
  const stage = ground.cells || ground.graph !== graph ? stageOn(ground, create) : undefined;
  return {
    fit(gene, options) {
      const initial = initialFit(gene, options.fitScaling);
      if (!isDrawable(initial.kinetics)) return undefined;
      const part = stage?.(gene);
      if (!part) all.observe(gene);
      const seen = part?.gene ?? gene;
      const search = startSearch(seen, part?.expectation ?? all, initial.kinetics);
      climb(search, options);
      const { ratio, assignment } = search;
      const goodness = goodnessOfFit(seen, assignment, ratio);
      if (!Number.isFinite(goodness.likelihood) || !Number.isFinite(assignment.tauOff[0])) return undefined;
      const over = part ? ground.graph : graph;
      return { ...goodness, initial, kinetics: assignment.kinetics, ratio, assignment, graph: over };
    },
  };
}

/** A set of cells, with what was observed of one gene there. */
interface Stage {
  gene: GeneObservations;
  expectation: Expectation;
}

/** Takes over genes where they are sought; gives nothing where too few cells of a sample can be fitted. */
function stageOn(
  { cells, graph }: SearchGround,
  create: typeof createExpectation,
): (gene: GeneObservations) => Stage | undefined {
  const expectation = create(graph, ASSIGNMENTS_A_SEARCH);
  const part = cells && createObservations(cells.length);
  return (gene) => {
    if (part) observeSample(part, gene, cells);
    const seen = part ?? gene;
    if (part && part.fittedCount < LEAST_FITTED) return undefined;
    expectation.observe(seen);
    return { gene: seen, expectation };
  };
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
