import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { denseFrom } from '../../data/arrays.ts';
import type { Dataset } from '../../data/dataset.ts';
import { sparseFromDense } from '../../data/sparse.ts';
import { readDataset } from '../readDataset.ts';
import { writeCsv } from './write.ts';
import { writeCounts } from './writeCounts.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rnavelocity-csv-write-'));
  path = join(folder, 'out');
});
afterEach(() => rmSync(folder, { recursive: true }));

function dataset(more: Partial<Dataset> = {}): Dataset {
  return {
    source: { path: 'memory', format: 'test' },
    cellNames: ['AAACCTGAGATC-1', 'AAACCTGAGCTA-1', 'AAACCTGAGGTT-1'],
    geneNames: ['Sox2', 'HLA-A, "x"'],
    layers: {
      spliced: sparseFromDense([1, 0, 0, 2, 30, 4], 3, 2),
      unspliced: sparseFromDense([0, 0, 5, 0, 0, 70_000], 3, 2),
    },
    obs: {
      clusters: { kind: 'categorical', codes: Int32Array.of(1, -1, 0), categories: ['Alpha', 'Beta'] },
      score: { kind: 'numbers', values: Float64Array.of(0.5, NaN, -3) },
      keep: { kind: 'booleans', values: Uint8Array.of(1, 0, 1) },
    },
    var: { gene_ids: { kind: 'strings', values: ['ENSG1', 'ENSG2'] } },
    obsm: { X_umap: denseFrom('f32', [1, 2, 3, 4, 0.1, 6], [3, 2]) },
    obsp: {},
    warnings: [],
    ...more,
  };
}

const text = (name: string): string => readFileSync(join(path, name), 'utf8');

describe('a dataset written as tables', () => {
  it('has counts by gene and cell, and the rest by barcode and gene', async () => {
    expect(await writeCsv(path, dataset())).toEqual([]);
    expect(readdirSync(folder)).toEqual(['out']);
    expect(readdirSync(path).sort()).toEqual([
      'embeddings.csv',
      'obs.csv',
      'spliced.csv',
      'unspliced.csv',
      'var.csv',
    ]);
    const header = 'gene,AAACCTGAGATC-1,AAACCTGAGCTA-1,AAACCTGAGGTT-1\n';
    expect(text('spliced.csv')).toBe(`${header}Sox2,1,0,30\n"HLA-A, ""x""",0,2,4\n`);
    expect(text('unspliced.csv')).toBe(`${header}Sox2,0,5,0\n"HLA-A, ""x""",0,0,70000\n`);
    expect(text('obs.csv')).toBe(
      'barcode,clusters,score,keep\nAAACCTGAGATC-1,Beta,0.5,true\nAAACCTGAGCTA-1,,,false\nAAACCTGAGGTT-1,Alpha,-3,true\n',
    );
    expect(text('var.csv')).toBe('gene,gene_ids\nSox2,ENSG1\n"HLA-A, ""x""",ENSG2\n');
    expect(text('embeddings.csv')).toBe(
      'barcode,X_umap_1,X_umap_2\nAAACCTGAGATC-1,1,2\nAAACCTGAGCTA-1,3,4\nAAACCTGAGGTT-1,0.1,6\n',
    );
  });

  it('says what it has no place for', async () => {
    const connectivities = sparseFromDense([0, 1, 0, 1, 0, 1, 0, 1, 0], 3, 3);
    expect(await writeCsv(path, dataset({ obsp: { connectivities } }))).toEqual([
      expect.stringMatching(/connectivities left out/),
    ]);
  });
});

describe('counts too large for a table', () => {
  beforeEach(() => {
    mkdirSync(path);
  });

  it('are packed', async () => {
    expect(await writeCounts(path, dataset(), {}, { unpacked: 2, values: 100 })).toBe(false);
    expect(readdirSync(path).sort()).toEqual(['spliced.csv.gz', 'unspliced.csv.gz']);
    expect(gunzipSync(readFileSync(join(path, 'spliced.csv.gz'))).toString()).toMatch(/\nSox2,1,0,30\n/);
  });

  it('or become a Matrix Market folder, which is read back equal', async () => {
    const source = dataset();
    expect(await writeCounts(path, source, {}, { unpacked: 2, values: 3 })).toBe(true);
    expect(readdirSync(path).sort()).toEqual([
      'barcodes.tsv.gz',
      'features.tsv.gz',
      'spliced.mtx.gz',
      'unspliced.mtx.gz',
    ]);
    const { cellNames, geneNames, layers, var: genes } = await readDataset(path);
    expect({ cellNames, geneNames, layers, genes }).toEqual({
      cellNames: source.cellNames,
      geneNames: source.geneNames,
      layers: source.layers,
      genes: source.var,
    });
  });
});

describe('a failure leaves nothing behind and harms nothing', () => {
  it('a folder with files is not replaced', async () => {
    mkdirSync(path);
    await writeCsv(path, dataset()); // an empty one is taken
    writeFileSync(join(path, 'note.txt'), 'mine');
    await expect(writeCsv(path, dataset())).rejects.toThrow(/out: there is a folder of that name with files/);
    expect(existsSync(join(path, 'note.txt'))).toBe(true);
    expect(readdirSync(folder)).toEqual(['out']);
  });

  it('a file is not replaced, and a missing folder above is named', async () => {
    writeFileSync(path, 'mine');
    await expect(writeCsv(path, dataset())).rejects.toThrow(/there is a file of that name/);
    await expect(writeCsv(join(folder, 'none', 'out'), dataset())).rejects.toThrow(
      /does not exist\. Create it/,
    );
  });

  it('an error half way removes what was written', async () => {
    const checkpoint = (): never => {
      throw new Error('stopped');
    };
    // A block is written when it is a million characters long.
    const note = { kind: 'strings' as const, values: ['x'.repeat(2_000_000), '', ''] };
    await expect(writeCsv(path, dataset({ obs: { note } }), { checkpoint })).rejects.toThrow('stopped');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('an error names the file that was asked for, not the temporary one', async () => {
    const obs = { clusters: { kind: 'strings' as const, values: ['a', 'b', 'c'] } };
    const layers = { 'no/where': dataset().layers['spliced'] };
    await expect(writeCsv(path, dataset({ obs, layers }))).rejects.toThrow(join(path, 'no/where.csv'));
    expect(readdirSync(folder)).toEqual([]);
  });
});
