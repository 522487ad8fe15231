import { expect, test } from 'vitest';

import { dense, denseFrom } from '../../data/arrays.ts';
import { createRandom } from '../../data/random.ts';
import { neighbors } from '../preprocess/neighbors.ts';
import { runStepHere } from '../runStepHere.ts';
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
