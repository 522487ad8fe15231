import { expect, test } from 'vitest';

import { createRandom } from '../data/random.ts';
import { nearestNeighbors } from './nearestNeighbors.ts';

test.each([
  [300, 2, 7],
  [128, 30, 1],
  [129, 50, 128],
  [3, 1, 2],
])(
  'among %i points in %i dimensions they are the %i that sorting all distances gives',
  (count, dimensions, neighbors) => {
    const random = createRandom(5, 'points');
    const points = Float32Array.from({ length: count * dimensions }, () => random.normal());
    const squares = new Float64Array(count);
    for (let p = 0; p < points.length; p++) squares[Math.floor(p / dimensions)] += points[p] ** 2;
    const indices = new Uint32Array(count * neighbors);
    const distances = new Float64Array(count * neighbors);
    const args = { points, count, dimensions, neighbors, squares, indices, distances };
    nearestNeighbors.run(args, 0, 2);
    nearestNeighbors.run(args, 2, count);

    const distance = (i: number, j: number): number => {
      let square = 0;
      for (let d = 0; d < dimensions; d++)
        square += (points[i * dimensions + d] - points[j * dimensions + d]) ** 2;
      return Math.sqrt(square);
    };
    for (let i = 0; i < count; i++) {
      const sorted = Array.from({ length: count }, (_, j) => j)
        .filter((j) => j !== i)
        .sort((a, b) => distance(i, a) - distance(i, b))
        .slice(0, neighbors);
      const [from, to] = [i * neighbors, (i + 1) * neighbors];
      expect([...indices.subarray(from, to)]).toEqual(sorted);
      expect([...distances.subarray(from, to)]).toEqual(sorted.map((j) => distance(i, j)));
    }
  },
);
