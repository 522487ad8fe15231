import { json } from '../../data/arrays.ts';
import { defineStep } from '../step.ts';
import { fitSteadyState, residualVelocity } from './steadyStateFit.ts';
import { steadyStateParameters } from './steadyStateParameters.ts';
import { selectVelocityGenes } from './velocityGenes.ts';

/**
 * Steady-state velocity: γ is the slope of unspliced over spliced moments in the cells of highest abundance, and the
 * velocity is what lies off that line, v = Mu − γ Ms.
 */
export const steadyState = defineStep({
  id: 'velocity.steadyState',
  version: 1,
  title: 'Velocity, steady-state model',
  summary:
    'Degradation relative to splicing from the cells of highest abundance, taken to be in steady state; velocity is the excess of unspliced counts over that line.',
  reference:
    'La Manno et al. 2018, doi:10.1038/s41586-018-0414-6; as scVelo, Bergen et al. 2020, doi:10.1038/s41587-020-0591-3',
  parameters: {
    ...steadyStateParameters,
    fitOffset: {
      type: 'boolean',
      default: false,
      label: 'Fit an offset',
      help: 'Let the line miss the origin, for genes with a background of unspliced counts; the line is then fitted to both extremes of abundance.',
    },
  },
  inputs: ['Ms', 'Mu'],
  optionalInputs: ['highly_variable'],
  outputs: [
    'velocity',
    'velocity_gamma',
    'velocity_offset',
    'velocity_qreg_ratio',
    'velocity_r2',
    'velocity_genes',
    'velocity_params',
  ],
  async run(context) {
    const Ms = context.input('Ms');
    const Mu = context.input('Mu');
    const { percentile, fitOffset } = context.parameters;
    const { gamma, offset, r2 } = await fitSteadyState(context, Ms, Mu, {
      percentile,
      fitOffset,
      progress: [0, 0.8],
    });
    const highlyVariable = context.optional('highly_variable')?.data;
    const genes = { Ms, Mu, gamma: gamma.data, r2: r2.data, highlyVariable };
    const velocity_genes = selectVelocityGenes(genes, context.parameters, context.warn);
    const velocity = await residualVelocity(context, Ms, Mu, gamma.data, {
      offset: offset.data,
      progress: [0.8, 1],
    });
    return {
      velocity,
      velocity_gamma: gamma,
      velocity_offset: offset,
      velocity_qreg_ratio: gamma,
      velocity_r2: r2,
      velocity_genes,
      velocity_params: json({ mode: 'deterministic' }),
    };
  },
});
