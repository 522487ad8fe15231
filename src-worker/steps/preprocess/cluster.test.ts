import { expect, test } from 'vitest';

import { denseFrom } from '../../data/arrays.ts';
import { sparseFromDense } from '../../data/sparse.ts';
import { runStepHere } from '../runStepHere.ts';
import { cluster } from './cluster.ts';
import { readPreprocessing } from './fixtures/readPreprocessing.ts';

const { cells, expected } = await readPreprocessing();
const connectivities = sparseFromDense(expected('connectivities'), cells, cells);
const cell_index = denseFrom(
  'u32',
  Uint32Array.from({ length: cells }, (_, i) => i),
);

function cliques(sizes: number[]) {
  const group = sizes.flatMap((size, g) => new Array<number>(size).fill(g));
  const n = group.length;
  const weights = Array.from({ length: n * n }, (_, p) => {
    const [i, j] = [Math.floor(p / n), p % n];
    return i !== j && group[i] === group[j] ? 1 : 0;
  });
  return {
    connectivities: sparseFromDense(weights, n, n),
    cell_index: denseFrom('u32', [...group.keys()]),
  };
}

test('components of a graph that nothing joins are its clusters, the largest first', async () => {
  const { clusters } = await runStepHere(cluster, cliques([3, 1, 6, 4]));
  expect([...clusters.codes]).toEqual([2, 2, 2, 3, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1]);
  expect(clusters.categories).toEqual(['0', '1', '2', '3']);
});

test('a graph without edges leaves every cell alone', async () => {
  const { clusters } = await runStepHere(cluster, cliques([1, 1, 1]));
  expect([...clusters.codes]).toEqual([0, 1, 2]);
});

test('one seed gives one result, and a higher resolution more clusters', async () => {
  const run = (resolution: number, seed: number) =>
    runStepHere(cluster, { connectivities, cell_index }, { resolution }, { seed });
  const one = (await run(1, 4)).clusters;
  expect((await run(1, 4)).clusters).toEqual(one);
  expect((await run(4, 4)).clusters.categories.length).toBeGreaterThan(one.categories.length);
  expect(one.categories.length).toBeGreaterThan(1);
});

test('clusters of the file are kept with their colours, without those that no kept cell has', async () => {
  const clusters_given = {
    kind: 'categorical' as const,
    codes: Int32Array.of(2, 0, -1, 2, 1),
    categories: ['a', 'b', 'c'],
    colors: ['#000001', '#000002', '#000003'],
  };
  const inputs = { connectivities: cliques([4]).connectivities, cell_index: denseFrom('u32', [0, 1, 2, 3]) };
  const { clusters } = await runStepHere(cluster, { ...inputs, clusters_given });
  expect(clusters).toEqual({
    kind: 'categorical',
    codes: Int32Array.of(1, 0, -1, 1),
    categories: ['a', 'c'],
    colors: ['#000001', '#000003'],
  });
  const computed = await runStepHere(cluster, { ...inputs, clusters_given }, { source: 'compute' });
  expect(computed.clusters.categories).toEqual(['0']);
});
