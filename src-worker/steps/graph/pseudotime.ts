import { denseFrom } from '../../data/arrays.ts';
import { defineStep } from '../step.ts';
import { neighbourAverage } from './neighbourAverage.ts';
import { velocityDiffusion } from './velocityDiffusion.ts';

/** Time along the velocity graph between the most likely root and the most likely end. */
export const pseudotime = defineStep({
  id: 'pseudotime',
  version: 2,
  title: 'Velocity pseudotime',
  summary:
    'Diffusion pseudotime on the velocity graph, from the most likely root to the most likely end. Its direction comes from these two cells.',
  reference:
    'Haghverdi et al. 2016, doi:10.1038/nmeth.3971; Bergen et al. 2020, doi:10.1038/s41587-020-0591-3',
  parameters: {
    components: {
      type: 'integer',
      default: 10,
      min: 2,
      max: 50,
      label: 'Diffusion components',
      help: 'How many components of the diffusion on the velocity graph measure distance. More resolve finer branches and more noise.',
    },
  },
  inputs: ['velocity_graph', 'velocity_graph_neg', 'root_cells', 'end_points', 'connectivities'],
  optionalInputs: [],
  outputs: ['velocity_pseudotime'],
  run(context) {
    const graph = context.input('velocity_graph');
    const connectivities = context.input('connectivities');
    const root = mostLikely(neighbourAverage(connectivities, context.input('root_cells').data));
    const end = mostLikely(neighbourAverage(connectivities, context.input('end_points').data));
    if (root === undefined && end === undefined)
      context.warn('Neither a root nor an end was found, so no cell has a velocity pseudotime.');
    const time = velocityDiffusion(graph, context.input('velocity_graph_neg'), {
      components: context.parameters.components,
      checkCancelled: context.checkCancelled,
    }).pseudotime({ root, end });
    const apart = time.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0);
    if (apart > 0 && apart < time.length)
      context.warn(
        `${apart} of ${time.length} cells have no velocity pseudotime: no path of the velocity graph joins them to the root or the end.`,
      );
    return { velocity_pseudotime: denseFrom('f32', time) };
  },
});

/** The place of the largest value, or nothing where no value is positive. */
function mostLikely(values: Float64Array): number | undefined {
  let best: number | undefined;
  for (let i = 0; i < values.length; i++) if (values[i] > (best === undefined ? 0 : values[best])) best = i;
  return best;
}
