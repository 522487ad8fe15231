import { sharedArray, type SparseMatrix } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { submatrix, transpose } from '../../data/sparse.ts';
import { merge } from './neighborGraph.ts';

/**
 * The neighbour graph that the file holds, for the kept cells: connectivities made symmetric by the larger of the
 * two weights, distances without the diagonal. Where the file has no distances, they are Euclidean distances of
 * `points` (cells × dimensions) along the connectivities.
 *
 * @throws DataError where there are no connectivities, or they hold weights that are not positive finite numbers.
 */
export function givenGraph(
  connectivitiesGiven: SparseMatrix | undefined,
  distancesGiven: SparseMatrix | undefined,
  cellIndex: Uint32Array | undefined,
  points: Float32Array,
  cells: number,
  warn: (message: string) => void,
): { connectivities: SparseMatrix<Float32Array>; distances: SparseMatrix<Float32Array> } {
  if (!connectivitiesGiven)
    throw new DataError(
      'the file holds no neighbour graph (connectivities).',
      { step: 'neighbors' },
      'Set source to compute.',
    );
  const index = cellIndex ?? Uint32Array.from({ length: cells }, (_, i) => i);
  const kept = submatrix(connectivitiesGiven, index, index);
  refuseBadValues(kept, 'connectivities');
  const connectivities = merge(kept, transpose(kept), Math.max);
  const lost = connectivitiesGiven.rows - cells;
  if (lost > 0)
    warn(
      `The neighbour graph of the file is used without the cells that were left out (${lost}), so some cells have fewer neighbours.`,
    );
  const alone = isolatedCells(connectivities);
  if (alone > 0) warn(`Cells without a neighbour in the graph of the file: ${alone} of ${cells}.`);

  if (!distancesGiven) {
    warn('The file holds no neighbour distances; they were taken from the principal components.');
    return { connectivities, distances: distancesAlong(connectivities, points, points.length / cells) };
  }
  const distances = submatrix(distancesGiven, index, index);
  refuseBadValues(distances, 'distances');
  return { connectivities, distances: withoutDiagonal(distances) };
}

function refuseBadValues(matrix: SparseMatrix, name: string): void {
  for (let p = 0; p < matrix.data.length; p++) {
    if (matrix.data[p] >= 0 && matrix.data[p] < Infinity) continue;
    throw new DataError(
      `the file’s ${name} hold a value of ${matrix.data[p]}; they must be finite and not negative.`,
      { step: 'neighbors' },
      'Set source to compute.',
    );
  }
}

function isolatedCells(graph: SparseMatrix): number {
  let count = 0;
  for (let i = 0; i < graph.rows; i++) if (graph.indptr[i] === graph.indptr[i + 1]) count++;
  return count;
}

function distancesAlong(
  graph: SparseMatrix<Float32Array>,
  points: Float32Array,
  dimensions: number,
): SparseMatrix<Float32Array> {
  const data = sharedArray('f32', graph.data.length);
  for (let i = 0; i < graph.rows; i++) {
    for (let p = graph.indptr[i]; p < graph.indptr[i + 1]; p++) {
      let sum = 0;
      for (let d = 0; d < dimensions; d++)
        sum += (points[i * dimensions + d] - points[graph.indices[p] * dimensions + d]) ** 2;
      data[p] = Math.sqrt(sum);
    }
  }
  return { ...graph, data };
}

/** The matrix without its diagonal; zeros elsewhere are distances between identical cells and stay. */
function withoutDiagonal(matrix: SparseMatrix<Float32Array>): SparseMatrix<Float32Array> {
  const indptr = sharedArray('u32', matrix.rows + 1);
  let stored = 0;
  for (let i = 0; i < matrix.rows; i++) {
    for (let p = matrix.indptr[i]; p < matrix.indptr[i + 1]; p++) if (matrix.indices[p] !== i) stored++;
    indptr[i + 1] = stored;
  }
  const indices = sharedArray('u32', stored);
  const data = sharedArray('f32', stored);
  for (let i = 0, q = 0; i < matrix.rows; i++) {
    for (let p = matrix.indptr[i]; p < matrix.indptr[i + 1]; p++) {
      if (matrix.indices[p] === i) continue;
      indices[q] = matrix.indices[p];
      data[q++] = matrix.data[p];
    }
  }
  return { ...matrix, indptr, indices, data };
}
