import { json, sharedArray, type DenseArray } from '../../data/arrays.ts';
import type { RankedGenes } from '../../data/catalogue.ts';
import { percentile } from '../../data/percentile.ts';
import { defineStep } from '../step.ts';
import { groupSums } from './groupSums.ts';
import { rankCorrelation } from './rankCorrelation.ts';
import { keptGeneNames, topGenes } from './topGenes.ts';

/** Genes whose velocity differs between one cluster and all other cells. */
export const rankVelocityGenes = defineStep({
  id: 'rankVelocityGenes',
  version: 2,
  title: 'Rank velocity genes',
  summary:
    'Genes by the t statistic of their velocity in one cluster against all other cells (unequal variances, that of the rest overestimated), among genes with a trustworthy velocity.',
  reference: 'Bergen et al. 2020, doi:10.1038/s41587-020-0591-3',
  parameters: {
    genes: {
      type: 'integer',
      default: 100,
      min: 1,
      max: 100000,
      label: 'Genes a cluster',
      help: 'How many genes are listed for each cluster.',
    },
    minR2: {
      type: 'number',
      default: 0.1,
      min: -1,
      max: 1,
      label: 'Smallest R²',
      help: 'Genes are ranked where the steady-state line explains more of the variance than this (steady-state and stochastic models).',
    },
    minCorrelation: {
      type: 'number',
      default: 0.1,
      min: -1,
      max: 1,
      label: 'Smallest rank correlation',
      help: 'Genes are ranked where Spearman’s correlation of unspliced and spliced counts is above this.',
    },
    minLikelihood: {
      type: 'number',
      default: 0.1,
      min: 0,
      max: 1,
      label: 'Smallest likelihood',
      help: 'Genes are ranked where the likelihood of the fit is above this (dynamical model).',
    },
    minDispersion: {
      type: 'number',
      default: 0,
      min: -10,
      max: 10,
      label: 'Smallest dispersion',
      help: 'Genes are ranked where the normalised dispersion is above this, where it is known.',
    },
  },
  inputs: [
    'velocity',
    'velocity_genes',
    'Ms',
    'Mu',
    'unspliced_cells',
    'clusters',
    'gene_names',
    'gene_index',
  ],
  optionalInputs: ['velocity_r2', 'fit_likelihood', 'dispersions_norm'],
  outputs: ['rank_velocity_genes'],
  async run(context) {
    const { parameters } = context;
    const velocity = context.input('velocity');
    const clusters = context.input('clusters');
    const genes = trustworthyGenes({
      velocity,
      chosen: context.input('velocity_genes').data,
      seenIn: context.input('unspliced_cells').data,
      above: [
        [context.optional('velocity_r2')?.data, parameters.minR2],
        [context.optional('fit_likelihood')?.data, parameters.minLikelihood],
        [context.optional('dispersions_norm')?.data, parameters.minDispersion],
      ],
      Ms: context.input('Ms'),
      Mu: context.input('Mu'),
      minCorrelation: parameters.minCorrelation,
      checkCancelled: context.checkCancelled,
    });
    context.progress(0.5);
    const groups = clusters.categories.length;
    const sizes = groupSizes(clusters.codes, groups);
    const inGroups = sizes.filter((size) => size > 0).length;
    if (inGroups < 2 && sizes[groups] === 0)
      context.warn(
        'All cells are in one cluster, so there are no other cells to rank velocity genes against.',
      );
    else if (genes.length === 0) context.warn('No gene has a velocity good enough to be ranked.');
    const sums = sharedArray('f64', 2 * (groups + 1) * genes.length);
    await context.parallel(
      groupSums,
      { values: velocity, genes, codes: clusters.codes, groups, sums },
      genes.length,
      {
        tile: 16,
        progress: [0.5, 1],
      },
    );
    const names = keptGeneNames(context.input('gene_names'), context.input('gene_index'));
    const tables = clusters.categories.map((_, group) =>
      topGenes(names, genes, groupScores(sums, sizes, group), parameters.genes),
    );
    return {
      rank_velocity_genes: json<RankedGenes>({
        groups: clusters.categories,
        names: tables.map((table) => table.names),
        scores: tables.map((table) => table.scores),
      }),
    };
  },
});

interface GeneCriteria {
  velocity: DenseArray<Float32Array>;
  chosen: Uint8Array;
  /** Number of cells with unspliced counts, a gene. */
  seenIn: Uint32Array;
  /** Values that must be above a bound, where they exist. */
  above: [values: ArrayLike<number> | undefined, bound: number][];
  Ms: DenseArray<Float32Array>;
  Mu: DenseArray<Float32Array>;
  minCorrelation: number;
  checkCancelled: () => void;
}

/** Velocity genes that pass all bounds, seen in more than 50 cells (or more than the median gene, if that is fewer). */
function trustworthyGenes(criteria: GeneCriteria): Uint32Array {
  const { velocity, chosen, seenIn, above, Ms, Mu, minCorrelation } = criteria;
  const [count, cells] = velocity.shape;
  const fewest = Math.min(50, percentile(seenIn, 50));
  const row = (matrix: DenseArray<Float32Array>, g: number): Float32Array =>
    matrix.data.subarray(g * cells, (g + 1) * cells);
  const kept: number[] = [];
  for (let g = 0; g < count; g++) {
    criteria.checkCancelled();
    const passes =
      chosen[g] !== 0 &&
      seenIn[g] > fewest &&
      above.every(([values, bound]) => !values || values[g] > bound) &&
      !row(velocity, g).some(Number.isNaN) &&
      rankCorrelation(row(Ms, g), row(Mu, g)) > minCorrelation;
    if (passes) kept.push(g);
  }
  const genes = sharedArray('u32', kept.length);
  genes.set(kept);
  return genes;
}

/** Cells of each group and, last, without one. */
function groupSizes(codes: Int32Array, groups: number): number[] {
  const sizes = new Array<number>(groups + 1).fill(0);
  for (const code of codes) sizes[code < 0 ? groups : code]++;
  return sizes;
}

/**
 * (mean − mean of the rest) / √(variance/n + variance of the rest/n), with the size n of the group in both places: the
 * error of the rest is overestimated, which keeps small clusters from standing out. NaN without cells on both sides, 0
 * where nothing varies.
 */
function groupScores(sums: Float64Array, sizes: readonly number[], group: number): Float64Array {
  const width = sizes.length;
  const total = sizes.reduce((a, b) => a + b, 0);
  const size = sizes[group];
  const scores = new Float64Array(sums.length / (2 * width)).fill(Number.NaN);
  if (size === 0 || size === total) return scores;
  for (let k = 0; k < scores.length; k++) {
    const first = 2 * width * k;
    let all = 0;
    let allSquares = 0;
    for (let slot = first; slot < first + width; slot++) {
      all += sums[slot];
      allSquares += sums[slot + width];
    }
    const sum = sums[first + group];
    const squares = sums[first + width + group];
    const rest = total - size;
    const error = Math.sqrt(
      (variance(sum, squares, size) + variance(all - sum, allSquares - squares, rest)) / size,
    );
    scores[k] = error > 0 ? (sum / size - (all - sum) / rest) / error : 0;
  }
  return scores;
}

function variance(sum: number, squares: number, count: number): number {
  const n = Math.max(2, count);
  return Math.max(0, squares / count - (sum / count) ** 2) * (n / (n - 1));
}
