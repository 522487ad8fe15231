import { dense } from '../../data/arrays.ts';
import { defineStep } from '../step.ts';
import { gatherByCell, usableVelocityGenes } from './cellMajor.ts';
import { centredLengths, neighbourAgreement, transitionAgreement } from './confidenceKernels.ts';
import { nearbyOrder } from '../../data/nearbyOrder.ts';
import { graphOfCells, nearestNeighbours } from './neighbourLists.ts';
import { BLOCK } from './rowBlocks.ts';
import { transitionScale } from './transitionScale.ts';

/**
 * Length of the velocity of each cell, how well it agrees with its neighbours' velocities, and with the expected move
 * by the velocity graph.
 */
export const velocityConfidence = defineStep({
  id: 'velocityConfidence',
  version: 1,
  title: 'Velocity confidence',
  summary:
    'Length of each cell’s velocity, its mean correlation with the neighbours’ velocities, and its correlation with the expected move along the velocity graph.',
  reference: 'Bergen et al. 2020, doi:10.1038/s41587-020-0591-3',
  parameters: {
    scale: {
      ...transitionScale,
      help: 'λ of the transition probabilities ∝ exp(λπ) by which the expected move is weighted.',
    },
  },
  inputs: ['velocity', 'Ms', 'velocity_genes', 'distances', 'velocity_graph', 'velocity_graph_neg'],
  optionalInputs: [],
  outputs: ['velocity_length', 'velocity_confidence', 'velocity_confidence_transition'],
  async run(context) {
    const velocity = context.input('velocity');
    const cells = velocity.shape[1];
    const genes = usableVelocityGenes(velocity, context.input('velocity_genes').data, 'velocityConfidence');
    const distances = graphOfCells(context.input('distances'), cells, 'velocityConfidence', 'distances');
    const neighbours = nearestNeighbours(distances);
    const v = (await gatherByCell(context, velocity, genes, [0, 0.05])).data;
    const x = (await gatherByCell(context, context.input('Ms'), genes, [0.05, 0.1])).data;
    const width = genes.length;
    const length = dense('f32', [cells]);
    const confidence = dense('f32', [cells]);
    const transition = dense('f32', [cells]);
    const lengths = dense('f64', [cells]).data;
    await context.parallel(centredLengths, { v, width, lengths }, cells, { progress: [0.1, 0.15] });
    length.data.set(lengths);
    const order = nearbyOrder(neighbours, BLOCK);
    const tile = BLOCK;
    const agreement = {
      v,
      lengths,
      blocks: { x: v, width, order, lists: [neighbours] },
      out: confidence.data,
    };
    await context.parallel(neighbourAgreement, agreement, cells, { tile, progress: [0.15, 0.3] });
    const graphs = [context.input('velocity_graph'), context.input('velocity_graph_neg')];
    const move = {
      v,
      lengths,
      blocks: { x, width, order, lists: graphs.map(({ indptr, indices }) => ({ indptr, indices })) },
      graphs,
      scale: context.parameters.scale,
      out: transition.data,
    };
    await context.parallel(transitionAgreement, move, cells, { tile, progress: [0.3, 1] });
    return {
      velocity_length: length,
      velocity_confidence: confidence,
      velocity_confidence_transition: transition,
    };
  },
});
