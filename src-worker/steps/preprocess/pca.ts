import { denseFrom, type SparseMatrix } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { submatrix } from '../../data/sparse.ts';
import { defineStep } from '../step.ts';
import { centredLogarithms } from './centredMatrix.ts';
import { loadings, positionsFrom } from './componentArrays.ts';
import { fromGiven, givenComponents } from './givenComponents.ts';
import { principalAxes } from './principalAxes.ts';
import { refineAxes } from './refineAxes.ts';

/**
 * Principal components of log(1 + normalised spliced counts) of the highly variable genes, centred, not scaled.
 *
 * `X_pca` is cells × components, `PCs` genes × components (zero for genes left out), both with the sign that makes
 * the largest loading of each component positive; `pca_variance` is the variance (n − 1) of each component.
 * Components of the file keep their values; their loadings are those that regress the genes on them.
 */
export const pca = defineStep({
  id: 'pca',
  version: 5,
  title: 'Principal components',
  summary: 'Principal components of the log-normalised spliced counts of the highly variable genes.',
  reference: 'Golub and Underwood 1977, The block Lanczos method for computing eigenvalues',
  parameters: {
    source: {
      type: 'choice',
      default: 'compute',
      choices: ['compute', 'file'],
      label: 'Principal components',
      help: 'compute: from the counts; file: those stored in the file.',
    },
    components: {
      type: 'integer',
      default: 30,
      min: 1,
      max: 200,
      label: 'Components',
      help: 'How many principal components to keep.',
    },
  },
  inputs: ['normalized_spliced', 'highly_variable'],
  optionalInputs: ['X_pca_given', 'cell_index'],
  outputs: ['X_pca', 'PCs', 'pca_variance', 'pca_variance_ratio'],
  seeded: true,
  async run(context) {
    const { source, components } = context.parameters;
    const normalized = context.input('normalized_spliced');
    const genes = selectedGenes(context.input('highly_variable').data);
    const centred = centredLogarithms(columnsOf(normalized, genes), context.parallel);
    if (!(centred.totalSquares > 0))
      throw new DataError(
        'the selected genes do not vary between cells, so there are no principal components.',
        { step: 'pca' },
        'Select more genes or cells.',
      );
    if (source === 'file') {
      const positions = givenComponents(
        context.optional('X_pca_given'),
        context.optional('cell_index')?.data,
        centred.cells,
        components,
      );
      return fromGiven(centred, positions, genes, normalized.cols);
    }

    const count = Math.min(components, centred.cells - 1, centred.genes);
    if (count < components)
      context.warn(
        `${count} principal components instead of ${components}: there are ${centred.cells} cells and ${centred.genes} selected genes.`,
      );
    const { axes, residual, converged } = await principalAxes(
      centred,
      count,
      context.random('start'),
      (vectors) => {
        context.checkCancelled();
        context.progress(0.9 * (1 - Math.exp(-vectors / (6 * count))));
      },
    );
    if (!converged)
      context.warn(
        `The last principal components are approximate (residual ${residual.toExponential(1)} of the largest eigenvalue).`,
      );
    const { positions, axes: refined, squares } = await refineAxes(centred, axes);
    return {
      X_pca: positionsFrom(positions, count),
      PCs: loadings(refined, count, genes, normalized.cols),
      pca_variance: denseFrom(
        'f64',
        squares.map((value) => value / (centred.cells - 1)),
      ),
      pca_variance_ratio: denseFrom(
        'f64',
        squares.map((value) => value / centred.totalSquares),
      ),
    };
  },
});

function selectedGenes(highlyVariable: Uint8Array): Uint32Array {
  return Uint32Array.from(highlyVariable.keys()).filter((g) => highlyVariable[g] !== 0);
}

function columnsOf(matrix: SparseMatrix<Float32Array>, genes: Uint32Array): SparseMatrix<Float32Array> {
  if (genes.length === matrix.cols) return matrix;
  const rows = Uint32Array.from({ length: matrix.rows }, (_, i) => i);
  return submatrix(matrix, rows, genes);
}
