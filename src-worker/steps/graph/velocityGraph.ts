import { denseFrom, sharedArray, type SparseMatrix } from '../../data/arrays.ts';
import { defineStep } from '../step.ts';
import { gatherByCell, usableVelocityGenes } from './cellMajor.ts';
import { displacementCorrelations, expressionTotals } from './displacementCorrelations.ts';
import { nearbyOrder } from '../../data/nearbyOrder.ts';
import {
  connectedNeighbours,
  graphOfCells,
  nearestNeighbours,
  reachedCells,
  type NeighbourLists,
} from './neighbourLists.ts';
import { BLOCK } from './rowBlocks.ts';
import { selfTransitionsOf } from './transitionProbabilities.ts';

/**
 * The velocity graph: π_ij, how well the way from cell i to a cell j nearby agrees with the velocity of i, as the
 * Pearson correlation over velocity genes of v_i and Ms_j − Ms_i. Positive and negative values are kept apart.
 */
export const velocityGraph = defineStep({
  id: 'velocityGraph',
  version: 1,
  title: 'Velocity graph',
  summary:
    'For each cell and the cells around it, the correlation of the velocity with the way there, over velocity genes.',
  reference: 'Bergen et al. 2020, doi:10.1038/s41587-020-0591-3',
  parameters: {
    neighbors: {
      type: 'choice',
      default: 'distances',
      choices: ['distances', 'connectivities'],
      label: 'Neighbours',
      help: 'Which cells are near: the nearest ones of each cell, or all that are connected to it, which holds both ways.',
    },
    rounds: {
      type: 'integer',
      default: 2,
      min: 1,
      max: 3,
      label: 'Rounds of neighbours',
      help: '1: each cell’s own neighbours. 2: also their neighbours.',
    },
    squareRoot: {
      type: 'choice',
      default: 'auto',
      choices: ['auto', 'on', 'off'],
      label: 'Square-root transform',
      help: 'Take signed square roots of velocities and displacements first, so that few strong genes do not decide. Auto: after the stochastic model only.',
    },
  },
  inputs: ['velocity', 'Ms', 'velocity_genes', 'velocity_params', 'distances'],
  optionalInputs: ['connectivities'],
  outputs: ['velocity_graph', 'velocity_graph_neg', 'velocity_self_transition'],
  async run(context) {
    const { neighbors, rounds, squareRoot } = context.parameters;
    const velocity = context.input('velocity');
    const Ms = context.input('Ms');
    const cells = Ms.shape[1];
    const genes = usableVelocityGenes(velocity, context.input('velocity_genes').data, 'velocityGraph');
    const stored =
      neighbors === 'distances' ? context.input('distances') : context.optional('connectivities');
    const graph = graphOfCells(stored, cells, 'velocityGraph', neighbors);
    const near =
      neighbors === 'distances' ? nearestNeighbours(graph, context.warn) : connectedNeighbours(graph);
    const pairs = await reachedCells(context, near, rounds, [0, 0.05]);
    const x = await gatherByCell(context, Ms, genes, [0.05, 0.08]);
    const v = await gatherByCell(context, velocity, genes, [0.08, 0.1]);
    const correlations = sharedArray('f32', pairs.indices.length);
    const width = genes.length;
    const totals = sharedArray('f64', cells);
    await context.parallel(expressionTotals, { x: x.data, width, totals }, cells);
    const args = {
      blocks: { x: x.data, width, order: nearbyOrder(near, BLOCK), lists: [pairs] },
      v: v.data,
      totals,
      squareRoot:
        squareRoot === 'on' ||
        (squareRoot === 'auto' && context.input('velocity_params').value.mode === 'stochastic'),
      correlations,
    };
    await context.parallel(displacementCorrelations, args, cells, { tile: BLOCK, progress: [0.1, 0.95] });
    const positive = entriesOfSign(pairs, correlations, 1, context.checkCancelled);
    const negative = entriesOfSign(pairs, correlations, -1, context.checkCancelled);
    return {
      velocity_graph: positive,
      velocity_graph_neg: negative,
      velocity_self_transition: denseFrom('f32', selfTransitionsOf(positive)),
    };
  },
});

/** The pairs whose value has the given sign, as a matrix. */
function entriesOfSign(
  pairs: NeighbourLists,
  values: Float32Array,
  sign: 1 | -1,
  checkCancelled: () => void,
): SparseMatrix<Float32Array> {
  const cells = pairs.indptr.length - 1;
  const indptr = sharedArray('u32', cells + 1);
  for (let i = 0; i < cells; i++) {
    let count = 0;
    for (let p = pairs.indptr[i]; p < pairs.indptr[i + 1]; p++) if (values[p] * sign > 0) count++;
    indptr[i + 1] = indptr[i] + count;
  }
  const indices = sharedArray('u32', indptr[cells]);
  const data = sharedArray('f32', indptr[cells]);
  for (let i = 0, q = 0; i < cells; i++) {
    if (i % 4096 === 0) checkCancelled();
    for (let p = pairs.indptr[i]; p < pairs.indptr[i + 1]; p++) {
      if (!(values[p] * sign > 0)) continue;
      indices[q] = pairs.indices[p];
      data[q++] = values[p];
    }
  }
  return { kind: 'sparse', rows: cells, cols: cells, indptr, indices, data };
}
