import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { DenseArray, SparseMatrix } from '../../data/arrays.ts';
import type { Column, Dataset } from '../../data/dataset.ts';
import { withHdf5File } from '../hdf5/file.ts';
import { readDataset } from '../readDataset.ts';
import { rowsOf } from '../testing.ts';
import { readEmbeddings, readNeighbors } from './embeddings.ts';
import { readMatrix } from './matrix.ts';
import { h5adReader } from './reader.ts';
import { readTable } from './table.ts';

/** The values of a fixture as Python saw them; see make_fixtures.py. */
interface Dump {
  cells: string[];
  genes: string[];
  layers: Record<string, number[][]>;
  obs: Record<string, unknown[]>;
  var: Record<string, unknown[]>;
  obsm: Record<string, number[][]>;
  obsp: Record<string, number[][]>;
  colors: Record<string, string[]>;
}

const fixture = (name: string): string => join(import.meta.dirname, '../fixtures', name);
const dump = (name: string): Dump => JSON.parse(readFileSync(fixture(`${name}.json`), 'utf8')) as Dump;

describe('an h5ad file is read value by value', () => {
  it.each([
    ['CSR with gzip, newest HDF5 format', 'csr_gzip', 'modern'],
    ['CSC, 64-bit integers', 'csc', 'modern'],
    ['dense, 16-bit integers', 'dense', 'modern'],
    ['CSR with columns out of order and values stored in two parts', 'unsorted_csr', 'modern'],
    ['records, laid out as anndata 0.6 did', 'records_anndata_0.6', 'records_anndata_0.6'],
    ['written by anndata 0.6.22', 'anndata/anndata_0.6.22', 'anndata/anndata_0.6.22'],
    ['written by anndata 0.7.8', 'anndata/anndata_0.7.8', 'anndata/anndata_0.7.8'],
    ['compressed with lzf, text too', 'anndata/lzf', 'anndata/compressed'],
    ['compressed with zstd, text too', 'anndata/zstd', 'anndata/compressed'],
    ['compressed with lz4, text too', 'anndata/lz4', 'anndata/compressed'],
    ['compressed with bzip2, text too', 'anndata/bzip2', 'anndata/compressed'],
    ['compressed with bitshuffle, text too', 'anndata/bitshuffle', 'anndata/compressed'],
    ['numbers compressed with blosc', 'anndata/blosc', 'anndata/compressed'],
    ['numbers compressed with blosc2', 'anndata/blosc2', 'anndata/compressed'],
    ['nullable columns, raw, named indices, int64 CSC and booleans', 'anndata/kinds', 'anndata/kinds'],
    ['nothing but names and dense layers', 'anndata/bare', 'anndata/bare'],
  ])('%s', async (_, file, values) => {
    expectDataset(await readDataset(fixture(`${file}.h5ad`)), dump(values));
  });

  it('the layout of anndata 0.7, on real data', async () => {
    const truth = dump('dentategyrus_100obs_fitted');
    const path = fixture('dentategyrus_100obs_fitted.h5ad');
    await withHdf5File(path, (file) => {
      const obs = readTable(file, 'obs');
      const genes = readTable(file, 'var');
      expect(obs.index).toEqual(truth.cells);
      expect(genes.index).toEqual(truth.genes);
      expectColumns(obs.columns, truth.obs);
      expect(genes.columns['symbol']).toEqual({ kind: 'strings', values: truth.var['symbol'] });
      expect(colorsOf(obs.columns['clusters'])).toEqual(truth.colors['clusters']);
      for (const layer of ['spliced', 'unspliced'])
        expectStart(rowsOf(readMatrix(file, `layers/${layer}`)), truth.layers[layer]);
      const embeddings = readEmbeddings(file, truth.cells.length, []);
      expectStart(denseRows(embeddings['X_umap']), truth.obsm['X_umap']);
      const graph = readNeighbors(file, truth.cells.length, []);
      expectStart(rowsOf(graph['connectivities']), truth.obsp['connectivities']);
    });
  });

  it('matrices lie on memory that threads share', async () => {
    const { layers } = await readDataset(fixture('dense.h5ad'));
    for (const { data, indices, indptr } of Object.values(layers))
      for (const array of [data, indices, indptr]) expect(array.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('annotations are read without counts, even where the layers are no counts', async () => {
    const path = fixture('dentategyrus_100obs_fitted.h5ad');
    const truth = dump('dentategyrus_100obs_fitted');
    const annotations = await h5adReader.readAnnotations!(path);
    expect(annotations.cellNames).toEqual(truth.cells);
    expect(annotations.geneNames).toEqual(truth.genes);
    expectColumns(annotations.obs, truth.obs);
    expect(annotations.obsm['X_umap'].shape).toEqual([truth.cells.length, 2]);
    expect(Object.keys(annotations.obsp)).toEqual(['connectivities', 'distances']);
    expect(annotations).not.toHaveProperty('layers');
  });

  it('says what it left out', async () => {
    const { warnings } = await readDataset(fixture('csc.h5ad'));
    expect(warnings).toEqual([expect.stringContaining('“table” in obsm')]);
  });
});

function expectDataset(dataset: Dataset, truth: Dump): void {
  expect(dataset.cellNames).toEqual(truth.cells);
  expect(dataset.geneNames).toEqual(truth.genes);
  expect(Object.keys(dataset.layers)).toEqual(['spliced', 'unspliced']);
  for (const [name, values] of Object.entries(truth.layers)) {
    expectAscending(dataset.layers[name]);
    expect(rowsOf(dataset.layers[name])).toEqual(values);
  }
  expectColumns(dataset.obs, truth.obs);
  expectColumns(dataset.var, truth.var);
  expect(Object.keys(dataset.obsm)).toEqual(Object.keys(truth.obsm));
  for (const [name, values] of Object.entries(truth.obsm))
    expect(denseRows(dataset.obsm[name])).toEqual(float32(values));
  expect(Object.keys(dataset.obsp).sort()).toEqual(Object.keys(truth.obsp).sort());
  for (const [name, values] of Object.entries(truth.obsp))
    expect(rowsOf(dataset.obsp[name])).toEqual(float32(values));
  for (const [name, colors] of Object.entries(truth.colors))
    expect(colorsOf(dataset.obs[name])).toEqual(colors);
}

function expectColumns(columns: Record<string, Column>, truth: Record<string, unknown[]>): void {
  expect(Object.keys(columns).sort()).toEqual(Object.keys(truth).sort());
  for (const [name, values] of Object.entries(truth)) expect(plain(columns[name]), name).toEqual(values);
}

/** A column as a list; what is missing is null, and booleans are 0 and 1 or “False” and “True”. */
function plain(column: Column): unknown[] {
  switch (column.kind) {
    case 'numbers':
      return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
    case 'booleans':
      return Array.from(column.values, (value) => value === 1);
    case 'categorical':
      return Array.from(column.codes, (code) => (code < 0 ? null : label(column.categories[code])));
    case 'strings':
      return column.values;
  }
}

/** Booleans with missing values are read as the categories False and True. */
function label(category: string): unknown {
  return category === 'True' ? true : category === 'False' ? false : category;
}

function colorsOf(column: Column): string[] | undefined {
  return column.kind === 'categorical' ? column.colors : undefined;
}

function expectStart(found: number[][], truth: number[][]): void {
  const start = found.slice(0, truth.length).map((row, i) => row.slice(0, truth[i].length));
  expect(start).toEqual(float32(truth));
}

function expectAscending({ rows: count, indptr, indices }: SparseMatrix): void {
  for (let r = 0; r < count; r++)
    for (let p = indptr[r] + 1; p < indptr[r + 1]; p++) expect(indices[p]).toBeGreaterThan(indices[p - 1]);
}

function denseRows({ shape: [count, width], data }: DenseArray): number[][] {
  return Array.from({ length: count }, (_, r) => Array.from(data.subarray(r * width, (r + 1) * width)));
}

function float32(values: number[][]): number[][] {
  return values.map((row) => row.map(Math.fround));
}
