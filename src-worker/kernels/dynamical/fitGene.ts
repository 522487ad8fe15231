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
  maximise,
  maximiseAtTimes,
  project,
  settle,
  startSearch,
  update,
  type Search,
} from './search.ts';

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

/** The cells that a gene's kinetics are sought on; nothing stands for all cells. */
export interface FitSamples {
  /** For the search, group by group of parameters. */
  search?: CellSample;
  /** For the last part of it, all parameters at once. */
  refinement?: CellSample;
}

const SEARCH_CELLS = 600;
const SEARCH_NEIGHBOURS = 15;
const REFINEMENT_CELLS = 1500;
const REFINEMENT_NEIGHBOURS = 30;
/** Of fewer fitted cells than this a sample says too little of a gene. */
const LEAST_FITTED = 100;

/** The samples that genes are fitted on: what a fit costs then hardly grows with the number of cells. */
export function fitSamples(graph: Neighbourhoods): FitSamples {
  return {
    search: sampleCells(graph, SEARCH_CELLS, SEARCH_NEIGHBOURS),
    refinement: sampleCells(graph, REFINEMENT_CELLS, REFINEMENT_NEIGHBOURS),
  };
}

/** A fitter for genes over the given neighbourhoods. */
export function createGeneFitter(
  graph: Neighbourhoods,
  samples: FitSamples = {},
  create: typeof createExpectation = createExpectation,
): GeneFitter {
  const whole = wholeStage(create(graph, ASSIGNMENTS_A_SEARCH));
  const refining = samples.refinement ? sampleStage(samples.refinement, create) : whole;
  const searching = samples.search ? sampleStage(samples.search, create) : refining;
  const stages = [searching, refining, whole];
  return {
    fit(gene, options) {
      const initial = initialFit(gene, options.fitScaling);
      if (!isDrawable(initial.kinetics)) return undefined;
      whole.observe(gene);
      const at = (stage: Stage): GeneObservations | undefined => {
        const part = stage === whole ? gene : stage.observe(gene);
        return stage === whole || part.fittedCount >= LEAST_FITTED ? part : undefined;
      };
      let stage = stages.find((candidate) => at(candidate)) ?? whole;
      let search = startSearch(stage.part ?? gene, stage.expectation, initial.kinetics);
      climb(search, options);
      const { ratio } = search;
      if (stage === searching && searching !== refining && at(refining)) {
        stage = refining;
        search = startSearch(stage.part ?? gene, stage.expectation, search.assignment.kinetics, ratio);
      }
      refine(search, options);
      let { assignment } = search;
      if (stage !== whole) {
        const [out] = whole.expectation.assignments;
        whole.expectation.assign(assignment.kinetics, assignment.mode, out);
        assignment = out;
      }
      const goodness = goodnessOfFit(gene, assignment, ratio);
      if (!Number.isFinite(goodness.likelihood) || !Number.isFinite(assignment.tauOff[0])) return undefined;
      return { ...goodness, initial, kinetics: assignment.kinetics, ratio, assignment };
    },
  };
}

/** A part of the fit on one set of cells. */
interface Stage {
  expectation: Expectation;
  /** What was observed of the gene in these cells, where they are not all. */
  part?: GeneObservations;
  /** Takes over the gene, and returns what was observed of it in these cells. */
  observe(gene: GeneObservations): GeneObservations;
}

function wholeStage(expectation: Expectation): Stage {
  return {
    expectation,
    observe(gene) {
      expectation.observe(gene);
      return gene;
    },
  };
}

function sampleStage({ cells, graph }: CellSample, create: typeof createExpectation): Stage {
  const expectation = create(graph, ASSIGNMENTS_A_SEARCH);
  const part = createObservations(cells.length);
  return {
    expectation,
    part,
    observe(gene) {
      observeSample(part, gene, cells);
      expectation.observe(part);
      return part;
    },
  };
}

/**
 * Expectation–maximisation in the order of Bergen 2020: the parameters in small groups, each time with times and
 * states of the cells found anew for every trial; in {@link refine} all of them, at last with the times held fixed.
 */
function climb(search: Search, { fitScaling, maxIterations }: FitOptions): void {
  if (fitScaling) {
    tryScalings(search, 0.5);
    tryScalings(search, 0.1);
  }
  const { kinetics } = search.assignment;
  search.ratio = kinetics.gamma / kinetics.beta;
  if (maxIterations === 0) return;
  const steps = stepsAGroup(maxIterations);
  const { alpha } = kinetics;
  for (const factor of [0.9, 0.95, 1, 1.05, 1.1])
    if (alpha * factor !== search.assignment.kinetics.alpha) update(search, { alpha: alpha * factor });
  maximise(search, ['switchTime', 'alpha'], steps);
  if (fitScaling) maximise(search, ['switchTime', 'beta', 'scaling'], steps);
  maximise(search, ['alpha', 'gamma'], steps, 1e-2);
  maximise(search, ['switchTime'], steps);
}

function refine(search: Search, { maxIterations }: FitOptions): void {
  if (maxIterations > 0) {
    const steps = stepsAGroup(maxIterations);
    maximise(search, ['switchTime', 'alpha', 'beta', 'gamma'], steps, 1e-2);
    project(search);
    maximiseAtTimes(search, steps);
  }
  settle(search, Infinity);
}

function stepsAGroup(maxIterations: number): number {
  return Math.max(0, Math.trunc(maxIterations / 5) - 1);
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
