import {
  assignCells,
  assignCellsAtTimes,
  createAssignment,
  createAssignmentScratch,
  OFF,
  STEADY_ON,
  timeOf,
  type Assignment,
} from './assign.ts';
import type { Expectation } from './expectation.ts';
import { sumOfSquaresAtTimes } from './fixedTimes.ts';
import type { GeneObservations } from './gene.ts';
import { sumOfSquares } from './likelihood.ts';
import { sumOfSquaresInStates } from './heldStates.ts';
import { createVelocityScratch, velocityOfGene } from './velocity.ts';
import type { Neighbourhoods } from '../../data/neighbourhoods.ts';

/**
 * The expectation step in plain code and f64: for the times that are kept, found once a gene, and what the compiled one, which
 * finds them for each trial of a fit, is held to by tests.
 */
export function createPlainExpectation(graph: Neighbourhoods, count = 1): Expectation {
  const cells = graph.indptr.length - 1;
  const scratch = createAssignmentScratch(cells);
  const times = new Float64Array(cells);
  const velocityScratch = createVelocityScratch(cells);
  const states = new Uint8Array(cells);
  const [heldOn, heldOff] = [new Float64Array(cells), new Float64Array(cells)];
  let observed: GeneObservations | undefined;
  const known = (): GeneObservations => {
    if (!observed) throw new Error('No gene has been observed yet');
    return observed;
  };
  return {
    assignments: Array.from({ length: count }, (_, slot) => createAssignment(cells, slot)),
    observe(gene) {
      observed = gene;
      scratch.observe(gene, graph);
    },
    assign(kinetics, mode, out: Assignment<Float64Array>) {
      assignCells(known(), graph, kinetics, mode, scratch, out);
      return sumOfSquares(known(), out);
    },
    assignAtTimes(kinetics, tauOn, tauOff, out: Assignment<Float64Array>) {
      assignCellsAtTimes(known(), graph, kinetics, { tauOn, tauOff }, scratch, out);
    },
    velocities(assignment, _room, time, velocity) {
      velocityOfGene(known(), graph, assignment, velocityScratch, time, velocity);
    },
    earlierSwitch(before, base) {
      const { switchTime } = base.kinetics;
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
      return last > 0 && last < switchTime ? last + (latest / cells) * atSwitch : Number.NaN;
    },
    holdTimes(assignment) {
      for (let i = 0; i < cells; i++) times[i] = timeOf(assignment, i);
    },
    holdStates(assignment) {
      states.set(assignment.state);
    },
    sumInStates: (kinetics) => sumOfSquaresInStates(known(), states, kinetics, heldOn, heldOff),
    sumAtTimes: (kinetics) => sumOfSquaresAtTimes(known(), times, kinetics),
  };
}
