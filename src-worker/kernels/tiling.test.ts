import { expect, test } from 'vitest';

import { sharedArray } from '../data/arrays.ts';
import { neighbourhoods } from '../data/neighbourhoods.ts';
import { createRandom } from '../data/random.ts';
import type { Kernel } from './kernel.ts';
import { nearestNeighbors } from './nearestNeighbors.ts';
import { neighborMeans } from './neighborMeans.ts';
import { smoothNeighborWeights } from './smoothNeighborWeights.ts';
import { transposedProduct } from './transposedProduct.ts';

const POINTS = 150;
const NEIGHBORS = 6;
const random = createRandom(2, 'tiling');
const values = (length: number): Float64Array => Float64Array.from({ length }, () => random.normal());

/** Every point is joined to the three after it. */
const graph = {
  indptr: Uint32Array.from({ length: POINTS + 1 }, (_, i) => 3 * i),
  indices: Uint32Array.from({ length: 3 * POINTS }, (_, p) => (Math.floor(p / 3) + 1 + (p % 3)) % POINTS),
  data: Float32Array.from(values(3 * POINTS)),
};
const points = Float32Array.from(values(3 * POINTS));
const squares = Float64Array.from(
  { length: POINTS },
  (_, i) => points[3 * i] ** 2 + points[3 * i + 1] ** 2 + points[3 * i + 2] ** 2,
);

/** The result of a kernel over all points in one piece, and in small pieces from the last to the first. */
function bothWays<A>(
  kernel: Kernel<A>,
  args: A,
  results: readonly (Float32Array | Float64Array | Uint32Array)[],
) {
  kernel.run(args, 0, POINTS);
  const whole = results.map((result) => result.slice());
  for (const result of results) result.fill(0);
  for (let from = POINTS - 7; from > -7; from -= 7) kernel.run(args, Math.max(0, from), from + 7);
  return { whole, pieces: results.map((result) => result.slice()) };
}

test('kernels give the same bits however the work is cut', () => {
  const indices = sharedArray('u32', POINTS * NEIGHBORS);
  const distances = sharedArray('f64', POINTS * NEIGHBORS);
  const search = { points, count: POINTS, dimensions: 3, neighbors: NEIGHBORS, squares, indices, distances };
  const nearest = bothWays(nearestNeighbors, search, [indices, distances]);
  expect(nearest.pieces).toEqual(nearest.whole);

  const weights = sharedArray('f32', POINTS * NEIGHBORS);
  const smooth = bothWays(
    smoothNeighborWeights,
    { distances, neighbors: NEIGHBORS, meanDistance: 1, weights },
    [weights],
  );
  expect(smooth.pieces).toEqual(smooth.whole);

  const means = sharedArray('f32', POINTS * POINTS);
  const average = bothWays(
    neighborMeans,
    {
      cells: POINTS,
      ...graph,
      graph: neighbourhoods({ kind: 'sparse', rows: POINTS, cols: POINTS, ...graph }),
      out: means,
    },
    [means],
  );
  expect(average.pieces).toEqual(average.whole);
});

test('products with the transpose of a sparse matrix are those of a dense one', () => {
  const A = [
    [0, 2],
    [1, 3],
    [0, 0],
  ];
  const entries = {
    indptr: Uint32Array.of(0, 1, 3, 3),
    indices: Uint32Array.of(1, 0, 1),
    data: Float32Array.of(2, 1, 3),
  };
  const x = Float64Array.of(5, -2, 9, 4, -1, -10);
  const parts = new Float64Array(8);
  transposedProduct.run({ ...entries, columns: 2, chunk: 2, width: 2, x, out: parts }, 0, 2);
  const transposed = [0, 1].flatMap((g) =>
    [0, 1].map((c) => A[0][g] * x[c] + A[1][g] * x[2 + c] + A[2][g] * x[4 + c]),
  );
  expect([...parts]).toEqual([...transposed, 0, 0, 0, 0]);
});
