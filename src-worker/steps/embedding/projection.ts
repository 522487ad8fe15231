import { dense, type DenseArray } from '../../data/arrays.ts';
import { defineKernel } from '../../kernels/kernel.ts';
import {
  fillTransitionRows,
  normalizeRows,
  transitionRows,
  type TransitionRows,
} from '../graph/transitionProbabilities.ts';
import { transitionScale } from '../graph/transitionScale.ts';
import { defineStep } from '../step.ts';
import { projectVelocity, scaleArrows } from './projectVelocity.ts';

/** Velocities as arrows on the UMAP and on the principal components. */
export const projection = defineStep({
  id: 'projection',
  version: 1,
  title: 'Projection of velocity',
  summary:
    'Expected displacement of each cell on the UMAP and on the principal components under the transitions of the velocity graph, negative correlations pointing away. Directions have meaning; lengths are scaled for display and are not speeds.',
  reference: 'Bergen et al. 2020, doi:10.1038/s41587-020-0591-3',
  parameters: {
    scale: {
      ...transitionScale,
      help: 'λ of exp(λπ): how strongly the arrow follows the best-correlated neighbours.',
    },
  },
  inputs: ['velocity_graph', 'velocity_graph_neg', 'velocity_self_transition', 'X_umap', 'X_pca'],
  optionalInputs: [],
  outputs: ['velocity_umap', 'velocity_pca'],
  async run(context) {
    const rows = transitionRows(
      context.input('velocity_graph'),
      context.input('velocity_graph_neg'),
      context.input('velocity_self_transition').data,
      { scale: context.parameters.scale, useNegative: true },
    );
    await context.parallel(signedTransitions, rows, rows.out.rows, { progress: [0, 0.2] });
    const transitions = rows.out;
    const project = async (
      positions: DenseArray<Float32Array>,
      progress: [number, number],
    ): Promise<DenseArray<Float32Array>> => {
      const arrows = dense('f32', positions.shape);
      await context.parallel(projectVelocity, { transitions, positions, arrows }, positions.shape[0], {
        progress,
      });
      scaleArrows(positions, arrows);
      return arrows;
    };
    return {
      velocity_umap: await project(context.input('X_umap'), [0.2, 0.4]),
      velocity_pca: await project(context.input('X_pca'), [0.4, 1]),
    };
  },
});

/** Rows of the signed transitions: negative correlations count with a minus sign. */
const signedTransitions = defineKernel<TransitionRows>('embedding.signedTransitions', (rows, from, to) => {
  fillTransitionRows(rows, from, to);
  normalizeRows(rows.out, from, to);
});
