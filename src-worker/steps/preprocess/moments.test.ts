import { expect, test } from 'vitest';

import { sparseFromDense } from '../../data/sparse.ts';
import { largestRelativeDifference } from '../../parity/measures.ts';
import { runStepHere } from '../runStepHere.ts';
import { readPreprocessing } from './fixtures/readPreprocessing.ts';
import { moments } from './moments.ts';

test('moments are those of scVelo, by gene', async () => {
  const { cells, expected } = await readPreprocessing();
  const genes = expected('gene_index').length;
  const out = await runStepHere(moments, {
    normalized_spliced: sparseFromDense(expected('normalized_spliced'), cells, genes),
    normalized_unspliced: sparseFromDense(expected('normalized_unspliced'), cells, genes),
    connectivities: sparseFromDense(expected('connectivities'), cells, cells),
  });
  for (const name of ['Ms', 'Mu'] as const) {
    const theirs = expected(name);
    const byGene = Float64Array.from(theirs, (_, p) => theirs[(p % cells) * genes + Math.floor(p / cells)]);
    expect(out[name].shape).toEqual([genes, cells]);
    expect(largestRelativeDifference(out[name].data, byGene)).toBeLessThan(1e-6);
  }
});

test('weights do not matter, a cell counts itself once, and one without neighbours keeps its values', async () => {
  const layer = sparseFromDense([6, 0, 0, 3, 5, 1], 3, 2);
  const { Ms } = await runStepHere(moments, {
    normalized_spliced: layer,
    normalized_unspliced: layer,
    connectivities: sparseFromDense([0.9, 0.01, 0, 0.01, 0, 0, 0, 0, 0], 3, 3),
  });
  expect([...Ms.data]).toEqual([3, 3, 5, 1.5, 1.5, 1]);
});

test('a zero that is stored in the graph is no neighbour', async () => {
  const layer = sparseFromDense([6, 2], 2, 1);
  const connectivities = sparseFromDense([0, 1, 1, 0], 2, 2);
  connectivities.data[0] = 0;
  const { Mu } = await runStepHere(moments, {
    normalized_spliced: layer,
    normalized_unspliced: layer,
    connectivities,
  });
  expect([...Mu.data]).toEqual([6, 4]);
});
