import { expect, test } from 'vitest';

import { dense, denseFrom } from '../../data/arrays.ts';
import { createRandom } from '../../data/random.ts';
import { sparseFromDense, toDense, transpose } from '../../data/sparse.ts';
import { largestRelativeDifference } from '../../parity/measures.ts';
import { runStepHere } from '../runStepHere.ts';
import { readPreprocessing } from './fixtures/readPreprocessing.ts';
import { neighbors } from './neighbors.ts';

const { cells, expected } = await readPreprocessing();
const X_pca = denseFrom('f32', expected('X_pca'), [cells, 20]);

function randomPoints(count: number, dimensions: number) {
  const random = createRandom(3, 'points');
  const points = dense('f32', [count, dimensions]);
  for (let p = 0; p < points.data.length; p++) points.data[p] = random.normal();
  return points;
}

test('distances and connectivities are those of scanpy', async () => {
  const out = await runStepHere(neighbors, { X_pca }, { neighbors: 15 });
  expect(largestRelativeDifference(toDense(out.distances), expected('distances'))).toBeLessThan(1e-5);
  expect(largestRelativeDifference(toDense(out.connectivities), expected('connectivities'))).toBeLessThan(
    1e-4,
  );
});

test('the search is exact for any number of points, dimensions and components', async () => {
  const points = randomPoints(301, 7);
  const { distances } = await runStepHere(neighbors, { X_pca: points }, { neighbors: 6, components: 5 });
  for (const i of [0, 127, 128, 300]) {
    const square = (j: number): number =>
      [0, 1, 2, 3, 4].reduce((sum, d) => sum + (points.data[7 * i + d] - points.data[7 * j + d]) ** 2, 0);
    const nearest = Array.from({ length: 301 }, (_, j) => j)
      .sort((a, b) => square(a) - square(b))
      .slice(1, 6)
      .sort((a, b) => a - b);
    expect([...distances.indices.subarray(distances.indptr[i], distances.indptr[i + 1])]).toEqual(nearest);
  }
});

test('the graph is symmetric, without the diagonal, and has 1 at each nearest neighbour', async () => {
  const { connectivities } = await runStepHere(neighbors, { X_pca: randomPoints(100, 3) }, { neighbors: 10 });
  const there = toDense(connectivities);
  expect(largestRelativeDifference(toDense(transpose(connectivities)), there)).toBeLessThan(1e-6);
  for (let i = 0; i < 100; i++) {
    expect(there[101 * i]).toBe(0);
    expect(Math.max(...there.subarray(100 * i, 100 * i + 100))).toBe(1);
  }
});

test('of points at one distance the lower index is the neighbour, identical points included', async () => {
  const same = dense('f32', [12, 2]);
  const out = await runStepHere(neighbors, { X_pca: same }, { neighbors: 4 });
  expect([...out.distances.indices.subarray(0, 9)]).toEqual([1, 2, 3, 0, 2, 3, 0, 1, 3]);
  expect([...out.distances.data].every((d) => d === 0)).toBe(true);
  expect([...out.connectivities.data].every((w) => w === 1)).toBe(true);
});

test('few cells get smaller neighbourhoods, with a warning; two cells are refused', async () => {
  const warnings: string[] = [];
  const out = await runStepHere(
    neighbors,
    { X_pca: randomPoints(8, 2) },
    {},
    { warn: (m) => warnings.push(m) },
  );
  expect(out.distances.indices.length).toBe(8 * 6);
  expect(warnings[0]).toContain('Neighbourhoods of 7 cells instead of 30');
  await expect(runStepHere(neighbors, { X_pca: randomPoints(2, 2) })).rejects.toThrow('too few');
});

test('positions that are not finite are refused with the row', async () => {
  const points = randomPoints(20, 2);
  points.data[9] = Number.NaN;
  await expect(runStepHere(neighbors, { X_pca: points })).rejects.toThrow('row 4');
});

test('the file’s graph is taken for the kept cells and made symmetric', async () => {
  const connectivities_given = sparseFromDense([0, 0.5, 0, 0.2, 0, 1, 0, 1, 0], 3, 3);
  const distances_given = sparseFromDense([0, 2, 0, 2, 0, 3, 0, 3, 0], 3, 3);
  const cell_index = denseFrom('u32', [0, 1]);
  const warnings: string[] = [];
  const run = (inputs: object) =>
    runStepHere(
      neighbors,
      { X_pca: denseFrom('f32', [0, 0, 3, 4], [2, 2]), ...inputs },
      { source: 'file' },
      {
        warn: (message) => warnings.push(message),
      },
    );
  const out = await run({ connectivities_given, distances_given, cell_index });
  expect([...toDense(out.connectivities)]).toEqual([0, 0.5, 0.5, 0]);
  expect([...toDense(out.distances)]).toEqual([0, 2, 2, 0]);
  expect(warnings[0]).toContain('without the cells that were left out (1)');
  const without = await run({ connectivities_given, cell_index });
  expect([...toDense(without.distances)]).toEqual([0, 5, 5, 0]);
  await expect(run({ cell_index })).rejects.toThrow('holds no neighbour graph');
  const negative = sparseFromDense([0, -1, 0, 1, 0, 1, 0, 1, 0], 3, 3);
  await expect(run({ connectivities_given: negative, cell_index })).rejects.toThrow('value of -1');
});
