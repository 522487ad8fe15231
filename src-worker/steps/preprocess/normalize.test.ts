import { expect, test } from 'vitest';

import { denseFrom } from '../../data/arrays.ts';
import { toDense } from '../../data/sparse.ts';
import { largestRelativeDifference } from '../../parity/measures.ts';
import { runStepHere } from '../runStepHere.ts';
import { readPreprocessing } from './fixtures/readPreprocessing.ts';
import { normalize } from './normalize.ts';

const { inputs, cells, expected } = await readPreprocessing();
const cell_index = denseFrom(
  'u32',
  Uint32Array.from({ length: cells }, (_, i) => i),
);
const gene_index = denseFrom('u32', expected('gene_index'));

test('layers and library sizes are those of scVelo', async () => {
  const out = await runStepHere(normalize, { ...inputs, cell_index, gene_index });
  for (const name of ['initial_size_spliced', 'initial_size_unspliced'] as const)
    expect(largestRelativeDifference(out[name].data, expected(name))).toBe(0);
  for (const name of ['normalized_spliced', 'normalized_unspliced'] as const)
    expect(largestRelativeDifference(toDense(out[name]), expected(name))).toBeLessThan(1e-6);
});

test('genes tell in how many cells they have unspliced counts', async () => {
  const out = await runStepHere(normalize, { ...inputs, cell_index, gene_index });
  const values = toDense(out.normalized_unspliced);
  const genes = gene_index.data.length;
  const first = Array.from({ length: cells }, (_, i) => values[i * genes]).filter((value) => value > 0);
  expect(out.unspliced_cells.data[0]).toBe(first.length);
  expect(out.unspliced_cells.data).toHaveLength(genes);
});

test('a cell without counts stays zero, and is reported', async () => {
  const warnings: string[] = [];
  const out = await runStepHere(
    normalize,
    { ...inputs, cell_index, gene_index },
    {},
    {
      warn: (message) => warnings.push(message),
    },
  );
  const row = out.normalized_unspliced;
  expect(row.indptr[6]).toBe(row.indptr[5]);
  expect(out.initial_size_unspliced.data[5]).toBe(0);
  expect(warnings).toEqual(['Cells without unspliced counts, which stay at zero: 1 of 150.']);
});

test('the median is that of the kept cells', async () => {
  const some = denseFrom('u32', [3, 8, 20]);
  const { normalized_spliced, initial_size_spliced } = await runStepHere(normalize, {
    ...inputs,
    cell_index: some,
    gene_index: denseFrom('u32', [...inputs.gene_names.values.keys()]),
  });
  const middle = [...initial_size_spliced.data].sort((a, b) => a - b)[1];
  const total = toDense(normalized_spliced).reduce((a, b) => a + b, 0);
  expect(total / (3 * middle)).toBeCloseTo(1, 5);
});
