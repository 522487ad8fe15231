import { sharedArray, type SparseMatrix } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { defineKernel } from '../../kernels/kernel.ts';
import type { StepContext } from '../step.ts';

/** For each cell a list of other cells: those of cell i are `indices` from `indptr[i]` to `indptr[i + 1]` − 1. */
export interface NeighbourLists {
  indptr: Uint32Array;
  indices: Uint32Array;
}

/**
 * The nearest neighbours of every cell, itself left out, in ascending order. Where cells differ in how many distances
 * are stored, all are cut to the fewest, nearest first, as scVelo does; but where the fewest are under half of the most
 * (a graph cut out of a larger one), every cell keeps its own, with a warning. `distances` is cells × cells.
 *
 * @throws DataError where a cell has no neighbour.
 */
export function nearestNeighbours(
  distances: SparseMatrix,
  warn: (message: string) => void = () => undefined,
): NeighbourLists {
  const cells = distances.rows;
  const lists = storedNeighbours(distances, 'distances', () => true);
  let fewest = Infinity;
  let most = 0;
  for (let i = 0; i < cells; i++) {
    const count = lists.indptr[i + 1] - lists.indptr[i];
    fewest = Math.min(fewest, count);
    most = Math.max(most, count);
  }
  if (fewest === most) return lists;
  if (2 * fewest <= most) {
    warn(
      `Cells have from ${fewest} to ${most} neighbours: the neighbour graph seems to be cut out of a larger one. Compute the neighbours again for these cells.`,
    );
    return lists;
  }
  return cutToNearest(distances, fewest);
}

/** The cells with a positive connectivity to each cell, itself left out, in ascending order. */
export function connectedNeighbours(connectivities: SparseMatrix): NeighbourLists {
  return storedNeighbours(connectivities, 'connectivities', (weight) => weight > 0);
}

/**
 * The neighbour graph as it is.
 *
 * @throws DataError naming step and layer where it is missing or does not run over `cells` cells.
 */
export function graphOfCells(
  matrix: SparseMatrix | undefined,
  cells: number,
  step: string,
  layer: string,
): SparseMatrix {
  if (!matrix)
    throw new DataError('the neighbour graph is missing.', { step, layer }, 'Compute the neighbours first.');
  if (matrix.rows !== cells || matrix.cols !== cells)
    throw new DataError(
      `the neighbour graph is ${matrix.rows} × ${matrix.cols} where there are ${cells} cells.`,
      { step, layer },
      'Compute the neighbours again for these cells.',
    );
  return matrix;
}

/**
 * Follows the lists for the given number of rounds: one gives each cell and its neighbours, two their neighbours as
 * well. The result holds the cell itself; indices ascend.
 */
export async function reachedCells(
  context: Pick<StepContext, 'parallel'>,
  neighbours: NeighbourLists,
  rounds: number,
  progress?: [number, number],
): Promise<NeighbourLists> {
  const cells = neighbours.indptr.length - 1;
  const indptr = sharedArray('u32', cells + 1);
  const middle = progress && (progress[0] + progress[1]) / 2;
  const base = { neighbours, rounds, indptr };
  await context.parallel(reach, { ...base, indices: undefined }, cells, {
    progress: progress && [progress[0], middle!],
  });
  for (let i = 0; i < cells; i++) indptr[i + 1] += indptr[i];
  const indices = sharedArray('u32', indptr[cells]);
  await context.parallel(reach, { ...base, indices }, cells, {
    progress: progress && [middle!, progress[1]],
  });
  return { indptr, indices };
}

interface ReachArgs {
  neighbours: NeighbourLists;
  rounds: number;
  /** Without `indices`: receives the number of cells reached from i at i + 1. With it: where each list starts. */
  indptr: Uint32Array;
  indices: Uint32Array | undefined;
}

const reach = defineKernel<ReachArgs>('graph.reach', ({ neighbours, rounds, indptr, indices }, from, to) => {
  const cells = neighbours.indptr.length - 1;
  const seenFrom = new Int32Array(cells).fill(-1);
  const reached = new Uint32Array(cells);
  for (let i = from; i < to; i++) {
    seenFrom[i] = i;
    reached[0] = i;
    let count = 1;
    let newest = 0;
    for (let round = 0; round < rounds; round++) {
      const end = count;
      for (let r = newest; r < end; r++) {
        const via = reached[r];
        for (let p = neighbours.indptr[via]; p < neighbours.indptr[via + 1]; p++) {
          const j = neighbours.indices[p];
          if (seenFrom[j] === i) continue;
          seenFrom[j] = i;
          reached[count++] = j;
        }
      }
      newest = end;
    }
    if (indices) indices.set(reached.subarray(0, count).sort(), indptr[i]);
    else indptr[i + 1] = count;
  }
});

function storedNeighbours(
  matrix: SparseMatrix,
  name: string,
  isNeighbour: (value: number) => boolean,
): NeighbourLists {
  const cells = matrix.rows;
  const indptr = sharedArray('u32', cells + 1);
  const indices = sharedArray('u32', matrix.indices.length);
  let length = 0;
  for (let i = 0; i < cells; i++) {
    for (let p = matrix.indptr[i]; p < matrix.indptr[i + 1]; p++)
      if (matrix.indices[p] !== i && isNeighbour(matrix.data[p])) indices[length++] = matrix.indices[p];
    indptr[i + 1] = length;
    if (length === indptr[i])
      throw new DataError(
        `cell ${i} has no neighbour.`,
        { layer: name, row: i },
        'Compute the neighbours again for these cells.',
      );
  }
  return { indptr, indices: indices.subarray(0, length) };
}

function cutToNearest(distances: SparseMatrix, count: number): NeighbourLists {
  const cells = distances.rows;
  const indptr = sharedArray('u32', cells + 1);
  const indices = sharedArray('u32', cells * count);
  for (let i = 0; i < cells; i++) {
    const places: number[] = [];
    for (let p = distances.indptr[i]; p < distances.indptr[i + 1]; p++)
      if (distances.indices[p] !== i) places.push(p);
    places.sort((a, b) => distances.data[a] - distances.data[b] || a - b);
    const kept = places.slice(0, count).map((p) => distances.indices[p]);
    indices.set(
      kept.sort((a, b) => a - b),
      i * count,
    );
    indptr[i + 1] = (i + 1) * count;
  }
  return { indptr, indices };
}
