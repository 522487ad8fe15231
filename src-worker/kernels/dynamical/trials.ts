import { nelderMead } from './nelderMead.ts';
import type { Kinetics } from './parameters.ts';
import { evaluate, lossInStates, replaced, settle, update, type RateName, type Search } from './search.ts';

/** How kinetics are tried. */
export interface Trials {
  /** Tries each change of the present kinetics, and takes over what fits best. */
  tryEach(search: Search, changes: Partial<Kinetics>[]): void;
  /** One simplex search over the named parameters. */
  maximise(search: Search, names: RateName[], steps: number, tolerance?: number): void;
  /** Steps of a simplex search, and of the one at fixed times, for the number of iterations asked for. */
  steps(iterations: number): number;
  stepsAtTimes(iterations: number): number;
}

/**
 * With the states of the cells held: a trial tells times alone, and what comes of a search is then tried with states found anew. A
 * trial costs a tenth of one with states anew, so more steps are made: fits are better for a third of the time.
 */
export const inStatesHeld: Trials = {
  tryEach(search, changes) {
    const present = search.assignment.kinetics;
    search.expectation.holdStates(search.assignment);
    let least = lossInStates(search, present);
    let best: Kinetics | undefined;
    for (const change of changes) {
      const kinetics = { ...present, ...change };
      const loss = lossInStates(search, kinetics);
      if (loss >= least) continue;
      least = loss;
      best = kinetics;
    }
    if (best) update(search, best);
  },
  maximise(search, names, steps, tolerance) {
    const { gene, expectation, assignment } = search;
    expectation.holdStates(assignment);
    const start = assignment.kinetics;
    const from = names.map((name) => start[name]);
    const meanSquare = (x: number[]): number =>
      lossInStates(search, replaced(start, names, x)) / gene.fittedCount;
    const best = nelderMead(meanSquare, from, steps, tolerance);
    if (best === from) settle(search, Infinity);
    else update(search, replaced(start, names, best));
  },
  steps: (iterations) => Math.trunc(iterations / 2.5),
  stepsAtTimes: (iterations) => Math.trunc(iterations / 10),
};

/** With an expectation step for every trial, as scVelo does. */
export const withStatesAnew: Trials = {
  tryEach(search, changes) {
    for (const change of changes) update(search, change);
  },
  maximise(search, names, steps, tolerance) {
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
  },
  steps: stepsOfScvelo,
  stepsAtTimes: stepsOfScvelo,
};

/** A fifth of the iterations goes to each of five groups of parameters. */
function stepsOfScvelo(iterations: number): number {
  return Math.max(0, Math.trunc(iterations / 5) - 1);
}
