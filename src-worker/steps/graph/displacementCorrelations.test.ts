import { expect, test } from 'vitest';

import { createRandom } from '../../data/random.ts';
import { displacementCorrelations, expressionTotals } from './displacementCorrelations.ts';
import { centredVelocity, pairCorrelation } from './pairCorrelation.ts';

const CELLS = 150;

/** Cells in a shuffled order, each with lists of other lengths, so many that they do not fit in one piece. */
function example(width: number) {
  const random = createRandom(4, 'displacements');
  const values = () => Float32Array.from({ length: CELLS * width }, () => random.normal());
  const x = values();
  // Cells 0 and 1 are equal, and cell 2 is cell 0 with all genes raised alike.
  for (let k = 0; k < width; k++) {
    x[width + k] = x[k];
    x[2 * width + k] = x[k] + 4096;
  }
  const lists = Array.from({ length: CELLS }, (_, i) => [
    ...new Set([0, 1, 2, ...Array.from({ length: i % 41 }, () => random.integer(CELLS))]),
  ]);
  lists[7] = [];
  const indices = Uint32Array.from(lists.flat());
  const indptr = new Uint32Array(CELLS + 1);
  lists.forEach((list, i) => (indptr[i + 1] = indptr[i] + list.length));
  const order = Uint32Array.from({ length: CELLS }, (_, i) => (i * 67) % CELLS);
  const v = values();
  v.fill(2.5, 5 * width, 6 * width);
  const totals = new Float64Array(CELLS);
  expressionTotals.run({ x, width, totals }, 0, CELLS);
  const blocks = { x, width, order, lists: [{ indptr, indices }] };
  return { blocks, v, totals, lists };
}

test.each([
  [2, false],
  [37, false],
  [2600, false],
  [37, true],
  [2600, true],
])('over %i genes they are those of the plain twin (square roots: %s)', (width, squareRoot) => {
  const { blocks, v, totals, lists } = example(width);
  const correlations = new Float32Array(blocks.lists[0].indices.length);
  displacementCorrelations.run({ blocks, v, totals, squareRoot, correlations }, 0, CELLS);
  const centred = new Float64Array(width);
  let p = 0;
  lists.forEach((list, i) => {
    const norm = centredVelocity(v, i * width, squareRoot, centred);
    for (const j of list) {
      const twin = pairCorrelation(blocks.x, i * width, j * width, centred, norm, squareRoot);
      expect(Math.abs(correlations[p++] - twin)).toBeLessThan(2e-6);
    }
  });
  expect(correlations.subarray(0, 2)).toEqual(Float32Array.of(0, 0));
});

test.each([false, true])(
  'they do not depend on how the cells are cut in tiles (square roots: %s)',
  (squareRoot) => {
    const { blocks, v, totals } = example(523);
    const run = (cuts: number[]) => {
      const correlations = new Float32Array(blocks.lists[0].indices.length);
      const args = { blocks: { ...blocks }, v, totals, squareRoot, correlations };
      for (let t = 1; t < cuts.length; t++) displacementCorrelations.run(args, cuts[t - 1], cuts[t]);
      return correlations;
    };
    expect(run([0, 1, 17, 99, CELLS])).toEqual(run([0, CELLS]));
  },
);
