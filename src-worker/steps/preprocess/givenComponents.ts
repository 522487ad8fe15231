import { denseFrom, type DenseArray } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import type { CentredMatrix } from './centredMatrix.ts';
import { loadings, positionsFrom, sideBySide } from './componentArrays.ts';

/**
 * The first columns of the file’s components, for the kept cells.
 *
 * @throws DataError where the file has none, or they are not finite.
 */
export function givenComponents(
  given: DenseArray<Float32Array> | undefined,
  cellIndex: Uint32Array | undefined,
  cells: number,
  components: number,
): Float64Array[] {
  if (!given)
    throw new DataError('the file holds no principal components.', { step: 'pca' }, 'Set source to compute.');
  const width = given.shape[1];
  const columns = Array.from({ length: Math.min(components, width) }, (_, c) =>
    Float64Array.from({ length: cells }, (_, i) => given.data[(cellIndex ? cellIndex[i] : i) * width + c]),
  );
  if (!columns.every((column) => column.every(Number.isFinite)))
    throw new DataError(
      'the principal components of the file hold values that are not finite.',
      { step: 'pca' },
      'Set source to compute.',
    );
  return columns;
}

/**
 * The outputs of the PCA for components that are given: loadings that regress the genes on them, the variance of each
 * component, and the share of the variance of the counts along it. For components of these very counts they are what
 * the PCA itself gives.
 */
export async function fromGiven(
  centred: CentredMatrix,
  positions: readonly Float64Array[],
  genes: Uint32Array,
  allGenes: number,
) {
  const { cells, genes: selected } = centred;
  const width = positions.length;
  const centres = positions.map(centre);
  const images = await centred.transposeTimes(sideBySide(centres, cells), width);
  const squares = centres.map(sumOfSquares);
  // Along a component x the counts have the loadings Aᵀx / ‖x‖² and the sum of squares ‖Aᵀx‖² / ‖x‖².
  const axes = images.map((value, p) => (squares[p % width] > 0 ? value / squares[p % width] : 0));
  const explained = new Float64Array(width);
  for (let g = 0; g < selected; g++)
    for (let c = 0; c < width; c++) explained[c] += axes[g * width + c] ** 2 * squares[c];
  return {
    X_pca: positionsFrom(sideBySide(positions, cells), width),
    PCs: loadings(axes, width, genes, allGenes),
    pca_variance: denseFrom(
      'f64',
      squares.map((value) => value / (cells - 1)),
    ),
    pca_variance_ratio: denseFrom(
      'f64',
      explained.map((value) => value / centred.totalSquares),
    ),
  };
}

function centre(column: Float64Array): Float64Array {
  const mean = column.reduce((a, b) => a + b, 0) / column.length;
  return column.map((value) => value - mean);
}

function sumOfSquares(column: Float64Array): number {
  let sum = 0;
  for (const value of column) sum += value * value;
  return sum;
}
