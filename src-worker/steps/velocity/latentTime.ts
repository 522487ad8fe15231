import { denseFrom, sharedArray } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { neighbourhoods, neighbourMean, type Neighbourhoods } from '../../data/neighbourhoods.ts';
import { timePercentilesKernel } from '../../kernels/latentTime/percentiles.ts';
import { rootingKernel } from '../../kernels/latentTime/rooting.ts';
import { defineStep, type StepContext } from '../step.ts';
import { combinePercentiles, toUnitRange } from './sharedTime.ts';

/** One time for each cell, shared by all genes of the dynamical model. */
export const latentTime = defineStep({
  id: 'latentTime',
  version: 1,
  title: 'Latent time',
  summary:
    'Combines the times of all well-fitted genes, counted from the root cells, to one time for each cell, smoothed over neighbours and scaled to 0 … 1.',
  reference: 'Bergen et al. 2020, doi:10.1038/s41587-020-0591-3',
  parameters: {
    minLikelihood: {
      type: 'number',
      default: 0.1,
      min: 0,
      max: 10,
      label: 'Smallest likelihood',
      help: 'Genes whose fit has at least this likelihood take part.',
    },
    minConfidence: {
      type: 'number',
      default: 0.75,
      min: 0,
      max: 1,
      label: 'Smallest confidence',
      help: 'Cells whose time agrees less with that of their neighbours do not count when times are smoothed.',
    },
    pseudotimeWeight: {
      type: 'number',
      default: 0,
      min: 0,
      max: 1,
      label: 'Weight of the pseudotime',
      help: 'How much the velocity pseudotime counts beside the times of the genes. Above 0, cells of low confidence take the pseudotime instead of being left out.',
    },
    useEndPoints: {
      type: 'boolean',
      default: false,
      label: 'Use end points',
      help: 'Also count times back from the end points, with a fifth of the weight.',
    },
    maxRoots: {
      type: 'integer',
      default: 4,
      min: 1,
      max: 100,
      label: 'Roots, at most',
      help: 'The time is averaged over that many root cells, earliest first.',
    },
  },
  inputs: ['fit_t', 'fit_likelihood', 'root_cells', 'connectivities'],
  optionalInputs: ['end_points', 'velocity_pseudotime'],
  outputs: ['latent_time'],
  async run(context) {
    const { minLikelihood, minConfidence, pseudotimeWeight, useEndPoints, maxRoots } = context.parameters;
    const times = context.input('fit_t');
    const likelihood = context.input('fit_likelihood').data;
    const [, cells] = times.shape;
    const genes = timedGenes(times.data, cells, likelihood, minLikelihood);
    const totals = new Float64Array(cells);
    for (const g of genes) for (let i = 0; i < cells; i++) totals[i] += times.data[g * cells + i];
    const order = Array.from(totals.keys()).sort((a, b) => totals[a] - totals[b] || a - b);

    const found = order.filter((cell) => context.input('root_cells').data[cell] > 1 - 1e-3);
    if (found.length === 0)
      context.warn(
        'No root cell was found, so latent time starts at the cells that are earliest over all genes. Choosing root cells makes it more reliable.',
      );
    const roots = (found.length > 0 ? found : order).slice(0, maxRoots);
    const ends = useEndPoints ? endCells(context, order).slice(0, maxRoots) : [];
    const rounds = await sharedTimes(context, { times: times.data, cells, genes }, [...roots, ...ends]);

    let time = toUnitRange(averageOf(rounds.slice(0, roots.length)));
    if (ends.length > 0) {
      const fromEnds = toUnitRange(averageOf(rounds.slice(roots.length)).map((value) => -value));
      time = toUnitRange(time.map((value, i) => value + 0.2 * fromEnds[i]));
    }
    const graph = neighbourhoods(context.input('connectivities'));
    const confident = confidentCells(graph, time, minConfidence);
    const pseudotime = pseudotimeWeight > 0 ? pseudotimeOf(context) : undefined;
    if (pseudotime)
      time = time.map((value, i) =>
        confident[i] ? (1 - pseudotimeWeight) * value + pseudotimeWeight * pseudotime[i] : pseudotime[i],
      );
    else time = smoothOverConfident(graph, time, confident);
    return { latent_time: denseFrom('f32', toUnitRange(time)) };
  },
});

type LatentTimeContext = StepContext<
  Record<never, never>,
  'fit_t' | 'fit_likelihood' | 'root_cells' | 'connectivities',
  'end_points' | 'velocity_pseudotime'
