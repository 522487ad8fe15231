import { denseFrom, type CategoricalArray, type SparseMatrix } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { freeMemory } from '../../data/freeMemory.ts';
import { percentile } from '../../data/percentile.ts';
import { defineStep } from '../step.ts';
import { lingeringStates, type LingeringOptions, type LingeringStates } from './lingeringStates.ts';
import { neighbourAverage } from './neighbourAverage.ts';
import { transitionMatrix } from './transitionProbabilities.ts';
import { transitionScale } from './transitionScale.ts';

/** Regions that lose mass faster than this eigenvalue says deserve a warning. */
const FLEETING = 0.95;

/** How likely each cell is where the flow comes from, and where it goes to. */
export const rootsAndEnds = defineStep({
  id: 'rootsAndEnds',
  version: 3,
  title: 'Roots and ends',
  summary:
    'Stationary distributions of the transitions followed backward (roots) and forward (end points), averaged over neighbours and scaled to 1.',
  reference: 'Bergen et al. 2020, doi:10.1038/s41587-020-0591-3',
  parameters: {
    rootCluster: {
      type: 'text',
      default: '',
      label: 'Root cluster',
      help: 'The cluster in which the cells are known to start. Pseudotime and latent time then start there; left empty, the velocities say where.',
    },
    scale: {
      ...transitionScale,
      help: 'λ of exp(λπ): how strongly transitions prefer cells in the direction of the velocity.',
    },
    tolerance: {
      type: 'number',
      default: 1e-3,
      min: 1e-9,
      max: 0.5,
      label: 'Eigenvalue tolerance',
      help: 'Distributions with an eigenvalue above 1 minus this count as stationary. Raise it to find regions that cells leave slowly.',
    },
  },
  inputs: ['velocity_graph', 'velocity_graph_neg', 'distances'],
  optionalInputs: ['clusters'],
  outputs: ['root_cells', 'end_points'],
  run(context) {
    const graph = context.input('velocity_graph');
    const graphNeg = context.input('velocity_graph_neg');
    const distances = context.input('distances');
    const options: TerminalOptions = {
      scale: context.parameters.scale,
      tolerance: context.parameters.tolerance,
      checkCancelled: context.checkCancelled,
    };
    const roots = terminalStates(graph, graphNeg, distances, { ...options, backward: true });
    context.progress(0.5);
    freeMemory(); // of the transitions backward, before those forward are made
    const ends = terminalStates(graph, graphNeg, distances, { ...options, backward: false });
    for (const [noun, found] of [
      ['root', roots],
      ['end', ends],
    ] as const) {
      const weakest = Math.min(...found.leaking);
      if (weakest < FLEETING)
        context.warn(
          `The ${noun} region shown is a weak one: it loses ${Math.round(100 * (1 - weakest))} % of its mass a step (eigenvalue ${weakest.toFixed(3)}).`,
        );
      else if (found.stationary === 0 && found.leaking.length === 0)
        context.warn(`No ${noun} region was found.`);
    }
    const { rootCluster } = context.parameters;
    return {
      root_cells: denseFrom(
        'f32',
        rootCluster === ''
          ? roots.probability
          : rootsWithin(roots.probability, context.optional('clusters'), rootCluster),
      ),
      end_points: denseFrom('f32', ends.probability),
    };
  },
});

export interface TerminalOptions extends LingeringOptions {
  scale?: number;
  backward?: boolean;
}

/**
 * End points of the velocity graph (roots, when followed backward), as scVelo's `terminal_states`: the
 * {@link lingeringStates} of T without self-transitions, averaged over each cell and its nearest neighbours (the
 * positive entries of `distances`), cut at the 98th percentile and scaled to [0, 1].
 */
export function terminalStates(
  graph: SparseMatrix,
  graphNeg: SparseMatrix,
  distances: SparseMatrix,
  options: TerminalOptions,
): LingeringStates & { probability: Float64Array } {
  const transitions = transitionMatrix(graph, graphNeg, new Float32Array(graph.rows), {
    scale: options.scale,
    selfTransitions: false,
    backward: options.backward,
  });
  const states = lingeringStates(transitions, options);
  return { ...states, probability: cutAndScale(neighbourAverage(distances, states.mass)) };
}

/**
 * The roots that lie in the cluster of that name, scaled to 1; all of its cells alike where the velocities see none there.
 *
 * @throws DataError where there is no such cluster.
 */
export function rootsWithin(
  probability: Float64Array,
  clusters: CategoricalArray | undefined,
  name: string,
): Float64Array {
  const code = clusters?.categories.indexOf(name) ?? -1;
  if (!clusters?.codes.includes(code) || code < 0)
    throw new DataError(
      `there is no cluster “${name}” in which the cells could start.`,
      { step: 'rootsAndEnds' },
      `The clusters: ${clusters?.categories.join(', ') ?? 'none'}.`,
    );
  const inside = probability.map((value, i) => (clusters.codes[i] === code ? value : 0));
  const largest = inside.reduce((a, b) => Math.max(a, b), 0);
  return inside.map((value, i) => (largest > 0 ? value / largest : clusters.codes[i] === code ? 1 : 0));
}

function cutAndScale(values: Float64Array): Float64Array {
  const largest = values.reduce((a, b) => Math.max(a, b), 0);
  const smallest = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  // Where fewer than 2 % of the cells have any, the percentile would cut off all there is.
  const high = percentile(values, 98) || largest;
  const range = high - smallest;
  return values.map((value) => (range > 0 ? (Math.min(value, high) - smallest) / range : 0));
}
