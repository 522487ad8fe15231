import { expect, test } from 'vitest';

import { neighbourhoods } from '../data/neighbourhoods.ts';
import { createRandom } from '../data/random.ts';
import { sparseFromDense, transpose } from '../data/sparse.ts';
import { layerMeans } from './layerMeans.ts';
import { neighborMeans } from './neighborMeans.ts';

const CELLS = 83;
const GENES = 77;

test('means are those of the plain twin to the last digit, in tiles of any order', () => {
  const random = createRandom(8, 'means');
  const sparse = (rows: number, cols: number, share: number) =>
    sparseFromDense(
      Float32Array.from({ length: rows * cols }, () => (random.uniform() < share ? random.uniform() : 0)),
      rows,
      cols,
    );
  const layer = sparse(CELLS, GENES, 0.4);
  const graph = neighbourhoods(sparse(CELLS, CELLS, 0.1));
  const twin = new Float32Array(GENES * CELLS);
  const { indptr, indices, data } = transpose(layer);
  neighborMeans.run({ cells: CELLS, indptr, indices, data, graph, out: twin }, 0, GENES);
  for (const cuts of [
    [[0, 77]],
    [
      [40, 77],
      [0, 32],
      [32, 40],
    ],
    [
      [0, 9],
      [64, 77],
      [9, 64],
    ],
  ]) {
    const out = new Float32Array(GENES * CELLS);
    const args = { layer, graph, out };
    for (const [from, to] of cuts) layerMeans.run(args, from, to);
    expect(out).toEqual(twin);
  }
});