>;

const PERCENTILES = [15, 20, 25, 30, 35];

/** Genes whose times are known in every cell, and whose likelihood is high enough. */
function timedGenes(
  times: Float32Array,
  cells: number,
  likelihood: Float64Array,
  minLikelihood: number,
): Uint32Array<ArrayBufferLike> {
  const genes: number[] = [];
  for (let g = 0; g < likelihood.length; g++)
    if (likelihood[g] >= minLikelihood && isKnown(times.subarray(g * cells, (g + 1) * cells))) genes.push(g);
  if (genes.length === 0)
    throw new DataError(
      `no gene has a dynamical fit with a likelihood of at least ${minLikelihood}.`,
      { step: 'latentTime' },
      'Lower the smallest likelihood, or use the velocity pseudotime instead.',
    );
  const shared = sharedArray('u32', genes.length);
  shared.set(genes);
  return shared;
}

function isKnown(times: Float32Array): boolean {
  for (let i = 0; i < times.length; i++) if (Number.isNaN(times[i])) return false;
  return true;
}

/** End points, latest first. */
function endCells(context: LatentTimeContext, order: number[]): number[] {
  const ends = context.optional('end_points')?.data;
  if (!ends)
    throw new DataError(
      'the end points are not known.',
      { step: 'latentTime' },
      'Compute root and end points first, or do not use end points.',
    );
  const latestFirst = [...order].reverse();
  const found = latestFirst.filter((cell) => ends[cell] > 1 - 1e-3);
  return found.length > 0 ? found : latestFirst;
}

function pseudotimeOf(context: LatentTimeContext): Float32Array {
  const pseudotime = context.optional('velocity_pseudotime')?.data;
  if (!pseudotime || pseudotime.some(Number.isNaN))
    throw new DataError(
      pseudotime ? 'some cells have no velocity pseudotime.' : 'the velocity pseudotime is not known.',
      { step: 'latentTime' },
      'Set the weight of the pseudotime to 0.',
    );
  return pseudotime;
}

/** For each root in turn, the time of each cell that its genes share, counted from that root. */
async function sharedTimes(
  context: LatentTimeContext,
  data: { times: Float32Array; cells: number; genes: Uint32Array },
  roots: number[],
): Promise<Float64Array[]> {
  const { cells, genes } = data;
  const rooting = {
    ...data,
    roots: Uint32Array.from(roots),
    rootTime: sharedArray('f64', genes.length * roots.length),
    latest: sharedArray('f64', genes.length * roots.length),
  };
  await context.parallel(rootingKernel, rooting, genes.length, { tile: 16, progress: [0, 0.2] });
  const out = sharedArray('f64', roots.length * PERCENTILES.length * cells);
  const args = { ...rooting, percentiles: PERCENTILES, out };
  await context.parallel(timePercentilesKernel, args, cells, { tile: 64, progress: [0.2, 1] });
  const width = PERCENTILES.length * cells;
  return roots.map((_, r) => combinePercentiles(out.subarray(r * width, (r + 1) * width), cells));
}

function averageOf(rows: Float64Array[]): Float64Array {
  const out = new Float64Array(rows[0].length);
  for (const row of rows) for (let i = 0; i < out.length; i++) out[i] += row[i] / rows.length;
  return out;
}

/** Cells whose time is near the mean over their neighbourhood, scaled to fit best: (1 − |difference|)² ≥ the bound. */
function confidentCells(graph: Neighbourhoods, time: Float64Array, minConfidence: number): boolean[] {
  const mean = new Float64Array(time.length);
  neighbourMean(graph, time, mean);
  let both = 0;
  let square = 0;
  let max = 0;
  for (let i = 0; i < time.length; i++) {
    both += time[i] * mean[i];
    square += mean[i] * mean[i];
    if (time[i] > max) max = time[i];
  }
  const scale = square > 0 ? both / square : 1;
  const most = max > 0 ? max : 1;
  return Array.from(time, (value, i) => (1 - Math.abs(value - scale * mean[i]) / most) ** 2 >= minConfidence);
}

/** The sum over confident neighbours, divided by the number of all neighbours (as scVelo smooths it). */
function smoothOverConfident(graph: Neighbourhoods, time: Float64Array, confident: boolean[]): Float64Array {
  const out = new Float64Array(time.length);
  neighbourMean(
    graph,
    time.map((value, i) => (confident[i] ? value : 0)),
    out,
  );
  return out;
}
