import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeEach, describe, expect, it } from 'vitest';

import { toDense } from '../../data/sparse.ts';
import { inspectFile } from '../inspectFile.ts';
import { readDataset } from '../readDataset.ts';
import { temporaryFolder } from '../testing.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/alevin');
const truth = JSON.parse(readFileSync(join(FIXTURES, 'truth.json'), 'utf8')) as {
  barcodes: string[];
  ids: string[];
  names: string[];
  spliced: number[][];
  unspliced: number[][];
};
const temporary = temporaryFolder();

describe('the output of alevin-fry', () => {
  it.each(['af_quant', 'af_quant/alevin'])('%s gives every value', async (folder) => {
    const dataset = await readDataset(join(FIXTURES, folder));
    expect(dataset.source.format).toBe('alevin-fry');
    expect(dataset.cellNames).toEqual(truth.barcodes);
    expect(dataset.geneNames).toEqual(truth.names);
    expect(dataset.var).toEqual({ gene_ids: { kind: 'strings', values: truth.ids } });
    expect(Array.from(toDense(dataset.layers['spliced']))).toEqual(truth.spliced.flat());
    expect(Array.from(toDense(dataset.layers['unspliced']))).toEqual(truth.unspliced.flat());
    expect(dataset.warnings).toEqual([expect.stringMatching(/spliced and ambiguous counts together/)]);
  });

  it('is looked at without keeping it', async () => {
    const summary = await inspectFile(join(FIXTURES, 'af_quant'));
    const sum = (counts: number[][]): number => counts.flat().reduce((a, b) => a + b, 0);
    expect(summary).toMatchObject({
      format: 'alevin-fry',
      cells: 7,
      genes: 5,
      layers: [{ name: 'quants_mat', rows: 7, cols: 15 }],
      totals: { spliced: sum(truth.spliced), unspliced: sum(truth.unspliced) },
    });
    expect(summary.error).toBeUndefined();
  });
});

describe('output of alevin-fry that cannot be used', () => {
  let serial = 0;
  let folder: string;
  beforeEach(() => {
    folder = join(temporary, String(serial++));
    cpSync(join(FIXTURES, 'af_quant'), folder, { recursive: true });
  });
  const inner = (name: string): string => join(folder, 'alevin', name);
  const change = (path: string, from: string | RegExp, to: string): void => {
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(from, to));
  };

  it('fractional counts', async () => {
    change(inner('quants_mat.mtx'), / 1(\.0*(e[+]00)?)?\n/g, ' 0.5\n');
    await expect(readDataset(folder)).rejects.toThrow(/not a whole number \(0\.5\)\. .*--resolution cr-like/);
  });

  it('not of USA mode, by what it says or by its columns', async () => {
    change(join(folder, 'quant.json'), 'true', 'false');
    await expect(readDataset(folder)).rejects.toThrow(/not made in USA mode.*simpleaf index/);
    rmSync(join(folder, 'quant.json'));
    expect((await readDataset(folder)).geneNames).toHaveLength(5);
    change(inner('quants_mat_cols.txt'), '-U', '');
    await expect(readDataset(folder)).rejects.toThrow(/not made in USA mode/);
  });

  it('with a damaged file about it is known by its columns', async () => {
    writeFileSync(join(folder, 'quant.json'), '{');
    expect((await readDataset(folder)).cellNames).toHaveLength(7);
  });

  it('without one of its files, or in the binary format', async () => {
    rmSync(inner('quants_mat_cols.txt'));
    await expect(readDataset(folder)).rejects.toThrow(/lacks quants_mat_cols\.txt/);
    renameSync(inner('quants_mat.mtx'), inner('quants_mat.gz'));
    await expect(readDataset(folder)).rejects.toThrow(/--use-mtx/);
  });

  it('with lists of another output', async () => {
    change(inner('quants_mat_rows.txt'), `${truth.barcodes[0]}\n`, '');
    await expect(readDataset(folder)).rejects.toThrow(/7 × 15.*6 cells and three times 5 genes/);
  });
});
