import { describe, expect, test } from 'vitest';

import { sparseFromDense } from '../../data/sparse.ts';
import { runStepHere } from '../runStepHere.ts';
import { filter } from './filter.ts';
import { readPreprocessing } from './fixtures/readPreprocessing.ts';

const { inputs, cells, expected } = await readPreprocessing();
const clusters = {
  kind: 'categorical' as const,
  codes: Int32Array.from({ length: cells }, (_, i) => (i < 10 ? -1 : i % 3)),
  categories: ['a', 'b', 'c'],
};
const cellCycle = Object.assign([...inputs.gene_names.values], { 0: 'Mki67', 1: 'TOP2A' });

function run(
  parameters: Record<string, unknown>,
  more: Record<string, unknown> = {},
  warnings: string[] = [],
) {
  return runStepHere(filter, { ...inputs, ...more }, parameters, {
    warn: (message) => warnings.push(message),
  });
}

describe('filter', () => {
  test('keeps the genes that scVelo keeps at 20 shared counts', async () => {
    const { gene_index, cell_index } = await run({});
    expect([...gene_index.data]).toEqual([...expected('gene_index')]);
    expect(cell_index.data.length).toBe(cells);
  });

  test('counts shared counts over kept cells and those alone that have both kinds', async () => {
    const spliced = sparseFromDense(
      Array.from({ length: 24 }, (_, p) => [9, 1][p % 2]),
      12,
      2,
    );
    const unspliced = sparseFromDense(
      Array.from({ length: 24 }, (_, p) => (p === 0 ? 1 : p % 2)),
      12,
      2,
    );
    const small = {
      spliced,
      unspliced,
      cell_names: { kind: 'strings', values: inputs.cell_names.values.slice(0, 12) },
      gene_names: { kind: 'strings', values: ['one', 'two'] },
    };
    await expect(run({ minSharedCounts: 11 }, small)).rejects.toThrow('too few genes are left: 1,');
    const { gene_index } = await run({ minSharedCounts: 10 }, small);
    expect([...gene_index.data]).toEqual([0, 1]);
    await expect(run({ minSharedCounts: 10, excludeCells: ['c0'] }, small)).rejects.toThrow(
      'too few genes are left: 1,',
    );
  });

  test('leaves out genes by name in any case, and cell-cycle genes by symbol', async () => {
    const gene_names = { kind: 'strings', values: cellCycle };
    const all = (await run({ minSharedCounts: 0 }, { gene_names })).gene_index.data;
    const named = (await run({ minSharedCounts: 0, excludeGenes: ['G5', 'mki67'] }, { gene_names }))
      .gene_index.data;
    const noCycle = (await run({ minSharedCounts: 0, excludeCellCycle: true }, { gene_names })).gene_index
      .data;
    expect(all.filter((g) => !named.includes(g))).toEqual(Uint32Array.of(0, 5));
    expect(all.filter((g) => !noCycle.includes(g))).toEqual(Uint32Array.of(0, 1));
  });

  test('keeps and leaves out clusters and cells', async () => {
    const clusters_given = clusters;
    const kept = await run({ keepClusters: ['a', 'b'], excludeCells: ['c12'] }, { clusters_given });
    expect([...kept.cell_index.data].every((i) => i >= 10 && i % 3 < 2 && i !== 12)).toBe(true);
    const excluded = await run({ excludeClusters: ['a'] }, { clusters_given });
    expect([...excluded.cell_index.data].filter((i) => i < 10)).toHaveLength(10);
    expect([...excluded.cell_index.data].every((i) => i < 10 || i % 3 > 0)).toBe(true);
  });

  test('names what the dataset does not have', async () => {
    await expect(run({ excludeGenes: ['nope', 'g1'] })).rejects.toThrow(
      /excludeGenes names a gene .*: nope\./,
    );
    await expect(run({ excludeCells: ['x', 'y'] })).rejects.toThrow(/names cells .*: x, y\./);
    await expect(run({ keepClusters: ['d'] }, { clusters_given: clusters })).rejects.toThrow(
      /cluster .*: d\./,
    );
    await expect(run({ keepClusters: ['a'] })).rejects.toThrow('the dataset has no clusters');
  });

  test('refuses to go on with too little, and says which parameter to change', async () => {
    await expect(run({ minSharedCounts: 1_000_000 })).rejects.toThrow(
      /too few genes are left: 0,.*minSharedCounts/,
    );
    await expect(run({ excludeCells: inputs.cell_names.values.slice(3) })).rejects.toThrow(
      /too few cells are left: 3,.*excludeCells/,
    );
  });

  test('warns of few cells and of a cell cycle it cannot find', async () => {
    const warnings: string[] = [];
    await run({ excludeCellCycle: true }, {}, warnings);
    expect(warnings.join(' ')).toMatch(/No cell-cycle gene.*Only 150 cells/);
  });
});
