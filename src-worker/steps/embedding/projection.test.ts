import { readFileSync } from 'node:fs';

import { beforeAll, expect, test } from 'vitest';

import { denseFrom, type DenseArray, type SparseMatrix } from '../../data/arrays.ts';
import type { ArrayValues } from '../../data/catalogue.ts';
import { singlePrecision, sparseFromDense } from '../../data/sparse.ts';
import { openBundledReference } from '../../parity/bundledReference.ts';
import { runStepHere } from '../runStepHere.ts';
import { projection } from './projection.ts';

/** 200 cells on a ring whose velocity runs anticlockwise. */
const cells = 200;
const angle = (i: number): number => (2 * Math.PI * i) / cells;
const ring = denseFrom(
  'f32',
  Array.from({ length: 2 * cells }, (_, p) => (p % 2 === 0 ? Math.cos : Math.sin)(angle(p >> 1))),
  [cells, 2],
);

function inputs(umap: DenseArray<Float32Array>): ArrayValues {
  const pi = Float64Array.from({ length: cells * cells }, (_, p) => {
    const step = ((p % cells) - Math.floor(p / cells) + cells) % cells;
    return step > 0 && step <= 8 ? 0.8 : step >= cells - 8 ? -0.8 : 0;
  });
  return {
    velocity_graph: sparseFromDense(
      pi.map((x) => Math.max(x, 0)),
      cells,
      cells,
    ),
    velocity_graph_neg: sparseFromDense(
      pi.map((x) => Math.min(x, 0)),
      cells,
      cells,
    ),
    velocity_self_transition: denseFrom('f32', new Float32Array(cells).fill(0.2)),
    X_umap: umap,
    X_pca: ring,
  };
}

let arrows: DenseArray<Float32Array>;
beforeAll(async () => {
  arrows = (await runStepHere(projection, inputs(ring))).velocity_umap;
});

test('arrows follow the flow', () => {
  for (let i = 0; i < cells; i++) {
    const [x, y] = [arrows.data[2 * i], arrows.data[2 * i + 1]];
    const along = (-Math.sin(angle(i)) * x + Math.cos(angle(i)) * y) / Math.hypot(x, y);
    expect(along).toBeGreaterThan(0.999);
  }
});

test('the mean arrow is a third of the spacing of cells on an even grid', () => {
  let total = 0;
  for (let i = 0; i < cells; i++) total += Math.hypot(arrows.data[2 * i], arrows.data[2 * i + 1]);
  expect(total / cells).toBeCloseTo(2 / Math.sqrt(cells) / 3, 5);
});

test('cells at one place and cells without a place give finite arrows', async () => {
  const umap = denseFrom('f32', ring.data, [cells, 2]);
  umap.data.set([umap.data[2], umap.data[3]], 0);
  umap.data.set([Number.NaN, Number.NaN], 40);
  const { velocity_umap } = await runStepHere(projection, inputs(umap));
  expect(velocity_umap.data.every(Number.isFinite)).toBe(true);
  expect(Array.from(velocity_umap.data.subarray(40, 42))).toEqual([0, 0]);
});

test('without any transition there are no arrows', async () => {
  const none = sparseFromDense(new Float64Array(cells * cells), cells, cells);
  const out = await runStepHere(projection, {
    ...inputs(ring),
    velocity_graph: none,
    velocity_graph_neg: none,
  });
  expect(out.velocity_umap.data.every((value) => value === 0)).toBe(true);
});

test('arrows point as scVelo’s do, with the same relative lengths', async () => {
  const reference = await openBundledReference();
  const graph = (name: string): SparseMatrix<Float32Array> =>
    singlePrecision(reference.sparse(`obsp/${name}`));
  const { shape, data } = reference.obsm('X_pca');
  const plane = denseFrom(
    'f32',
    Array.from({ length: 2 * shape[0] }, (_, p) => data[(p >> 1) * shape[1] + (p & 1)]),
    [shape[0], 2],
  );
  const out = await runStepHere(projection, {
    velocity_graph: graph('deterministic_graph'),
    velocity_graph_neg: graph('deterministic_graph_neg'),
    velocity_self_transition: denseFrom('f32', reference.obs('deterministic_self_transition')),
    X_umap: plane,
    X_pca: plane,
  });
  reference.close();
  const fixture = readFileSync(new URL('fixtures/projection.json', import.meta.url), 'utf8');
  const expected = JSON.parse(fixture) as number[];
  const ours = out.velocity_umap.data;
  const scale = Math.hypot(...ours) / Math.hypot(...expected);
  for (let i = 0; i < shape[0]; i++) {
    const [x, y, X, Y] = [ours[2 * i], ours[2 * i + 1], expected[2 * i], expected[2 * i + 1]];
    expect((x * X + y * Y) / (Math.hypot(x, y) * Math.hypot(X, Y))).toBeGreaterThan(0.999999);
    expect(Math.hypot(x, y) / Math.hypot(X, Y) / scale).toBeCloseTo(1, 4);
  }
});
