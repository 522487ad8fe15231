import { expect, test } from 'vitest';

import { dense, denseFrom } from '../../data/arrays.ts';
import { createRandom } from '../../data/random.ts';
import { neighbors } from '../preprocess/neighbors.ts';
import { runStepHere } from '../runStepHere.ts';
import { layoutGraph } from './fixtures/umapJsLayout.ts';
import { umap } from './umap.ts';
import { umapCurve } from './umapCurve.ts';

/** Three clumps of 40 cells in five dimensions; with few neighbours nothing joins them. */
async function clumps() {
  const random = createRandom(5, 'clumps');
  const X_pca = dense('f32', [120, 5]);
  for (let p = 0; p < X_pca.data.length; p++)
    X_pca.data[p] = random.normal() + (p % 5 === Math.floor(p / 200) ? 20 : 0);
  const { connectivities } = await runStepHere(neighbors, { X_pca }, { neighbors: 8 });
  return { X_pca, connectivities };
}

const CELLS = 300;

/** Three branches from one place, in six dimensions. */
function tree() {
  const random = createRandom(7, 'tree');
  const X_pca = dense('f32', [CELLS, 6]);
  for (let p = 0; p < X_pca.data.length; p++) {
    const along = (10 * (Math.floor(p / 6) % 100)) / 100;
    X_pca.data[p] = 0.4 * random.normal() + (p % 6 === Math.floor(p / 600) ? along : 0);
  }
  return X_pca;
}

/**
 * 1 less a penalty for neighbours in the layout that are far down the order of neighbours in the data (Venna and Kaski 2001),
 * over 15 neighbours.
 */
function trustworthiness(data: Float32Array, dimensions: number, layout: Float32Array): number {
  const order = (points: Float32Array, width: number, i: number): number[] => {
    const square = (j: number): number => {
      let sum = 0;
      for (let d = 0; d < width; d++) sum += (points[i * width + d] - points[j * width + d]) ** 2;
      return sum;
    };
    const squares = Array.from({ length: CELLS }, (_, j) => (j === i ? -1 : square(j)));
    return squares.map((_, j) => j).sort((a, b) => squares[a] - squares[b]);
  };
  const k = 15;
  let penalty = 0;
  for (let i = 0; i < CELLS; i++) {
    const rank = new Uint32Array(CELLS);
    order(data, dimensions, i).forEach((j, place) => (rank[j] = place));
    for (const j of order(layout, 2, i).slice(1, k + 1)) penalty += Math.max(0, rank[j] - k);
  }
  return 1 - (2 * penalty) / (CELLS * k * (2 * CELLS - 3 * k - 1));
}

test('cells of one clump lie together and clumps apart', async () => {
  const { X_umap } = await runStepHere(umap, await clumps());
  expect(X_umap.shape).toEqual([120, 2]);
  const distance = (i: number, j: number): number =>
    Math.hypot(X_umap.data[2 * i] - X_umap.data[2 * j], X_umap.data[2 * i + 1] - X_umap.data[2 * j + 1]);
  for (let i = 0; i < 120; i++) {
    const nearest = Array.from({ length: 120 }, (_, j) => j).sort(
      (a, b) => distance(i, a) - distance(i, b),
    )[1];
    expect(Math.floor(nearest / 40)).toBe(Math.floor(i / 40));
  }
});

test('neighbourhoods survive the layout as well as in that of umap-js', async () => {
  const X_pca = tree();
  const { connectivities } = await runStepHere(neighbors, { X_pca }, { neighbors: 15 });
  const { X_umap } = await runStepHere(umap, { X_pca, connectivities });
  const strongest = Math.max(...connectivities.data);
  const positions = Array.from({ length: CELLS }, (_, i) => [X_pca.data[6 * i], X_pca.data[6 * i + 1]]);
  layoutGraph({
    heads: Array.from({ length: CELLS }, (_, i) => i).flatMap((i) =>
      new Array<number>(connectivities.indptr[i + 1] - connectivities.indptr[i]).fill(i),
    ),
    tails: [...connectivities.indices],
    epochsPerSample: [...connectivities.data].map((weight) => strongest / weight),
    positions,
    epochs: 500,
    ...umapCurve(0.5, 1),
    random: createRandom(1, 'reference').uniform,
    onEpoch: () => undefined,
  });
  const ours = trustworthiness(X_pca.data, 6, X_umap.data);
  const theirs = trustworthiness(X_pca.data, 6, Float32Array.from(positions.flat()));
  expect(theirs).toBeGreaterThan(0.9);
  expect(ours).toBeGreaterThan(theirs - 0.01);
});

test('one seed gives one layout', async () => {
  const inputs = await clumps();
  const run = async (seed: number) => (await runStepHere(umap, inputs, { epochs: 20 }, { seed })).X_umap.data;
  expect(await run(1)).toEqual(await run(1));
  expect(await run(1)).not.toEqual(await run(2));
});

test('the layout of the file is used for the kept cells, unless it cannot be drawn', async () => {
  const inputs = {
    ...(await clumps()),
    cell_index: denseFrom(
      'u32',
      Array.from({ length: 120 }, (_, i) => i + 1),
    ),
  };
  const given = denseFrom(
    'f32',
    Array.from({ length: 242 }, (_, p) => p),
    [121, 2],
  );
  const { X_umap } = await runStepHere(umap, { ...inputs, X_umap_given: given });
  expect([...X_umap.data.subarray(0, 4)]).toEqual([2, 3, 4, 5]);
  given.data[8] = Number.NaN;
  const warnings: string[] = [];
  const anew = await runStepHere(
    umap,
    { ...inputs, X_umap_given: given },
    { epochs: 5 },
    {
      warn: (message) => warnings.push(message),
    },
  );
  expect(anew.X_umap.data.every(Number.isFinite)).toBe(true);
  expect(warnings[0]).toContain('laid out anew');
});

test('cells at one place and without neighbours are laid out all the same', async () => {
  const connectivities = {
    kind: 'sparse' as const,
    rows: 3,
    cols: 3,
    indptr: new Uint32Array(4),
    indices: new Uint32Array(0),
    data: new Float32Array(0),
  };
  const { X_umap } = await runStepHere(umap, { connectivities, X_pca: dense('f32', [3, 1]) });
  expect(X_umap.data.every(Number.isFinite)).toBe(true);
});

test('the curve has the parameters of umap-learn', () => {
  const curve = umapCurve(0.5, 1);
  expect(curve.a).toBeCloseTo(0.58303, 5);
  expect(curve.b).toBeCloseTo(1.334167, 5);
  expect(umapCurve(0.1, 1).a).toBeCloseTo(1.576943, 5);
});
