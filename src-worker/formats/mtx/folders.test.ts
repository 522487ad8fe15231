import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { temporaryFolder } from '../testing.ts';
import { mtxReader } from './reader.ts';

const fixture = (name: string): string => join(import.meta.dirname, '../fixtures/mtx', name);
const GENERIC = fixture('generic');
const temporary = temporaryFolder();

let serial = 0;
function newFolder(): string {
  const path = join(temporary, String(serial++));
  mkdirSync(path);
  return path;
}

function copyWithPrefix(folder: string, prefix: string): void {
  for (const name of readdirSync(GENERIC)) copyFileSync(join(GENERIC, name), join(folder, prefix + name));
}

describe('files of one sample that begin with the same words', () => {
  it('are read as those without', async () => {
    const path = newFolder();
    copyWithPrefix(path, 'GSM1_day3_');
    const { cellNames, layers } = await mtxReader.read(path);
    const plain = await mtxReader.read(GENERIC);
    expect(cellNames).toEqual(plain.cellNames);
    expect(layers).toEqual(plain.layers);
  });

  it('of two samples are refused with the words of both', async () => {
    const path = newFolder();
    copyWithPrefix(path, 'GSM1_');
    copyWithPrefix(path, 'GSM2_');
    await expect(mtxReader.read(path)).rejects.toThrow(
      /holds 2 samples: GSM1_, GSM2_\. Put the files of each/,
    );
  });
});

describe('what a folder says of cells', () => {
  it('are the barcodes and genes of Cell Ranger’s lists', async () => {
    const path = newFolder();
    writeFileSync(join(path, 'barcodes.tsv'), 'AAAC-1\nAAAG-1\n');
    writeFileSync(join(path, 'features.tsv'), 'ENSG1\tA\tGene Expression\nENSG2\tB\tGene Expression\n');
    writeFileSync(join(path, 'matrix.mtx'), '');
    const { cellNames, geneNames, obs, var: genes } = await mtxReader.readAnnotations!(path);
    expect(cellNames).toEqual(['AAAC-1', 'AAAG-1']);
    expect(geneNames).toEqual(['A', 'B']);
    expect(obs).toEqual({});
    expect(genes).toEqual({ gene_ids: { kind: 'strings', values: ['ENSG1', 'ENSG2'] } });
  });

  it('is nothing where there are no barcodes', async () => {
    await expect(mtxReader.readAnnotations!(newFolder())).rejects.toThrow(/no barcodes in it/);
  });
});

describe('a look at a folder', () => {
  it.each(['starsolo/Velocyto/filtered', 'kb_lamanno', 'kb_nac', 'generic'])(
    'of %s says the same as the whole',
    async (name) => {
      const summary = await mtxReader.inspect(fixture(name));
      const dataset = await mtxReader.read(fixture(name));
      const sum = (layer: string): number => dataset.layers[layer].data.reduce((a, b) => a + b, 0);
      expect(summary.cells).toBe(dataset.cellNames.length);
      expect(summary.genes).toBe(dataset.geneNames.length);
      expect(summary.warnings).toEqual(dataset.warnings);
      expect(summary.totals).toEqual({ spliced: sum('spliced'), unspliced: sum('unspliced') });
    },
  );

  it('with empty barcodes and layers that are the same warns as the whole does', async () => {
    const path = newFolder();
    const matrix = '%%MatrixMarket matrix coordinate integer general\n2 3 2\n1 1 4\n2 3 1\n';
    for (const layer of ['spliced', 'unspliced']) writeFileSync(join(path, `${layer}.mtx`), matrix);
    writeFileSync(join(path, 'barcodes.tsv'), 'A\nB\nC\n');
    writeFileSync(join(path, 'genes.tsv'), 'g1\ng2\n');
    const summary = await mtxReader.inspect(path);
    const { cellNames, warnings } = await mtxReader.read(path);
    expect(cellNames).toEqual(['A', 'C']);
    expect(summary).toMatchObject({ cells: 2, genes: 2, warnings, totals: { spliced: 5, unspliced: 5 } });
    expect(warnings).toHaveLength(2);
    writeFileSync(join(path, 'unspliced.mtx'), matrix.replace('1 1 4', '1 1 0.5'));
    expect((await mtxReader.inspect(path)).error).toMatch(/in line 3, a count is not a whole number/);
  });
});
