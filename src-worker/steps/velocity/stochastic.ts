import { dense, denseFrom, json, sharedArray } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { neighbourhoods } from '../../data/neighbourhoods.ts';
import { transpose } from '../../data/sparse.ts';
import { defineStep } from '../step.ts';
import { fitSteadyState, residualVelocity } from './steadyStateFit.ts';
import { steadyStateParameters } from './steadyStateParameters.ts';
import { fitStochastic } from './stochasticFit.ts';
import { selectVelocityGenes } from './velocityGenes.ts';

/**
 * Stochastic velocity: the steady-state model with second moments. γ of the velocity genes is refitted from how spliced
 * and unspliced counts vary together between neighbours; other genes keep their steady-state γ.
 */
export const stochastic = defineStep({
  id: 'velocity.stochastic',
  version: 1,
  title: 'Velocity, stochastic model',
  summary:
    'The steady-state model with second moments: degradation relative to splicing from the abundances and from how spliced and unspliced counts vary together.',
  reference: 'Bergen et al. 2020, doi:10.1038/s41587-020-0591-3',
  parameters: steadyStateParameters,
  inputs: ['Ms', 'Mu', 'normalized_spliced', 'normalized_unspliced', 'connectivities'],
  optionalInputs: ['highly_variable'],
  outputs: [
    'velocity',
    'variance_velocity',
    'velocity_gamma',
    'velocity_qreg_ratio',
    'velocity_r2',
    'velocity_genes',
    'velocity_params',
  ],
  async run(context) {
    const Ms = context.input('Ms');
    const Mu = context.input('Mu');
    const spliced = context.input('normalized_spliced');
    const unspliced = context.input('normalized_unspliced');
    const connectivities = context.input('connectivities');
    const [genes, cells] = Ms.shape;
    for (const [name, rows, cols, expected] of [
      ['normalized_spliced', spliced.rows, spliced.cols, genes],
      ['normalized_unspliced', unspliced.rows, unspliced.cols, genes],
      ['connectivities', connectivities.rows, connectivities.cols, cells],
    ] as const)
      if (rows !== cells || cols !== expected)
        throw new DataError(
          `it has ${rows} × ${cols} entries where the moments have ${cells} cells × ${genes} genes.`,
          { step: 'velocity.stochastic', layer: name },
          'Compute counts, neighbours and moments from the same cells and genes.',
        );

    const { percentile } = context.parameters;
    const steady = await fitSteadyState(context, Ms, Mu, {
      percentile,
      fitOffset: false,
      progress: [0, 0.3],
    });
    const selection = {
      Ms,
      Mu,
      gamma: steady.gamma.data,
      r2: steady.r2.data,
      highlyVariable: context.optional('highly_variable')?.data,
    };
    const velocity_genes = selectVelocityGenes(selection, context.parameters, context.warn);

    const gamma = denseFrom('f64', steady.gamma.data);
    const variance_velocity = dense('f32', [genes, cells]);
    const fitted = indicesOf(velocity_genes.data);
    const args = {
      fitted,
      cells,
      Ms: Ms.data,
      Mu: Mu.data,
      spliced: transpose(spliced),
      unspliced: transpose(unspliced),
      graph: neighbourhoods(connectivities),
      percentile,
      gamma: gamma.data,
      variance: variance_velocity.data,
    };
    await context.parallel(fitStochastic, args, fitted.length, { tile: 8, progress: [0.3, 0.9] });
    const velocity = await residualVelocity(context, Ms, Mu, gamma.data, { progress: [0.9, 1] });
    return {
      velocity,
      variance_velocity,
      velocity_gamma: gamma,
      velocity_qreg_ratio: steady.gamma,
      velocity_r2: steady.r2,
      velocity_genes,
      velocity_params: json({ mode: 'stochastic' }),
    };
  },
});

/** The genes that are selected, or all where none is. */
function indicesOf(selected: Uint8Array): Uint32Array {
  const count = selected.reduce((sum, flag) => sum + flag, 0);
  const indices = sharedArray('u32', count || selected.length);
  for (let g = 0, k = 0; g < selected.length; g++) if (count === 0 || selected[g] === 1) indices[k++] = g;
  return indices;
}
