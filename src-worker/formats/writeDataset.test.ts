import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { denseFrom } from '../data/arrays.ts';
import type { Dataset } from '../data/dataset.ts';
import { sparseFromDense } from '../data/sparse.ts';
import { DATASET_FORMATS, FORMAT_ENDINGS, formatOfName } from './datasetFormat.ts';
import { withHdf5File } from './hdf5/file.ts';
import { readNumbers } from './hdf5/numbers.ts';
import { readStrings } from './hdf5/strings.ts';
import { inspectFile } from './inspectFile.ts';
import { readDataset } from './readDataset.ts';
import { writeDataset } from './writeDataset.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rnavelocity-dataset-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const pancreas = join(import.meta.dirname, '../../resources/examples/pancreas_739.h5ad');

/** Of all counts: comparing them one by one takes long. */
function digest(layers: Dataset['layers']): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(layers).sort())
    for (const part of ['indptr', 'indices', 'data'] as const) hash.update(layers[name][part]);
  return hash.digest('hex');
}

describe('a dataset is written in every format and read back', () => {
  it.each(DATASET_FORMATS)('real counts and names are equal, from %s', async (format) => {
    const source = await readDataset(pancreas);
    const path = join(folder, 'out' + FORMAT_ENDINGS[format]);
    await writeDataset(source, path, format);
    const read = await readDataset(path);
    expect(read.cellNames).toEqual(source.cellNames);
    expect(read.geneNames).toEqual(source.geneNames);
    expect(digest(read.layers)).toBe(digest(source.layers));
    // A folder of tables is read for its counts; its tables of cells are annotations by themselves.
    if (format === 'csv') return;
    expect(Object.keys(read.obs)).toEqual(Object.keys(source.obs));
    expect(Object.keys(read.obsm)).toEqual(['X_pca']);
    expect(
      Buffer.from(read.obsm['X_pca'].data.buffer).equals(Buffer.from(source.obsm['X_pca'].data.buffer)),
    ).toBe(true);
  });

  it('h5ad keeps everything, with names that it can hold', async () => {
    const graph = sparseFromDense([0, 1, 2, 1, 0, 0, 2, 0, 0], 3, 3);
    const source: Dataset = {
      source: { path: 'memory', format: 'test' },
      cellNames: ['A', 'B', 'C'],
      geneNames: ['g1', 'g2'],
      layers: {
        spliced: sparseFromDense([1, 0, 0, 2, 3, 4], 3, 2),
        unspliced: sparseFromDense([0, 0, 5, 0, 0, 6], 3, 2),
      },
      obs: {
        'a/b': { kind: 'numbers', values: Float64Array.of(1, 2, 3) },
        type: {
          kind: 'categorical',
          codes: Int32Array.of(0, 1, 0),
          categories: ['x', 'y'],
          colors: ['#111111', '#222222'],
        },
      },
      var: { _index: { kind: 'strings', values: ['i', 'j'] } },
      obsm: { X_umap: denseFrom('f32', [1, 2, 3, 4, 5, 6], [3, 2]) },
      obsp: { connectivities: graph, distances: graph },
      warnings: [],
    };
    const path = join(folder, 'out.h5ad');
    expect(await writeDataset(source, path, 'h5ad')).toEqual([]);
    const read = await readDataset(path);
    expect(read).toEqual({
      ...source,
      source: { path, format: 'h5ad' },
      obs: { a_b: source.obs['a/b'], type: source.obs['type'] },
      var: { _index_: source.var['_index'] },
    });
    expect((await inspectFile(path)).neighbors).toEqual({ count: 3 });
    await withHdf5File(path, (file) => {
      expect(readNumbers(file, 'X/data')).toEqual(readNumbers(file, 'layers/spliced/data'));
      expect(readStrings(file, 'uns/type_colors')).toEqual(['#111111', '#222222']);
    });
  });

  it.each(DATASET_FORMATS)('%s leaves nothing behind where it is stopped', async (format) => {
    const source = await readDataset(pancreas);
    const checkpoint = (): never => {
      throw new Error('stopped');
    };
    const path = join(folder, 'out');
    await expect(writeDataset(source, path, format, { checkpoint })).rejects.toThrow('stopped');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the format that a name asks for', () => {
  it('follows its ending', () => {
    expect(['a/b.h5ad', 'B.LOOM', 'folder', 'a.b/folder'].map(formatOfName)).toEqual([
      'h5ad',
      'loom',
      'csv',
      'csv',
    ]);
  });

  it('is refused where nothing is written so', () => {
    expect(() => formatOfName('x.rds')).toThrow(/end in “\.rds” cannot be written.*\.h5ad or \.loom/);
  });
});
