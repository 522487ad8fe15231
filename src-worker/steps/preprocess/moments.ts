import { dense, sharedArray, type DenseArray, type SparseMatrix } from '../../data/arrays.ts';
import { transpose } from '../../data/sparse.ts';
import { neighborMeans } from '../../kernels/neighborMeans.ts';
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
    const neighborhoods = membership(context.input('connectivities'));
    const mean = async (
      layer: SparseMatrix<Float32Array>,
      progress: [number, number],
    ): Promise<DenseArray<Float32Array>> => {
      const byGene = transpose(layer);
      const out = dense('f32', [layer.cols, layer.rows]);
      const { indptr, indices, data } = byGene;
      const args = { cells: layer.rows, indptr, indices, data, ...neighborhoods, out: out.data };
      await context.parallel(neighborMeans, args, layer.cols, { tile: 16, progress });
      return out;
    };
    const Ms = await mean(context.input('normalized_spliced'), [0, 0.5]);
    const Mu = await mean(context.input('normalized_unspliced'), [0.5, 1]);
    return { Ms, Mu };
  },
});

/** Turns the graph around: in whose neighbourhood is each cell? Every cell is in its own. */
function membership(connectivities: SparseMatrix<Float32Array>): {
  memberIndptr: Uint32Array;
  memberIndices: Uint32Array;
  inverseSize: Float64Array;
} {
  const reversed = transpose(connectivities);
  const cells = reversed.rows;
  const inverseSize = sharedArray('f64', cells).fill(1);
  const memberIndptr = sharedArray('u32', cells + 1);
  const indices = new Uint32Array(reversed.indices.length + cells);
  let count = 0;
  for (let j = 0; j < cells; j++) {
    indices[count++] = j;
    for (let p = reversed.indptr[j]; p < reversed.indptr[j + 1]; p++) {
      const i = reversed.indices[p];
      if (i === j || reversed.data[p] === 0) continue;
      indices[count++] = i;
      inverseSize[i]++;
    }
    memberIndptr[j + 1] = count;
  }
  for (let i = 0; i < cells; i++) inverseSize[i] = 1 / inverseSize[i];
  const memberIndices = sharedArray('u32', count);
  memberIndices.set(indices.subarray(0, count));
  return { memberIndptr, memberIndices, inverseSize };
}
