import { defineKernel } from '../kernel.ts';
import { createExpectation, ratesMeet, type Expectation } from './expectation.ts';
import { createObservations, observe, type GeneObservations } from './gene.ts';
import type { Neighbourhoods } from '../../data/neighbourhoods.ts';
import { isDrawable, kineticsOf, type KineticColumns } from './parameters.ts';
import { createPlainExpectation } from './plainExpectation.ts';

export interface DeriveArgs {
  /** Moments, genes × cells. */
  Ms: Float32Array;
  Mu: Float32Array;
  graph: Neighbourhoods;
  kinetics: KineticColumns;
  /** Results, genes × cells; NaN for genes without a fit. */
  velocity: Float32Array;
  time: Float32Array;
  tauOn: Float32Array;
  tauOff: Float32Array;
}

/** One assignment of times to the cells of each gene under its kinetics, and the velocity there. */
export const deriveKernel = defineKernel<DeriveArgs>('dynamical.derive', (args, from, to) => {
  const { graph, kinetics } = args;
  const room = roomFor(args);
  const { gene } = room;
  const { cells } = gene;
  for (let g = from; g < to; g++) {
    const part = (values: Float32Array) => values.subarray(g * cells, (g + 1) * cells);
    const stored = kineticsOf(kinetics, g);
    if (!isDrawable(stored) || !observe(gene, part(args.Mu), part(args.Ms))) {
      for (const out of [args.velocity, args.time, args.tauOn, args.tauOff]) part(out).fill(Number.NaN);
      continue;
    }
    // Where rates meet the compiled step errs, by up to a hundredth.
    const expectation = ratesMeet(stored) ? (room.plain ??= createPlainExpectation(graph, 2)) : room.compiled;
    const [assignment, spare] = expectation.assignments;
    expectation.observe(gene);
    expectation.assign(stored, 'projection', assignment);
    part(args.tauOn).set(assignment.tauOn);
    part(args.tauOff).set(assignment.tauOff);
    expectation.velocities(assignment, spare, part(args.time), part(args.velocity));
  }
});

/** What a thread needs to derive one gene after another. */
interface Room {
  compiled: Expectation;
  plain?: Expectation;
  gene: GeneObservations;
}

const rooms = new WeakMap<DeriveArgs, Room>();

/** The room of this thread for these arguments, the same for all of its tiles. */
function roomFor(args: DeriveArgs): Room {
  let room = rooms.get(args);
  if (!room) {
    const cells = args.graph.indptr.length - 1;
    room = { compiled: createExpectation(args.graph, 2), gene: createObservations(cells) };
    rooms.set(args, room);
  }
  return room;
}
