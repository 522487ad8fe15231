import { expect, test } from 'vitest';

import { createRandom } from '../../data/random.ts';
import type { Work } from '../work.ts';
import { workHere } from '../workHere.ts';
import { approximateNeighbors } from './approximateNeighbors.ts';

const COUNT = 2000;
const DIMENSIONS = 9;

/** Points along curves from 8 centres, with noise in every dimension. */
function curves(): Float32Array {
  const random = createRandom(4, 'curves');
  const centres = Array.from({ length: 8 * DIMENSIONS }, () => 5 * random.normal());
  return Float32Array.from({ length: COUNT * DIMENSIONS }, (_, p) => {
    const i = Math.floor(p / DIMENSIONS);
    const d = p % DIMENSIONS;
    const along = ((i >> 3) / (COUNT >> 3)) * 6;
    return centres[(i % 8) * DIMENSIONS + d] + along * Math.sin(along / 3 + d) + 0.5 * random.normal();
  });
}

function exact(
  points: Float32Array,
  i: number,
  neighbors: number,
): { indices: number[]; distances: number[] } {
  const distances = Array.from({ length: COUNT }, (_, j) => {
    let sum = 0;
    for (let d = 0; d < DIMENSIONS; d++)
      sum += (points[i * DIMENSIONS + d] - points[j * DIMENSIONS + d]) ** 2;
    return Math.sqrt(sum);
  });
  const indices = distances.map((_, j) => j).sort((a, b) => distances[a] - distances[b]);
  const nearest = indices.filter((j) => j !== i).slice(0, neighbors);
  return { indices: nearest, distances: nearest.map((j) => distances[j]) };
}

test.each([5, 29])(
  'of the %i nearest neighbours at least 98 % are found, nearest first',
  async (neighbors) => {
    const points = curves();
    const { indices, distances } = await approximateNeighbors(points, DIMENSIONS, neighbors, workHere);
    let found = 0;
    for (let i = 0; i < COUNT; i += 10) {
      const truth = exact(points, i, neighbors);
      const ours = indices.subarray(i * neighbors, (i + 1) * neighbors);
      expect(new Set(ours).size).toBe(neighbors);
      for (let n = 0; n < neighbors; n++) {
        if (truth.indices.includes(ours[n])) found++;
        expect(distances[i * neighbors + n]).toBeGreaterThanOrEqual(truth.distances[n] - 1e-9);
        if (n > 0)
          expect(distances[i * neighbors + n]).toBeGreaterThanOrEqual(distances[i * neighbors + n - 1]);
      }
    }
    expect(found / ((COUNT / 10) * neighbors)).toBeGreaterThan(0.98);
  },
);

test('the same bits come out however the work is cut', async () => {
  const points = curves();
  const otherwise: Work = {
    ...workHere,
    parallel: (kernel, args, count) => {
      for (let from = count - 1; from > -7; from -= 7) kernel.run(args, Math.max(0, from), from + 7);
      return Promise.resolve();
    },
  };
  const one = await approximateNeighbors(points, DIMENSIONS, 15, workHere);
  const other = await approximateNeighbors(points, DIMENSIONS, 15, otherwise);
  expect(other.indices).toEqual(one.indices);
  expect(other.distances).toEqual(one.distances);
});

test('many identical points have each other at distance 0', async () => {
  const points = new Float32Array(COUNT * 2);
  for (let i = 0; i < COUNT; i++) points[2 * i] = i % 20;
  const { indices, distances } = await approximateNeighbors(points, 2, 10, workHere);
  expect(distances.every((distance) => distance === 0)).toBe(true);
  for (let p = 0; p < indices.length; p++) {
    const i = Math.floor(p / 10);
    expect(indices[p]).not.toBe(i);
    expect(indices[p] % 20).toBe(i % 20);
  }
});
