import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { toDense } from '../../data/sparse.ts';
import { readTableAnnotations } from '../csv/annotations.ts';
import { readDataset } from '../readDataset.ts';
import { FROM_R } from './fromR.ts';

const fixture = (name: string): string => join(import.meta.dirname, '../fixtures/seurat', name);
const truth = JSON.parse(readFileSync(fixture('truth.json'), 'utf8')) as {
  spliced: number[][];
  unspliced: number[][];
  umap: number[];
};

describe('an object of Seurat', () => {
  it.each(['file.rds', 'file_xz.rds'])('%s is refused with lines of R', async (name) => {
    await expect(readDataset(fixture(name))).rejects.toThrow(/file of R.*writeMM.*write\.csv/);
  });

  it('the lines are those that made the fixtures', () => {
    const script = readFileSync(fixture('make_fixtures.R'), 'utf8');
    const said = FROM_R.slice(FROM_R.indexOf('for (a in'), FROM_R.indexOf('. Then choose'));
    expect(script).toContain(said);
  });

  it('what the lines write is read value by value', async () => {
    const { cellNames, layers } = await readDataset(fixture('counts'));
    expect(Array.from(toDense(layers['spliced']))).toEqual(truth.spliced.flat());
    expect(Array.from(toDense(layers['unspliced']))).toEqual(truth.unspliced.flat());
    const cells = await readTableAnnotations(fixture('cells.csv'));
    expect(cells.cellNames).toEqual(cellNames);
    expect(Array.from(cells.obsm['X_umap'].data)).toEqual(truth.umap.map(Math.fround));
    expect(cells.obs['cluster']).toMatchObject({ kind: 'categorical', categories: ['a', 'b'] });
  });
});
