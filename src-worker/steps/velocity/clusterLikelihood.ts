import type { DenseArray } from '../../data/arrays.ts';
import { splicedAt, unsplicedAt } from '../../kernels/dynamical/curve.ts';
import { neighbourMean, type Neighbourhoods } from '../../data/neighbourhoods.ts';
import {
  isDrawable,
  kineticsOf,
  phasesOf,
  type KineticColumns,
  type Kinetics,
} from '../../kernels/dynamical/parameters.ts';
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
    const cells = args.codes.length;
    const width = 1 + 2 * args.clusters;
    const states = Array.from({ length: 4 }, () => new Float64Array(cells));
    const means = Array.from({ length: 4 }, () => new Float64Array(cells));
    const distances = {
      onU: new Float64Array(cells),
      onS: new Float64Array(cells),
      offU: new Float64Array(cells),
      offS: new Float64Array(cells),
    };
    for (let g = from; g < to; g++) {
      const out = args.out.subarray(g * width, (g + 1) * width);
      const kinetics = kineticsOf(args.kinetics, g);
      if (!isDrawable(kinetics)) {
        out.fill(Number.NaN);
        continue;
      }
      measureDistances(args, g, kinetics, distances, states);
      for (let k = 0; k < 4; k++) neighbourMean(args.graph, states[k], means[k]);
      sumByCluster(args, g, distances, means, out);
    }
  },
);

interface Distances {
  onU: Float64Array;
  onS: Float64Array;
  offU: Float64Array;
  offS: Float64Array;
}

/** Distances in standard deviations from both curves, and their squares with those from the steady states. */
function measureDistances(
  args: ClusterLikelihoodArgs,
  g: number,
  kinetics: Kinetics,
  { onU, onS, offU, offS }: Distances,
  [off, on, steadyOff, steadyOn]: Float64Array[],
): void {
  const cells = args.codes.length;
  const phases = phasesOf(kinetics);
  const perU = 1 / kinetics.scaling;
  const stdU = args.stdU[g] / kinetics.scaling;
  const stdS = args.stdS[g];
  for (let i = 0, p = g * cells; i < cells; i++, p++) {
    const u = args.Mu.data[p] * perU;
    const s = args.Ms.data[p];
    const tauOn = args.tauOn.data[p];
    const tauOff = args.tauOff.data[p];
    onU[i] = (u - unsplicedAt(phases.on, tauOn)) / stdU;
    onS[i] = (s - splicedAt(phases.on, tauOn)) / stdS;
    offU[i] = (u - unsplicedAt(phases.off, tauOff)) / stdU;
    offS[i] = (s - splicedAt(phases.off, tauOff)) / stdS;
    off[i] = offU[i] ** 2 + offS[i] ** 2;
    on[i] = onU[i] ** 2 + onS[i] ** 2;
    steadyOff[i] = (u / stdU) ** 2 + (s / stdS) ** 2;
    steadyOn[i] = ((u - phases.on.uEnd) / stdU) ** 2 + ((s - phases.on.sEnd) / stdS) ** 2;
  }
}

function sumByCluster(
  args: ClusterLikelihoodArgs,
  g: number,
  { onU, onS, offU, offS }: Distances,
  [off, on, steadyOff, steadyOn]: Float64Array[],
  out: Float64Array,
): void {
  const cells = args.codes.length;
  const u = args.Mu.data.subarray(g * cells, (g + 1) * cells);
  const s = args.Ms.data.subarray(g * cells, (g + 1) * cells);
  const enoughU = largest(u) / 5;
  const enoughS = largest(s) / 5;
  out.fill(0);
  let count = 0;
  let squares = 0;
  let signed = 0;
  for (let i = 0; i < cells; i++) {
    if (!(u[i] > enoughU && s[i] > enoughS)) continue;
    // A gene at rest in the lower state is about to begin (induction), one in the upper about to end (repression).
    const best = Math.min(off[i], on[i], steadyOff[i], steadyOn[i]);
    const induction = off[i] !== best && (on[i] === best || steadyOff[i] === best);
    const du = induction ? onU[i] : offU[i];
    const ds = induction ? onS[i] : offS[i];
    const square = du * du + ds * ds;
    count++;
    squares += square;
    signed += Math.sign(ds) * Math.sqrt(square);
    const cluster = args.codes[i];
    if (cluster < 0) continue;
    out[1 + 2 * cluster] += square;
    out[2 + 2 * cluster]++;
  }
  out[0] = squares / count - (signed / count) ** 2;
}

function largest(values: Float32Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) if (values[i] > most) most = values[i];
  return most;
}
