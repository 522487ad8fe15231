import { dense, type DenseArray } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { neighbourhoods } from '../../data/neighbourhoods.ts';
import { searchGround } from '../../kernels/dynamical/fitGene.ts';
import { recoverKernel } from '../../kernels/dynamical/recoverKernel.ts';
import { defineStep } from '../step.ts';
import { genesToFit } from './genesToFit.ts';

/** The full kinetics of transcription, splicing and degradation of each gene. */
export const recoverDynamics = defineStep({
  id: 'recoverDynamics',
  version: 5,
  title: 'Recover dynamics',
  summary:
    'Fits, gene by gene, rates of transcription, splicing and degradation and the time at which transcription stops, by expectation–maximisation over the times and states of the cells.',
  reference: 'Bergen et al. 2020, doi:10.1038/s41587-020-0591-3',
  parameters: {
    genes: {
      type: 'choice',
      default: 'all',
      choices: ['all', 'velocity genes'],
      label: 'Genes',
      help: 'Fit every gene (of the highly variable ones, where these are known), or only those whose unspliced and spliced counts follow a common line well enough, as scVelo does: in half the time, but with fewer velocity genes and a less even latent time.',
    },
    minR2: {
      type: 'number',
      default: 0.01,
      min: -1,
      max: 1,
      label: 'Smallest R²',
      help: 'Genes are fitted where a line through the origin explains more of the variance of unspliced counts than this.',
    },
    minRatio: {
      type: 'number',
      default: 0.01,
      min: 0,
      max: 10,
      label: 'Smallest γ',
      help: 'Genes are fitted where the ratio of unspliced to spliced counts in the cells of highest abundance is above this.',
    },
    percentile: {
      type: 'number',
      default: 95,
      min: 50,
      max: 100,
      label: 'Percentile of extreme cells',
      help: 'Cells at or above this percentile of abundance give the ratio that chooses the genes.',
    },
    topGenes: {
      type: 'integer',
      default: 0,
      min: 0,
      max: 100000,
      label: 'At most this many genes',
      help: 'Of the chosen genes, fit only those with the highest spliced counts. 0 fits all of them.',
    },
    maxIterations: {
      type: 'integer',
      default: 10,
      min: 0,
      max: 1000,
      label: 'Iterations',
      help: 'How long kinetics are sought. More follow the data more closely and take longer.',
    },
    fitScaling: {
      type: 'boolean',
      default: true,
      label: 'Fit the scaling of unspliced counts',
      help: 'Unspliced molecules are captured less often than spliced ones, by a factor that differs between genes. Without this it is taken to be 1.',
    },
    alignment: {
      type: 'choice',
      default: 'none',
      choices: ['none', 'total time'],
      label: 'Alignment of gene times',
      help: 'As fitted, one unit of time is about one splicing time of each gene. Total time stretches the clock of every gene so that its dynamics last 20 hours, as scVelo does: gene times then compare better, but velocities of genes that are active only in a part of the process become too small.',
    },
  },
  inputs: ['Ms', 'Mu', 'connectivities'],
  optionalInputs: ['highly_variable'],
  outputs: [
    'fit_r2',
    'fit_alpha',
    'fit_beta',
    'fit_gamma',
    'fit_t_',
    'fit_scaling',
    'fit_std_u',
    'fit_std_s',
    'fit_likelihood',
    'fit_u0',
    'fit_s0',
    'fit_pval_steady',
    'fit_steady_u',
    'fit_steady_s',
    'fit_variance',
    'fit_alignment_scaling',
  ],
  async run(context) {
    const Ms = context.input('Ms');
    const Mu = context.input('Mu');
    const connectivities = context.input('connectivities');
    const [genes, cells] = Ms.shape;
    if (connectivities.rows !== cells)
      throw new DataError(
        `the neighbour graph has ${connectivities.rows} cells and the moments have ${cells}.`,
        { step: 'recoverDynamics' },
        'Compute neighbours and moments again for the same cells.',
      );
    const { maxIterations, fitScaling, alignment } = context.parameters;
    const highlyVariable = context.optional('highly_variable')?.data;
    const chosen = await genesToFit(context, { Ms, Mu, highlyVariable }, context.parameters);
    const column = (): DenseArray<Float64Array> => {
      const values = dense('f64', [genes]);
      values.data.fill(Number.NaN);
      return values;
    };
    const fit = {
      alpha: column(),
      beta: column(),
      gamma: column(),
      switchTime: column(),
      scaling: column(),
      stdU: column(),
      stdS: column(),
      likelihood: column(),
      pValueSteady: column(),
      steadyU: column(),
      steadyS: column(),
      variance: column(),
      alignmentScaling: column(),
    };
    const graph = neighbourhoods(connectivities);
    const out = Object.fromEntries(
      Object.entries(fit).map(([name, values]) => [name, values.data]),
    ) as Record<keyof typeof fit, Float64Array>;
    const options = { maxIterations, fitScaling, align: alignment === 'total time' };
    await context.parallel(
      recoverKernel,
      {
        Ms: Ms.data,
        Mu: Mu.data,
        graph,
        ground: searchGround(graph),
        genes: chosen.genes,
        options,
        out,
      },
      chosen.genes.length,
      { tile: GENES_A_TILE, progress: [0.02, 1] },
    );
    const failed = chosen.genes.filter((g) => Number.isNaN(out.alpha[g])).length;
    if (failed > 0)
      context.warn(
        `${failed} of ${chosen.genes.length} genes could not be fitted: too few cells hold both their unspliced and spliced counts, or these do not vary. They have no dynamical velocity.`,
      );
    if (failed === chosen.genes.length)
      throw new DataError(
        `none of the ${failed} chosen genes could be fitted.`,
        { step: 'recoverDynamics' },
        'Check that the unspliced layer holds counts, or use the steady-state model.',
      );
    const offset = column();
    for (let g = 0; g < genes; g++) if (!Number.isNaN(out.alpha[g])) offset.data[g] = 0;
    return {
      fit_r2: chosen.r2,
      fit_alpha: fit.alpha,
      fit_beta: fit.beta,
      fit_gamma: fit.gamma,
      fit_t_: fit.switchTime,
      fit_scaling: fit.scaling,
      fit_std_u: fit.stdU,
      fit_std_s: fit.stdS,
      fit_likelihood: fit.likelihood,
      fit_u0: offset,
      fit_s0: offset,
      fit_pval_steady: fit.pValueSteady,
      fit_steady_u: fit.steadyU,
      fit_steady_s: fit.steadyS,
      fit_variance: fit.variance,
      fit_alignment_scaling: fit.alignmentScaling,
    };
  },
});

const GENES_A_TILE = 2;
