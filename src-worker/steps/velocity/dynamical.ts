import { dense, denseFrom, json } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { percentile } from '../../data/percentile.ts';
import { deriveKernel } from '../../kernels/dynamical/deriveKernel.ts';
import { neighbourhoods } from '../../data/neighbourhoods.ts';
import { defineStep } from '../step.ts';

/** Velocities, times and velocity genes of the dynamical model, from the kinetics that `recoverDynamics` found. */
export const dynamical = defineStep({
  id: 'velocity.dynamical',
  version: 3,
  title: 'Velocity, dynamical model',
  summary:
    'Velocity of the fitted splicing curve at each cell’s time, the times smoothed over neighbours; zero for cells at rest.',
  reference: 'Bergen et al. 2020, doi:10.1038/s41587-020-0591-3',
  parameters: {
    minLikelihood: {
      type: 'number',
      default: 1e-3,
      min: 0,
      max: 10,
      label: 'Smallest likelihood',
      help: 'Velocity genes have a fit with a likelihood above this.',
    },
    minR2: {
      type: 'number',
      default: -1,
      min: -100,
      max: 1,
      label: 'Smallest R²',
      help: 'Velocity genes have a steady-state line whose R² is above this. scVelo asks for 0.01, which drops genes with a wide loop, the most dynamic ones.',
    },
  },
  inputs: [
    'Ms',
    'Mu',
    'connectivities',
    'fit_alpha',
    'fit_beta',
    'fit_gamma',
    'fit_t_',
    'fit_scaling',
    'fit_likelihood',
    'fit_r2',
  ],
  optionalInputs: [],
  outputs: [
    'velocity',
    'fit_t',
    'fit_tau',
    'fit_tau_',
    'velocity_genes',
    'velocity_gamma',
    'velocity_r2',
    'velocity_params',
  ],
  async run(context) {
    const Ms = context.input('Ms');
    const [genes, cells] = Ms.shape;
    const connectivities = context.input('connectivities');
    if (connectivities.rows !== cells)
      throw new DataError(
        `the neighbour graph has ${connectivities.rows} cells and the moments have ${cells}.`,
        { step: 'velocity.dynamical' },
        'Compute neighbours and moments again for the same cells.',
      );
    const gamma = context.input('fit_gamma').data;
    const beta = context.input('fit_beta').data;
    const scaling = context.input('fit_scaling').data;
    const velocity = dense('f32', [genes, cells]);
    const fit_t = dense('f32', [genes, cells]);
    const fit_tau = dense('f32', [genes, cells]);
    const fit_tau_ = dense('f32', [genes, cells]);
    await context.parallel(
      deriveKernel,
      {
        Ms: Ms.data,
        Mu: context.input('Mu').data,
        graph: neighbourhoods(connectivities),
        kinetics: {
          alpha: context.input('fit_alpha').data,
          beta,
          gamma,
          switchTime: context.input('fit_t_').data,
          scaling,
        },
        velocity: velocity.data,
        time: fit_t.data,
        tauOn: fit_tau.data,
        tauOff: fit_tau_.data,
      },
      genes,
      { tile: 4 },
    );
    const r2 = context.input('fit_r2');
    const fit = { likelihood: context.input('fit_likelihood').data, r2: r2.data, scaling };
    const chosen = dynamicalVelocityGenes(fit, context.parameters);
    const count = chosen.reduce((sum, flag) => sum + flag, 0);
    if (count < 10)
      context.warn(
        `Only ${count} genes qualify as velocity genes. Lower the smallest R² or likelihood, or use the steady-state model.`,
      );
    return {
      velocity,
      fit_t,
      fit_tau,
      fit_tau_,
      velocity_genes: denseFrom('u8', chosen),
      velocity_gamma: denseFrom(
        'f64',
        gamma.map((value, g) => value / beta[g]),
      ),
      velocity_r2: r2,
      velocity_params: json({ mode: 'dynamical' }),
    };
  },
});

/**
 * The genes whose dynamical velocity is used, 0/1 a gene: likelihood and R² above their bounds, and a scaling of u
 * between min(its 10th percentile, 0.03) and max(its 90th percentile, 3).
 */
export function dynamicalVelocityGenes(
  fit: { likelihood: Float64Array; r2: Float64Array; scaling: Float64Array },
  bounds: { minLikelihood: number; minR2: number },
): Uint8Array {
  const known = fit.scaling.filter((value) => !Number.isNaN(value));
  const low = Math.min(percentile(known, 10), 0.03);
  const high = Math.max(percentile(known, 90), 3);
  return Uint8Array.from(fit.likelihood, (likelihood, g) =>
    likelihood > bounds.minLikelihood &&
    fit.r2[g] > bounds.minR2 &&
    fit.scaling[g] > low &&
    fit.scaling[g] < high
      ? 1
      : 0,
  );
}
