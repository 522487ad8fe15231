import { expect, test } from 'vitest';

import type { SparseMatrix } from '../../data/arrays.ts';
import { sparseFromDense } from '../../data/sparse.ts';
import { runStepHere } from '../runStepHere.ts';
import { rootsAndEnds } from './rootsAndEnds.ts';
import { pseudotime } from './pseudotime.ts';

/** Cells on a line whose velocity points from the first to the last; neighbours up to 4 apart. No cell points at `hidden`. */
function line(
  sizes: number[],
  hidden = -1,
): Record<'graph' | 'graphNeg' | 'near', SparseMatrix<Float32Array>> {
  const n = sizes.reduce((a, b) => a + b, 0);
  const partOf = sizes.flatMap((size, part) => Array.from({ length: size }, () => part));
  const fill = (value: (step: number) => number): SparseMatrix<Float32Array> =>
    sparseFromDense(
      Float64Array.from({ length: n * n }, (_, p) => {
        const [i, j] = [Math.floor(p / n), p % n];
        return i !== j && partOf[i] === partOf[j] && Math.abs(j - i) <= 4 && j !== hidden ? value(j - i) : 0;
      }),
      n,
      n,
    );
  return {
    graph: fill((step) => Math.max(0, 0.9 - step / 100) * (step > 0 ? 1 : 0)),
    graphNeg: fill((step) => (step < 0 ? -0.9 - step / 100 : 0)),
    near: fill(() => 1),
  };
}

async function ends(sizes: number[]): Promise<{ root: Float32Array; end: Float32Array }> {
  const { graph, graphNeg, near } = line(sizes);
  const out = await runStepHere(rootsAndEnds, {
    velocity_graph: graph,
    velocity_graph_neg: graphNeg,
    distances: near,
  });
  return { root: out.root_cells.data, end: out.end_points.data };
}

test('the roots are where the flow starts and the ends where it stops', async () => {
  const { root, end } = await ends([100]);
  expect(Math.max(...root)).toBe(1);
  expect(root.indexOf(1)).toBeLessThan(6);
  expect(Math.max(...root.subarray(50))).toBeLessThan(0.01);
  expect(end.lastIndexOf(1)).toBeGreaterThan(93);
  expect(Math.max(...end.subarray(0, 50))).toBeLessThan(0.01);
});

test('every disconnected lineage has its own root and end', async () => {
  const { root, end } = await ends([60, 80]);
  for (const [from, to] of [
    [0, 60],
    [60, 140],
  ]) {
    expect(Math.max(...root.subarray(from, from + 8))).toBeGreaterThan(0.9);
    expect(Math.max(...end.subarray(to - 8, to))).toBeGreaterThan(0.9);
    expect(Math.max(...root.subarray(from + 25, to))).toBeLessThan(0.01);
  }
});

test('cells that nothing points at do not hide where the flow starts', async () => {
  // Followed backward, nothing leaves the first cell: mass that gets there is lost.
  const { graph, graphNeg, near } = line([100], 0);
  const warnings: string[] = [];
  const out = await runStepHere(
    rootsAndEnds,
    { velocity_graph: graph, velocity_graph_neg: graphNeg, distances: near },
    {},
    { warn: (message) => warnings.push(message) },
  );
  expect(warnings).toEqual([expect.stringMatching(/root region shown is a weak one.*eigenvalue 0\.\d+/)]);
  expect(out.root_cells.data.indexOf(1)).toBeLessThan(10);
  expect(out.end_points.data.lastIndexOf(1)).toBeGreaterThan(93);
});

test('a graph without edges has neither roots nor ends, and says so', async () => {
  const warnings: string[] = [];
  const none = sparseFromDense(new Float64Array(400), 20, 20);
  const inputs = { velocity_graph: none, velocity_graph_neg: none, distances: none };
  const out = await runStepHere(rootsAndEnds, inputs, {}, { warn: (message) => warnings.push(message) });
  expect(out.root_cells.data.every((value) => value === 0)).toBe(true);
  expect(warnings).toHaveLength(2);
  const time = await runStepHere(
    pseudotime,
    { ...inputs, connectivities: none, ...out },
    {},
    {
      warn: (message) => warnings.push(message),
    },
  );
  expect(time.velocity_pseudotime.data.every(Number.isNaN)).toBe(true);
  expect(warnings).toHaveLength(3);
});

test('pseudotime runs from the root to the end', async () => {
  const { graph, graphNeg, near } = line([120]);
  const inputs = { velocity_graph: graph, velocity_graph_neg: graphNeg, distances: near };
  const found = await runStepHere(rootsAndEnds, inputs);
  const { velocity_pseudotime: time } = await runStepHere(pseudotime, {
    ...inputs,
    connectivities: near,
    ...found,
  });
  expect(Math.min(...time.data)).toBe(0);
  expect(Math.max(...time.data)).toBe(1);
  for (let i = 10; i < 110; i += 10) expect(time.data[i + 5]).toBeGreaterThan(time.data[i]);
});

test('the cells start in the cluster that is known to be the root, whatever the velocities say', async () => {
  const { graph, graphNeg, near } = line([120]);
  const clusters = {
    kind: 'categorical' as const,
    codes: Int32Array.from({ length: 120 }, (_, i) => Math.floor(i / 40)),
    categories: ['first', 'middle', 'last'],
  };
  const inputs = { velocity_graph: graph, velocity_graph_neg: graphNeg, distances: near, clusters };
  const { root_cells: roots } = await runStepHere(rootsAndEnds, inputs, {
    rootCluster: 'middle',
  });
  const inside = roots.data.subarray(40, 80);
  expect(Math.max(...inside)).toBe(1);
  expect([...roots.data.subarray(0, 40), ...roots.data.subarray(80)].every((value) => value === 0)).toBe(
    true,
  );
  await expect(runStepHere(rootsAndEnds, inputs, { rootCluster: 'none' })).rejects.toThrow(
    'there is no cluster “none”',
  );
});
