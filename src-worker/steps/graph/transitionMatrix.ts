import { defineKernel } from '../../kernels/kernel.ts';
import { DataError } from '../../data/errors.ts';
import { defineStep } from '../step.ts';
import { mixWithDiffusion } from './diffusion.ts';
import {
  fillTransitionRows,
  normalizeRows,
  transitionRows,
  type TransitionRows,
} from './transitionProbabilities.ts';
import { transitionScale } from './transitionScale.ts';

/** Transition probabilities between cells from the velocity graph; rows sum to 1. */
export const transitionMatrixStep = defineStep({
  id: 'transitionMatrix',
  version: 1,
  title: 'Transition matrix',
  summary:
    'Probabilities of moving from each cell to those around it, and of staying, from the velocity graph.',
  reference:
    'Bergen et al. 2020, doi:10.1038/s41587-020-0591-3; diffusion as Lange et al. 2022, doi:10.1038/s41592-021-01346-6',
  parameters: {
    scale: {
      ...transitionScale,
      help: 'λ in T ∝ exp(λπ): how much a better correlation counts. Large values follow the best direction only.',
    },
    selfTransitions: {
      type: 'boolean',
      default: true,
      label: 'Cells may stay',
      help: 'Give cells without a good direction a probability of staying where they are.',
    },
    diffusionWeight: {
      type: 'number',
      default: 0,
      min: 0,
      max: 1,
      label: 'Share of diffusion',
      help: 'Mix in undirected diffusion over the neighbour graph, which makes fates robust where velocities are noisy; CellRank’s tutorials take 0.2.',
    },
  },
  inputs: ['velocity_graph', 'velocity_graph_neg', 'velocity_self_transition'],
  optionalInputs: ['connectivities'],
  outputs: ['transition_matrix'],
  async run(context) {
    const { scale, selfTransitions, diffusionWeight } = context.parameters;
    const graph = context.input('velocity_graph');
    const rows = transitionRows(
      graph,
      context.input('velocity_graph_neg'),
      context.input('velocity_self_transition').data,
      { scale, selfTransitions },
    );
    await context.parallel(fillRows, rows, graph.rows);
    if (diffusionWeight === 0) return { transition_matrix: rows.out };
    const connectivities = context.optional('connectivities');
    if (!connectivities)
      throw new DataError(
        'mixing in diffusion needs the connectivities, which are missing.',
        { step: 'transitionMatrix' },
        'Compute the neighbours, or set the share of diffusion to 0.',
      );
    return { transition_matrix: mixWithDiffusion(rows.out, connectivities, diffusionWeight) };
  },
});

const fillRows = defineKernel<TransitionRows>('graph.transitionRows', (rows, from, to) => {
  fillTransitionRows(rows, from, to);
  normalizeRows(rows.out, from, to);
});
