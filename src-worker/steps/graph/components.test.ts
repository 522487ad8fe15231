import { expect, test } from 'vitest';

import { sparseFromDense } from '../../data/sparse.ts';
import { connectedComponents, nodesByComponent, strongComponents } from './components.ts';

/** 0 → 1 → 2 → 0, 2 → 3, 3 ⇄ 4, and 5 alone. */
const edges = [
  [0, 1],
  [1, 2],
  [2, 0],
  [2, 3],
  [3, 4],
  [4, 3],
];
const values = new Float64Array(36);
for (const [from, to] of edges) values[from * 6 + to] = 1;
const graph = sparseFromDense(values, 6, 6);

test('connected components ignore direction', () => {
  expect(connectedComponents(graph)).toEqual({ labels: Int32Array.of(0, 0, 0, 0, 0, 1), sizes: [5, 1] });
});

test('strong components are the classes that reach each other', () => {
  const components = strongComponents(graph);
  expect(components.labels).toEqual(Int32Array.of(0, 0, 0, 1, 1, 2));
  expect(nodesByComponent(components).map((nodes) => Array.from(nodes))).toEqual([[0, 1, 2], [3, 4], [5]]);
});

test('stored zeros are no edges', () => {
  const zeros = { ...graph, data: graph.data.map(() => 0) };
  expect(connectedComponents(zeros).sizes).toHaveLength(6);
  expect(strongComponents(zeros).sizes).toHaveLength(6);
});

test('a long path needs no recursion', () => {
  const n = 50000;
  const path = {
    kind: 'sparse' as const,
    rows: n,
    cols: n,
    indptr: Uint32Array.from({ length: n + 1 }, (_, i) => Math.min(i, n - 1)),
    indices: Uint32Array.from({ length: n - 1 }, (_, i) => i + 1),
    data: new Float32Array(n - 1).fill(1),
  };
  expect(strongComponents(path).sizes).toHaveLength(n);
  expect(connectedComponents(path).sizes).toEqual([n]);
});
