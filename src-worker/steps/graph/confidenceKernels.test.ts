import { expect, test } from 'vitest';

import { createRandom } from '../../data/random.ts';
import { sparseFromDense } from '../../data/sparse.ts';
import { centredLengths, neighbourAgreement, transitionAgreement } from './confidenceKernels.ts';

const CELLS = 90;
const WIDTH = 1501;
const random = createRandom(6, 'confidence');
const values = () => Float32Array.from({ length: CELLS * WIDTH }, () => random.normal());
const v = values();
const x = values();
v.fill(1, 3 * WIDTH, 4 * WIDTH);
const lengths = new Float64Array(CELLS);
centredLengths.run({ v, width: WIDTH, lengths }, 0, CELLS);
const order = Uint32Array.from({ length: CELLS }, (_, i) => (i * 7) % CELLS);

/** Correlations of which about a third have the sign asked for. */
const graphOf = (sign: number) =>
  sparseFromDense(
    Float32Array.from({ length: CELLS * CELLS }, (_, p) =>
      p % 3 === (sign > 0 ? 0 : 1) ? sign * random.uniform() : 0,
    ),
    CELLS,
    CELLS,
  );
const graphs = [graphOf(1), graphOf(-1)];

function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const mean = (c: ArrayLike<number>) => Array.from(c).reduce((sum, value) => sum + value) / c.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [aa, bb, ab, raw] = [0, 0, 0, 0];
  for (let k = 0; k < a.length; k++) {
    aa += (a[k] - ma) ** 2;
    raw += b[k] ** 2;
    bb += (b[k] - mb) ** 2;
    ab += (a[k] - ma) * (b[k] - mb);
  }
  return aa === 0 || bb <= 1e-12 * raw ? 0 : ab / Math.sqrt(aa * bb);
}

const row = (array: Float32Array, i: number) => array.subarray(i * WIDTH, (i + 1) * WIDTH);
const each = Array.from({ length: CELLS }, (_, i) => i);

test('agreement with neighbours is the mean correlation with their velocities', () => {
  const [lists] = graphs;
  const out = new Float32Array(CELLS);
  neighbourAgreement.run(
    { v, lengths, blocks: { x: v, width: WIDTH, order, lists: [lists] }, out },
    0,
    CELLS,
  );
  for (const i of each) {
    const near = [...lists.indices.subarray(lists.indptr[i], lists.indptr[i + 1])];
    const mean = near.reduce((sum, j) => sum + pearson(row(v, i), row(v, j)), 0) / near.length;
    expect(out[i]).toBeCloseTo(Math.max(0, mean), 6);
  }
});

test.each([10, 100])(
  'agreement with the expected move at a sharpness of %i is that of the definition',
  (scale) => {
    const lists = graphs.map(({ indptr, indices }) => ({ indptr, indices }));
    const out = new Float32Array(CELLS);
    const blocks = { x, width: WIDTH, order, lists };
    transitionAgreement.run({ v, lengths, blocks, graphs, scale, out }, 0, CELLS);
    for (const i of each) {
      const move = new Float64Array(WIDTH);
      for (const { indptr, indices, data } of graphs)
        for (let p = indptr[i]; p < indptr[i + 1]; p++)
          for (let k = 0; k < WIDTH; k++)
            move[k] += Math.exp(scale * (data[p] - 1)) * (x[indices[p] * WIDTH + k] - x[i * WIDTH + k]);
      expect(out[i]).toBeCloseTo(pearson(row(v, i), move), 5);
    }
  },
);
