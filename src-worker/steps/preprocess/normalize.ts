import { denseFrom, type DenseArray, type SparseMatrix } from '../../data/arrays.ts';
import { percentile } from '../../data/percentile.ts';
import { positiveCounts, rowSums, submatrix } from '../../data/sparse.ts';
import { defineStep } from '../step.ts';

/**
 * Scales every cell of each layer to the median library size of that layer.
 *
 * Library sizes are counted over all genes of the dataset and the median is taken over the kept cells, so that the
 * choice of genes does not change a value. Cells without counts in a layer stay zero. `unspliced_cells` is what later steps need to
 * know of the unspliced counts, so that these are not kept for it.
 */
export const normalize = defineStep({
  id: 'normalize',
  version: 2,
  title: 'Normalise library sizes',
  summary: 'Scales the spliced and unspliced counts of every cell to the median library size of the layer.',
  reference: 'Bergen et al. 2020, Nature Biotechnology 38, 1408–1414',
  parameters: {},
  inputs: ['spliced', 'unspliced', 'cell_index', 'gene_index'],
  optionalInputs: [],
  outputs: [
    'initial_size_spliced',
    'initial_size_unspliced',
    'unspliced_cells',
    'normalized_spliced',
    'normalized_unspliced',
  ],
  run(context) {
    const cells = context.input('cell_index').data;
    const genes = context.input('gene_index').data;
    const spliced = normalizeLayer(context.input('spliced'), cells, genes);
    context.progress(0.5);
    context.checkCancelled();
    const unspliced = normalizeLayer(context.input('unspliced'), cells, genes);
    for (const [name, { empty }] of Object.entries({ spliced, unspliced }))
      if (empty > 0)
        context.warn(`Cells without ${name} counts, which stay at zero: ${empty} of ${cells.length}.`);
    return {
      initial_size_spliced: spliced.sizes,
      initial_size_unspliced: unspliced.sizes,
      unspliced_cells: denseFrom('u32', positiveCounts(unspliced.matrix)),
      normalized_spliced: spliced.matrix,
      normalized_unspliced: unspliced.matrix,
    };
  },
});

function normalizeLayer(
  counts: SparseMatrix,
  cells: Uint32Array,
  genes: Uint32Array,
): { sizes: DenseArray<Float32Array>; matrix: SparseMatrix<Float32Array>; empty: number } {
  const allSizes = rowSums(counts);
  const sizes = Float64Array.from(cells, (cell) => allSizes[cell]);
  const target = percentile(sizes, 50) || 1;
  const matrix = submatrix(counts, cells, genes);
  let empty = 0;
  for (let i = 0; i < cells.length; i++) {
    if (sizes[i] === 0) {
      empty++;
      continue;
    }
    const scale = target / sizes[i];
    for (let p = matrix.indptr[i]; p < matrix.indptr[i + 1]; p++) matrix.data[p] *= scale;
  }
  return { sizes: denseFrom('f32', sizes), matrix, empty };
}
