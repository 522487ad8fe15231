import { dense, type DenseArray, type SparseMatrix } from '../../data/arrays.ts';
import { neighbourhoods } from '../../data/neighbourhoods.ts';
import { GENES_LAID_OUT, layerMeans } from '../../kernels/layerMeans.ts';
import { defineStep } from '../step.ts';

/**
 * First moments of spliced and unspliced counts, genes × cells: the uniform mean over a cell and every cell to which
 * it has a nonzero connectivity. The weights themselves do not enter. A cell without neighbours keeps its own values.
 */
export const moments = defineStep({
  id: 'moments',
  version: 1,
  title: 'Moments',
  summary: 'Averages the normalised counts of every cell with those of its neighbours.',
  reference: 'Bergen et al. 2020, Nature Biotechnology 38, 1408–1414',
  parameters: {},
  inputs: ['normalized_spliced', 'normalized_unspliced', 'connectivities'],
  optionalInputs: [],
  outputs: ['Ms', 'Mu'],
  async run(context) {
    const graph = neighbourhoods(context.input('connectivities'));
    const mean = async (
      layer: SparseMatrix<Float32Array>,
      progress: [number, number],
    ): Promise<DenseArray<Float32Array>> => {
      const out = dense('f32', [layer.cols, layer.rows]);
      const args = { layer, graph, out: out.data };
      await context.parallel(layerMeans, args, layer.cols, { tile: GENES_LAID_OUT, progress });
      return out;
    };
    const Ms = await mean(context.input('normalized_spliced'), [0, 0.5]);
    const Mu = await mean(context.input('normalized_unspliced'), [0.5, 1]);
    return { Ms, Mu };
  },
});
