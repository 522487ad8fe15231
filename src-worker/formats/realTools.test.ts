import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { DataError } from '../data/errors.ts';
import { inspectFile } from './inspectFile.ts';
import { makeUnique } from './names/uniqueNames.ts';
import { readDataset } from './readDataset.ts';
import { rowsOf } from './testing.ts';

/** What an independent reader found; see make_truth.py. */
interface Truth {
  cells: string[];
  genes: string[];
  spliced: number[][];
  unspliced: number[][];
}

const fixture = (name: string): string => join(import.meta.dirname, 'fixtures/real', name);
const truths = JSON.parse(readFileSync(fixture('truth.json'), 'utf8')) as Record<string, Truth>;

describe('what the tools themselves wrote is read value by value', () => {
  it.each(Object.keys(truths))('%s', async (name) => {
    const { cells, genes, spliced, unspliced } = truths[name];
    const { cellNames, geneNames, layers } = await readDataset(fixture(name));
    expect(cellNames).toEqual(cells);
    expect(geneNames).toEqual(makeUnique(genes).names);
    expect(rowsOf(layers['spliced'])).toEqual(spliced);
    expect(rowsOf(layers['unspliced'])).toEqual(unspliced);
  });
});

describe('what the tools wrote without spliced and unspliced counts is refused', () => {
  it.each([
    ['starsolo_without_velocyto/Gene/filtered', /does not tell spliced from unspliced.*Gene Velocyto/],
    ['starsolo_without_velocyto/GeneFull/filtered', /does not tell spliced from unspliced.*Gene Velocyto/],
    ['starsolo_without_velocyto/Gene', /does not tell spliced from unspliced.*Gene Velocyto/],
    ['starsolo_without_velocyto', /does not tell spliced from unspliced.*Gene Velocyto/],
    ['starsolo', /holds no matrices of counts itself.*Velocyto\/filtered/],
    ['kb_nac/cellranger/spliced', /the others lie beside it.*kb_nac\/cellranger\./],
    ['kb_lamanno/cellranger/cellranger_unspliced', /the others lie beside it.*kb_lamanno\/cellranger\./],
    ['alevin_fry_spliced_only', /not made in USA mode/],
    ['scvelo_processed.h5ad', /not a whole number.*before normalisation/],
    ['r/object.rds', /file of R \(\.rds.*writeMM/],
    ['r/matrix_unpacked.rds', /file of R \(\.rds.*writeMM/],
    ['r/metadata.csv', /table about 21 cells, without counts/],
    ['r/metadata_unquoted.csv', /line 3 has 6 fields/],
  ])('%s', async (name, message) => {
    const outcome: unknown = await readDataset(fixture(name)).catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(DataError);
    expect((outcome as DataError).message).toMatch(message);
  });
});

describe('a look at folders with one matrix each', () => {
  it('names the matrices by their folders', async () => {
    const { layers, error } = await inspectFile(fixture('kb_nac/cellranger'));
    expect(layers.map(({ name }) => name)).toEqual(['spliced', 'cellranger_ambiguous', 'unspliced']);
    expect(error).toBeUndefined();
  });
});

describe('the molecules that the reads were made from', () => {
  const molecules = JSON.parse(readFileSync(fixture('molecules.json'), 'utf8')) as {
    barcodes: string[];
    genes: string[];
    spliced: number[][];
    unspliced: number[][];
  };

  it.each(['starsolo/Velocyto/raw', 'kb_nac/counts_unfiltered', 'kb_nac/cellranger', 'alevin_fry_em'])(
    'are what %s counts',
    async (name) => {
      const dataset = await readDataset(fixture(name));
      const cells = dataset.cellNames.map((cell) => molecules.barcodes.indexOf(cell.replace('-1', '')));
      expect(cells.toSorted((a, b) => a - b)).toEqual(molecules.barcodes.map((_, i) => i));
      for (const layer of ['spliced', 'unspliced'] as const)
        expect(rowsOf(dataset.layers[layer])).toEqual(cells.map((c) => molecules[layer][c]));
    },
  );
});
