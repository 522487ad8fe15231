import { sharedArray } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { nearestNeighbors } from '../../kernels/nearestNeighbors.ts';
import { smoothNeighborWeights } from '../../kernels/smoothNeighborWeights.ts';
import { defineStep } from '../step.ts';
import type { Work } from '../work.ts';
import { approximateNeighbors } from './approximateNeighbors.ts';
import { givenGraph } from './givenGraph.ts';
import { fuzzyUnion, graphFromLists } from './neighborGraph.ts';

/**
 * The search stays exact up to so many cells, and so many for each neighbour: measured, it is faster there, or little slower.
 */
const MOST_EXACT = 5000;
const MOST_EXACT_A_NEIGHBOR = 170;

/**
 * The neighbour graph of the cells in principal component space: `distances` (Euclidean, `neighbors` − 1 a row, the
 * cell itself not among them) and `connectivities` (the symmetric fuzzy simplicial set of UMAP, in (0, 1]).
 * The search is exact among few cells, ties going to the lower index, and finds nearly all neighbours among many
 * ({@link approximateNeighbors}).
 *
 * @throws DataError where positions are not finite or the file's graph is missing or does not fit.
 */
export const neighbors = defineStep({
  id: 'neighbors',
  version: 2,
  title: 'Neighbour graph',
  summary: 'Finds the nearest neighbours of every cell and weighs them as UMAP does.',
  reference: 'McInnes, Healy and Melville 2018, arXiv:1802.03426',
  parameters: {
    source: {
      type: 'choice',
      default: 'compute',
      choices: ['compute', 'file'],
      label: 'Neighbour graph',
      help: 'compute: from the principal components; file: the one stored in the file.',
    },
    neighbors: {
      type: 'integer',
      default: 30,
      min: 2,
      max: 500,
      label: 'Neighbours',
      help: 'Size of a neighbourhood, the cell itself included.',
      unit: 'cells',
    },
    components: {
      type: 'integer',
      default: 30,
      min: 1,
      max: 200,
      label: 'Components',
      help: 'How many of the principal components distances are taken in.',
    },
  },
  inputs: ['X_pca'],
  optionalInputs: ['connectivities_given', 'distances_given', 'cell_index'],
  outputs: ['distances', 'connectivities'],
  async run(context) {
    const positions = context.input('X_pca');
    const [cells, width] = positions.shape;
    const dimensions = Math.min(width, context.parameters.components);
    const points = sharedArray('f32', cells * dimensions);
    const squares = sharedArray('f64', cells);
    for (let i = 0; i < cells; i++) {
      for (let d = 0; d < dimensions; d++) {
        const x = positions.data[i * width + d];
        points[i * dimensions + d] = x;
        squares[i] += x * x;
      }
      if (!Number.isFinite(squares[i]))
        throw new DataError(
          'the principal components hold values that are not finite.',
          { step: 'neighbors', row: i },
          'Compute the principal components anew.',
        );
    }
    if (context.parameters.source === 'file')
      return givenGraph(
        context.optional('connectivities_given'),
        context.optional('distances_given'),
        context.optional('cell_index')?.data,
        points,
        cells,
        context.warn,
      );

    const size = Math.min(context.parameters.neighbors, cells - 1);
    if (size < 2)
      throw new DataError(
        `${cells} cells are too few for a neighbour graph.`,
        { step: 'neighbors' },
        'Keep at least 3 cells.',
      );
    if (size < context.parameters.neighbors)
      context.warn(
        `Neighbourhoods of ${size} cells instead of ${context.parameters.neighbors}: there are only ${cells} cells.`,
      );
    const others = size - 1;
    const { indices, distances } = await search(points, squares, dimensions, others, context);

    const weights = sharedArray('f32', cells * others);
    const meanDistance = distances.reduce((a, b) => a + b, 0) / (cells * size);
    await context.parallel(
      smoothNeighborWeights,
      { distances, neighbors: others, meanDistance, weights },
      cells,
      { tile: 256, progress: [0.9, 0.95] },
    );
    return {
      distances: graphFromLists(indices, distances, cells),
      connectivities: fuzzyUnion(graphFromLists(indices, weights, cells)),
    };
  },
});

/** Whether the search for so many neighbours among so many cells is exact. */
export function isSearchedExactly(cells: number, neighbors: number): boolean {
  return cells <= Math.max(MOST_EXACT, MOST_EXACT_A_NEIGHBOR * neighbors);
}

/** Exact among few cells, and approximate among so many that it is faster. */
async function search(
  points: Float32Array,
  squares: Float64Array,
  dimensions: number,
  neighbors: number,
  work: Work,
): Promise<{ indices: Uint32Array; distances: Float64Array }> {
  const count = squares.length;
  if (!isSearchedExactly(count, neighbors)) return approximateNeighbors(points, dimensions, neighbors, work);
  const indices = sharedArray('u32', count * neighbors);
  const distances = sharedArray('f64', count * neighbors);
  await work.parallel(
    nearestNeighbors,
    { points, count, dimensions, neighbors, squares, indices, distances },
    count,
    { tile: 32, progress: [0, 0.9] },
  );
  return { indices, distances };
}
