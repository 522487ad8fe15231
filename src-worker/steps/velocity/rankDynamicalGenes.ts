import { json, sharedArray } from '../../data/arrays.ts';
import type { RankedGenes } from '../../data/catalogue.ts';
import { neighbourhoods } from '../../data/neighbourhoods.ts';
import { defineStep } from '../step.ts';
import { clusterLikelihood } from './clusterLikelihood.ts';
import { keptGeneNames, topGenes } from './topGenes.ts';

/** The name of the first group, which holds the genes ranked over all cells. */
const ALL_CELLS = 'all cells';

/** Genes whose dynamics are fitted best, over all cells and in each cluster. */
export const rankDynamicalGenes = defineStep({
  id: 'rankDynamicalGenes',
  version: 2,
  title: 'Rank dynamical genes',
  summary:
    'Genes by the likelihood of their fitted dynamics: over all cells (first list), and over the cells of each cluster.',
  reference: 'Bergen et al. 2020, doi:10.1038/s41587-020-0591-3',
  parameters: {
    genes: {
      type: 'integer',
      default: 100,
      min: 1,
      max: 100000,
      label: 'Genes a list',
      help: 'How many genes are listed over all cells and for each cluster.',
    },
  },
  inputs: [
    'Ms',
    'Mu',
    'fit_alpha',
    'fit_beta',
    'fit_gamma',
    'fit_t_',
    'fit_scaling',
    'fit_std_u',
    'fit_std_s',
    'fit_likelihood',
    'fit_tau',
    'fit_tau_',
    'connectivities',
    'clusters',
    'gene_names',
    'gene_index',
  ],
  optionalInputs: [],
  outputs: ['rank_dynamical_genes'],
  async run(context) {
    const { codes, categories } = context.input('clusters');
    const clusters = categories.length;
    const [count] = context.input('Ms').shape;
    const sums = sharedArray('f64', count * (1 + 2 * clusters));
    await context.parallel(
      clusterLikelihood,
      {
        Ms: context.input('Ms'),
        Mu: context.input('Mu'),
        tauOn: context.input('fit_tau'),
        tauOff: context.input('fit_tau_'),
        kinetics: {
          alpha: context.input('fit_alpha').data,
          beta: context.input('fit_beta').data,
          gamma: context.input('fit_gamma').data,
          switchTime: context.input('fit_t_').data,
          scaling: context.input('fit_scaling').data,
        },
        stdU: context.input('fit_std_u').data,
        stdS: context.input('fit_std_s').data,
        graph: neighbourhoods(context.input('connectivities')),
        codes,
        clusters,
        out: sums,
      },
      count,
      { tile: 4 },
    );
    const names = keptGeneNames(context.input('gene_names'), context.input('gene_index'));
    const genes = Uint32Array.from({ length: count }, (_, g) => g);
    const tables = [
      topGenes(names, genes, context.input('fit_likelihood').data, context.parameters.genes),
      ...categories.map((_, k) =>
        topGenes(names, genes, likelihoodsIn(sums, k, codes, clusters), context.parameters.genes),
      ),
    ];
    return {
      rank_dynamical_genes: json<RankedGenes>({
        groups: [ALL_CELLS, ...categories],
        names: tables.map((table) => table.names),
        scores: tables.map((table) => table.scores),
      }),
    };
  },
});

/**
 * The likelihood of each gene over the cells of one cluster: exp(−Σd²/(2nσ²))/√(2πσ²), with σ² over all cells and n the
 * number of cells summed over less 1 % of the cluster. Genes with less than a fifth of the largest n count with the
 * largest sum of any gene. Genes that no cell of the cluster expresses have 0, genes without a fit NaN.
 */
function likelihoodsIn(
  sums: Float64Array,
  cluster: number,
  codes: Int32Array,
  clusters: number,
): Float64Array {
  const width = 1 + 2 * clusters;
  const size = codes.reduce((total, code) => total + (code === cluster ? 1 : 0), 0);
  const genes = sums.length / width;
  if (size === 0) return new Float64Array(genes).fill(Number.NaN);
  const counts = new Float64Array(genes);
  let mostCells = 0;
  let largestSum = 0;
  for (let g = 0; g < genes; g++) {
    const first = g * width;
    if (Number.isNaN(sums[first + 1])) continue;
    counts[g] = Math.max(2, sums[first + 2 + 2 * cluster] - 0.01 * size);
    mostCells = Math.max(mostCells, counts[g]);
    largestSum = Math.max(largestSum, sums[first + 1 + 2 * cluster]);
  }
  return counts.map((n, g) => {
    const variance = sums[g * width];
    if (n === 0) return Number.NaN;
    const sum = n < mostCells / 5 ? largestSum : sums[g * width + 1 + 2 * cluster];
    if (sum === 0 || !(variance > 0)) return 0;
    return Math.exp((-0.5 * sum) / n / variance) / Math.sqrt(2 * Math.PI * variance);
  });
}
