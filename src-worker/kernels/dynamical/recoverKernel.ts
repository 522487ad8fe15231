import { defineKernel } from '../kernel.ts';
import { alignmentScaling, stretched } from './align.ts';
import {
  createGeneFitter,
  type FitOptions,
  type GeneFit,
  type GeneFitter,
  type SearchGround,
} from './fitGene.ts';
import { createObservations, observe, type GeneObservations } from './gene.ts';
import type { Neighbourhoods } from '../../data/neighbourhoods.ts';

/** What is kept of every gene's fit; f64, one value a gene, NaN where there is no fit. */
export interface FitColumns {
  alpha: Float64Array;
  /** Divided by the scaling. */
  beta: Float64Array;
  gamma: Float64Array;
  switchTime: Float64Array;
  scaling: Float64Array;
  stdU: Float64Array;
  stdS: Float64Array;
  likelihood: Float64Array;
  pValueSteady: Float64Array;
  steadyU: Float64Array;
  steadyS: Float64Array;
  variance: Float64Array;
  alignmentScaling: Float64Array;
}

export interface RecoverArgs {
  /** Moments, genes × cells. */
  Ms: Float32Array;
  Mu: Float32Array;
  graph: Neighbourhoods;
  ground: SearchGround;
  /** The genes to fit: item k of the kernel is gene `genes[k]`. */
  genes: Uint32Array;
  /** `align`: whether times are stretched to one duration; otherwise they stay as fitted. */
  options: FitOptions & { align: boolean };
  out: FitColumns;
}

/** Fits the kinetics of the genes. Genes that cannot be fitted keep what `out` holds. */
export const recoverKernel = defineKernel<RecoverArgs>('dynamical.recover', (args, from, to) => {
  const { Ms, Mu, genes, options, out } = args;
  const { fitter, gene, times, smoothed } = roomFor(args);
  const { cells } = gene;
  for (let k = from; k < to; k++) {
    const g = genes[k];
    const s = Ms.subarray(g * cells, (g + 1) * cells);
    const u = Mu.subarray(g * cells, (g + 1) * cells);
    if (!observe(gene, u, s)) continue;
    const fit = fitter.fit(gene, options);
    if (!fit) continue;
    const factor = options.align ? alignmentScaling(fit.assignment, fit.graph, times, smoothed) : 1;
    store(out, g, gene, fit, factor);
  }
});

/** What a thread needs to fit one gene after another. */
interface Room {
  fitter: GeneFitter;
  gene: GeneObservations;
  times: Float64Array;
  smoothed: Float64Array;
}

const rooms = new WeakMap<RecoverArgs, Room>();

/** The room of this thread for these arguments, the same for all of its tiles. */
function roomFor(args: RecoverArgs): Room {
  let room = rooms.get(args);
  if (!room) {
    const cells = args.graph.indptr.length - 1;
    room = {
      fitter: createGeneFitter(args.graph, args.ground),
      gene: createObservations(cells),
      times: new Float64Array(cells),
      smoothed: new Float64Array(cells),
    };
    rooms.set(args, room);
  }
  return room;
}

function store(out: FitColumns, g: number, gene: GeneObservations, fit: GeneFit, factor: number): void {
  const { alpha, beta, gamma, switchTime, scaling } = stretched(fit.kinetics, factor);
  out.alpha[g] = alpha;
  out.beta[g] = beta / scaling;
  out.gamma[g] = gamma;
  out.switchTime[g] = switchTime;
  out.scaling[g] = scaling;
  out.stdU[g] = gene.stdU;
  out.stdS[g] = gene.stdS;
  out.likelihood[g] = fit.likelihood;
  out.pValueSteady[g] = fit.initial.pValueSteady;
  out.steadyU[g] = fit.initial.steadyU;
  out.steadyS[g] = fit.initial.steadyS;
  out.variance[g] = fit.variance;
  out.alignmentScaling[g] = factor;
}
