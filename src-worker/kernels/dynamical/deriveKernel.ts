import { defineKernel } from '../kernel.ts';
import type { Expectation } from './expectation.ts';
import { createObservations, observe, type GeneObservations } from './gene.ts';
import type { Neighbourhoods } from '../../data/neighbourhoods.ts';
import { isDrawable, kineticsOf, type KineticColumns } from './parameters.ts';
import { createPlainExpectation } from './plainExpectation.ts';
import { createVelocityScratch, velocityOfGene, type VelocityScratch } from './velocity.ts';

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
  const { expectation, gene, scratch } = roomFor(args);
  const { cells } = gene;
  const [assignment] = expectation.assignments;
  for (let g = from; g < to; g++) {
    const part = (values: Float32Array) => values.subarray(g * cells, (g + 1) * cells);
    const stored = kineticsOf(kinetics, g);
    if (!isDrawable(stored) || !observe(gene, part(args.Mu), part(args.Ms))) {
      for (const out of [args.velocity, args.time, args.tauOn, args.tauOff]) part(out).fill(Number.NaN);
      continue;
    }
    expectation.observe(gene);
    expectation.assign(stored, 'projection', assignment);
    part(args.tauOn).set(assignment.tauOn);
    part(args.tauOff).set(assignment.tauOff);
    velocityOfGene(gene, graph, assignment, scratch, part(args.time), part(args.velocity));
  }
});

/** What a thread needs to derive one gene after another. */
interface Room {
  expectation: Expectation;
  gene: GeneObservations;
  scratch: VelocityScratch;
}

const rooms = new WeakMap<DeriveArgs, Room>();

/** The room of this thread for these arguments, the same for all of its tiles. */
function roomFor(args: DeriveArgs): Room {
  let room = rooms.get(args);
  if (!room) {
    const cells = args.graph.indptr.length - 1;
    room = {
      // Of two points of a curve that are as near as each other, 32 bits may take the other one than scVelo does.
      expectation: createPlainExpectation(args.graph),
      gene: createObservations(cells),
      scratch: createVelocityScratch(cells),
    };
    rooms.set(args, room);
  }
  return room;
}
