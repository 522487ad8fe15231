import { expect, test } from 'vitest';

import { denseFrom } from '../../data/arrays.ts';
import { sparseFromDense } from '../../data/sparse.ts';
import { largestRelativeDifference } from '../../parity/measures.ts';
import { runStepHere } from '../runStepHere.ts';
import { readPreprocessing } from './fixtures/readPreprocessing.ts';
import { variableGenes } from './variableGenes.ts';

const { cells, expected } = await readPreprocessing();
const genes = expected('gene_index').length;
const normalized_spliced = sparseFromDense(expected('normalized_spliced'), cells, genes);
const count = (selected: Uint8Array): number => selected.reduce((a, b) => a + b, 0);

test('dispersions and selection are those of scanpy’s flavour “seurat”', async () => {
  const out = await runStepHere(variableGenes, { normalized_spliced }, { topGenes: 120 });
  expect(largestRelativeDifference(out.dispersions_norm.data, expected('dispersions_norm'))).toBeLessThan(
    1e-5,
  );
  expect([...out.highly_variable.data]).toEqual([...expected('highly_variable')]);
});

test('all genes are selected where there are fewer than asked for, or none is to be left out', async () => {
  for (const parameters of [{}, { topGenes: 0 }, { source: 'none', topGenes: 5 }]) {
    const { highly_variable } = await runStepHere(variableGenes, { normalized_spliced }, parameters);
    expect(count(highly_variable.data)).toBe(genes);
  }
});

test('the file’s selection is taken for the kept genes', async () => {
  const highly_variable_given = denseFrom('u8', [1, 0, 1, 0]);
  const gene_index = denseFrom('u32', [1, 2]);
  const small = sparseFromDense([1, 2, 3, 4, 5, 7], 3, 2);
  const inputs = { normalized_spliced: small, highly_variable_given, gene_index };
  const { highly_variable } = await runStepHere(variableGenes, inputs, { source: 'file' });
  expect([...highly_variable.data]).toEqual([0, 1]);
  await expect(runStepHere(variableGenes, { normalized_spliced: small }, { source: 'file' })).rejects.toThrow(
    'holds no selection',
  );
  const none = { ...inputs, gene_index: denseFrom('u32', [1, 3]) };
  await expect(runStepHere(variableGenes, none, { source: 'file' })).rejects.toThrow('passed the filter');
});

test('constant and empty genes have no dispersion and are chosen last', async () => {
  const values = Array.from({ length: 12 }, (_, i) => [0.1, 0, i, (i * 5) % 7]).flat();
  const matrix = sparseFromDense(values, 12, 4);
  const out = await runStepHere(variableGenes, { normalized_spliced: matrix }, { topGenes: 2 });
  expect([...out.highly_variable.data]).toEqual([0, 0, 1, 1]);
  expect([...out.dispersions_norm.data].map(Number.isNaN)).toEqual([true, true, false, false]);
});
