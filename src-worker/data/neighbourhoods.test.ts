import { expect, test } from 'vitest';

import { sparseFromDense } from './sparse.ts';
import {
  addToMeans,
  neighbourhoods,
  neighbourMean,
  neighbourMeanOfPairs,
  neighbourMeanOfTriples,
  thinned,
} from './neighbourhoods.ts';

/** Cell 0 sees 1 and 2, cell 1 nobody, cell 2 sees 0; weights do not matter, and neither does one's own entry. */
const graph = neighbourhoods(sparseFromDense([0, 0.3, 1, 0, 0.5, 0, 0.1, 0, 0], 3, 3));

test('a neighbourhood is the cell and its neighbours, in order', () => {
  expect(Array.from(graph.indptr)).toEqual([0, 3, 4, 6]);
  expect(Array.from(graph.indices)).toEqual([0, 1, 2, 1, 0, 2]);
});

test('entries that are stored as zero are no neighbours', () => {
  const stored = sparseFromDense([0, 1, 1, 0], 2, 2);
  stored.data[0] = 0;
  expect(Array.from(neighbourhoods(stored).indices)).toEqual([0, 0, 1]);
});

test('means have the same weight for all, one, two or three values at once', () => {
  const one = new Float64Array(3);
  neighbourMean(graph, [1, 2, 6], one);
  expect(Array.from(one)).toEqual([3, 2, 3.5]);
  const two = new Float64Array(6);
  neighbourMeanOfPairs(graph, Float64Array.of(1, 10, 2, 20, 6, 60), two);
  expect(Array.from(two)).toEqual([3, 30, 2, 20, 3.5, 35]);
  const three = new Float64Array(9);
  neighbourMeanOfTriples(graph, Float64Array.of(1, 10, 0, 2, 20, 0, 6, 60, 3), three);
  expect(Array.from(three)).toEqual([3, 30, 1, 2, 20, 0, 3.5, 35, 1.5]);
});

test('means follow a changed value, also where the graph is not symmetric', () => {
  const pairs = Float64Array.of(1, 10, 2, 20, 6, 60);
  const means = new Float64Array(6);
  neighbourMeanOfPairs(graph, pairs, means);
  addToMeans(graph, 1, 1, 7, means);
  pairs[3] += 7;
  const anew = new Float64Array(6);
  neighbourMeanOfPairs(graph, pairs, anew);
  for (let k = 0; k < 6; k++) expect(means[k]).toBeCloseTo(anew[k], 12);
});

test('thinned neighbourhoods keep cells that lie evenly among all', () => {
  const all = neighbourhoods(sparseFromDense(new Float32Array(81).fill(1), 9, 9));
  const some = thinned(all, 3);
  expect(Array.from(some.indices.subarray(0, 3))).toEqual([1, 4, 7]);
  expect(Array.from(some.share)).toEqual(new Array(9).fill(1 / 3));
  expect(Array.from(some.receivers.subarray(0, 9))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  expect(some.receiverIndptr[2]).toBe(9);
  expect(Array.from(thinned(graph, 5).indices)).toEqual(Array.from(graph.indices));
});
