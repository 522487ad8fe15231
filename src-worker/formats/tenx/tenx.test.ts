import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { Annotations } from '../../data/dataset.ts';
import { inspectFile } from '../inspectFile.ts';
import { readerFor } from '../readDataset.ts';
import { refusalOf } from '../testing.ts';
import { tenxReader } from './reader.ts';

/** The names in the fixtures; see make_fixtures.py. */
interface Truth {
  barcodes: string[];
  ids: string[];
  names: string[];
}

const fixture = (name: string): string => join(import.meta.dirname, '../fixtures/tenx', name);
const truth = JSON.parse(readFileSync(fixture('truth.json'), 'utf8')) as Truth;
const unique = truth.names.map((name, i) => (truth.names.indexOf(name) < i ? `${name}-1` : name));
const annotations = (name: string): Promise<Annotations> => tenxReader.readAnnotations!(fixture(name));

describe('barcodes and genes are read as annotations', () => {
  it.each(['matrix_v3.h5', 'antibodies.h5', 'matrix_v2.h5'])('%s', async (name) => {
    expect(await readerFor(fixture(name))).toBe(tenxReader);
    const found = await annotations(name);
    expect(found.cellNames).toEqual(truth.barcodes);
    expect(found.geneNames).toEqual(unique);
    expect(found.var).toEqual({
      gene_ids: { kind: 'strings', values: truth.ids },
      feature_types: { kind: 'strings', values: truth.ids.map(() => 'Gene Expression') },
      genome: { kind: 'strings', values: truth.ids.map(() => 'GRCh38') },
    });
    expect(found.warnings[0]).toMatch(/1 gene name repeats another/);
  });

  it('antibodies are no genes, which is told', async () => {
    expect((await annotations('antibodies.h5')).warnings[1]).toMatch(
      /2 features that are no genes \(Antibody Capture\) were left out/,
    );
  });

  it('of two genomes, in one matrix or in two', async () => {
    const together = await annotations('two_genomes.h5');
    expect(together.geneNames).toHaveLength(40);
    expect(together.geneNames[21]).toBe('mm10___GENE1');
    const apart = await annotations('two_genomes_v2.h5');
    expect(apart.cellNames).toEqual(truth.barcodes);
    expect(apart.var['gene_ids']).toEqual({ kind: 'strings', values: truth.ids });
    const genomes = truth.ids.map((_, i) => (i < 5 ? 'hg19' : 'mm10'));
    expect(apart.var['genome']).toEqual({ kind: 'strings', values: genomes });
  });
});

describe('counts are refused', () => {
  it('since they do not tell spliced from unspliced, with the tools that do', async () => {
    const { message } = await refusalOf(fixture('matrix_v3.h5'));
    expect(message).toMatch(/does not tell spliced from unspliced/);
    for (const command of [
      '--soloFeatures Gene Velocyto',
      'kb count --workflow nac',
      'simpleaf',
      'velocyto run10x',
    ])
      expect(message).toContain(command);
    expect(message).toMatch(/can then be added to those counts as annotations/);
  });

  it.each(['flex.h5', 'raw_probe_bc_matrix.h5'])(
    'since probes measure no unspliced RNA: %s',
    async (name) => {
      expect((await refusalOf(fixture(name))).message).toMatch(
        /made with probes.*bind to exons only.*cannot be analysed/,
      );
      expect((await annotations(name)).geneNames).toEqual(unique);
      expect((await annotations(name)).warnings.join()).toMatch(/made with probes/);
    },
  );

  it('and a look says so beside what the file holds', async () => {
    const summary = await inspectFile(fixture('matrix_v3.h5'));
    expect(summary).toMatchObject({ format: '10x-h5', cells: 30, genes: 20 });
    expect(summary.layers).toEqual([
      expect.objectContaining({ name: 'matrix', rows: 30, cols: 20, compression: 'shuffle + gzip' }),
    ]);
    expect(summary.error).toMatch(/does not tell spliced from unspliced/);
  });
});

describe('HDF5 files of other programs are refused by what they are', () => {
  it.each([
    ['molecule_info.h5', /molecule_info\.h5 of Cell Ranger.*kb count/],
    ['multi.h5mu', /MuData.*prot, rna.*read_h5mu\(path\)\["rna"\]/],
    ['seurat.h5seurat', /SeuratDisk.*assays RNA, spliced, unspliced.*writeMM/],
    ['keras.h5', /neural network/],
  ])('%s', async (name, message) => {
    expect((await refusalOf(fixture(name))).message).toMatch(message);
    expect((await inspectFile(fixture(name))).error).toMatch(message);
  });
});
