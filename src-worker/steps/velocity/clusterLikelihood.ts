import type { DenseArray } from '../../data/arrays.ts';
import type { Neighbourhoods } from '../../data/neighbourhoods.ts';
import { ON, STEADY_OFF, type Assignment } from '../../kernels/dynamical/assign.ts';
import { splicedAt } from '../../kernels/dynamical/curve.ts';
import { createExpectation, type Expectation } from '../../kernels/dynamical/expectation.ts';
import { createObservations, type GeneObservations } from '../../kernels/dynamical/gene.ts';
import { isDrawable, kineticsOf, type KineticColumns } from '../../kernels/dynamical/parameters.ts';
import { defineKernel } from '../../kernels/kernel.ts';

export interface ClusterLikelihoodArgs {
  Ms: DenseArray<Float32Array>;
  Mu: DenseArray<Float32Array>;
  /** Time since switching on and since switching off, genes × cells. */
  tauOn: DenseArray<Float32Array>;
  tauOff: DenseArray<Float32Array>;
  kinetics: KineticColumns;
  /** Standard deviations over the fitted cells, one value a gene. */
  stdU: Float64Array;
  stdS: Float64Array;
  graph: Neighbourhoods;
  /** Cluster of each cell, or −1. */
  codes: Int32Array;
  clusters: number;
  /** Per gene: the variance of distances, then per cluster the sum of squared distances and the number of cells. */
  out: Float64Array;
}

/**
 * How well the curve of a gene fits the cells of each cluster. Every cell is put in induction, repression or one of the
 * steady states, whichever is nearest on average over its neighbours; its distance from the curve is then summed over
 * the cells with more than a fifth of the gene's highest u and s (Bergen et al. 2020). Genes without a fit get NaN.
 */
export const clusterLikelihood = defineKernel(
  'velocity.clusterLikelihood',
  (args: ClusterLikelihoodArgs, from, to) => {
    const width = 1 + 2 * args.clusters;
    const { expectation, gene } = roomFor(args);
    const { cells } = gene;
    const [assignment] = expectation.assignments;
    for (let g = from; g < to; g++) {
      const out = args.out.subarray(g * width, (g + 1) * width);
      const kinetics = kineticsOf(args.kinetics, g);
      if (!isDrawable(kinetics)) {
        out.fill(Number.NaN);
        continue;
      }
      const part = ({ data }: DenseArray<Float32Array>) => data.subarray(g * cells, (g + 1) * cells);
      gene.u.set(part(args.Mu));
      gene.s.set(part(args.Ms));
      gene.stdU = args.stdU[g];
      gene.stdS = args.stdS[g];
      expectation.observe(gene);
      expectation.assignAtTimes(kinetics, part(args.tauOn), part(args.tauOff), assignment);
      sumByCluster(args.codes, gene, assignment, out);
    }
  },
);

/** What a thread needs to go through one gene after another. */
interface Room {
  expectation: Expectation;
  gene: GeneObservations;
}

const rooms = new WeakMap<ClusterLikelihoodArgs, Room>();

/** The room of this thread for these arguments, the same for all of its tiles. */
function roomFor(args: ClusterLikelihoodArgs): Room {
  let room = rooms.get(args);
  if (!room) {
    room = { expectation: createExpectation(args.graph), gene: createObservations(args.codes.length) };
    rooms.set(args, room);
  }
  return room;
}

function sumByCluster(
  codes: Int32Array,
  { u, s, cells }: GeneObservations,
  { state, distances, tauOn, tauOff, phases }: Assignment,
  out: Float64Array,
): void {
  const enoughU = largest(u) / 5;
  const enoughS = largest(s) / 5;
  out.fill(0);
  let count = 0;
  let squares = 0;
  let signed = 0;
  for (let i = 0; i < cells; i++) {
    if (!(u[i] > enoughU && s[i] > enoughS)) continue;
    // A gene at rest in the lower state is about to begin (induction), one in the upper about to end (repression).
    const induction = state[i] === ON || state[i] === STEADY_OFF;
    const square = distances[2 * i + (induction ? 1 : 0)];
    const fitted = induction ? splicedAt(phases.on, tauOn[i]) : splicedAt(phases.off, tauOff[i]);
    count++;
    squares += square;
    signed += Math.sign(s[i] - fitted) * Math.sqrt(square);
    const cluster = codes[i];
    if (cluster < 0) continue;
    out[1 + 2 * cluster] += square;
    out[2 + 2 * cluster]++;
  }
  out[0] = squares / count - (signed / count) ** 2;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) if (values[i] > most) most = values[i];
  return most;
}
