import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { denseFrom } from '../../data/arrays.ts';
import type { Column, Dataset } from '../../data/dataset.ts';
import { sparseFromDense, toDense } from '../../data/sparse.ts';
import { withHdf5File } from '../hdf5/file.ts';
import { dtypeName, readNumbers } from '../hdf5/numbers.ts';
import { readStrings } from '../hdf5/strings.ts';
import { readDataset } from '../readDataset.ts';
import { writeLoom } from './write.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rnavelocity-loom-write-'));
  path = join(folder, 'out.loom');
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true });
});

const CELLS = 150;
const GENES = 90;

function layer(seed: number): Dataset['layers'][string] {
  const values = Array.from({ length: CELLS * GENES }, (_, i) =>
    (i * 7919 + seed) % 11 < 8 ? 0 : (i + seed) % 9,
  );
  return sparseFromDense(values, CELLS, GENES);
}

function dataset(more: Partial<Dataset> = {}): Dataset {
  return {
    source: { path: 'memory', format: 'test' },
    cellNames: Array.from({ length: CELLS }, (_, i) => `s1:AAAC${i}x`),
    geneNames: Array.from({ length: GENES }, (_, i) => (i === 1 ? 'β-globin' : `Gene${i}`)),
    layers: { spliced: layer(1), unspliced: layer(5) },
    obs: {},
    var: {},
    obsm: {},
    obsp: {},
    warnings: [],
    ...more,
  };
}

function column(values: (i: number) => number): Column {
  return { kind: 'numbers', values: Float64Array.from({ length: CELLS }, (_, i) => values(i)) };
}

describe('a dataset written as loom is read back equal', () => {
  it('counts and names', async () => {
    const source = dataset();
    expect(await writeLoom(path, source)).toEqual([]);
    const { cellNames, geneNames, layers, warnings } = await readDataset(path);
    expect(cellNames).toEqual(source.cellNames);
    expect(geneNames).toEqual(source.geneNames);
    expect(layers).toEqual(source.layers);
    expect(warnings).toEqual([]);
    expect(readdirSync(folder)).toEqual(['out.loom']);
  });

  it('columns, embeddings and accessions', async () => {
    const ids: Column = { kind: 'strings', values: Array.from({ length: GENES }, (_, i) => `ENSG${i}`) };
    const note: Column = {
      kind: 'strings',
      values: Array.from({ length: CELLS }, (_, i) => ['', 'B&T α', 'R & D', '&lt;'][i % 4]),
    };
    const obs: Dataset['obs'] = {
      score: column((i) => (i === 3 ? NaN : i / 7)),
      day: column((i) => i % 3),
      keep: { kind: 'booleans', values: Uint8Array.from({ length: CELLS }, (_, i) => i % 2) },
      note,
    };
    const obsm = {
      X_umap: denseFrom(
        'f32',
        Array.from({ length: 2 * CELLS }, (_, i) => i / 3),
        [CELLS, 2],
      ),
    };
    await writeLoom(path, dataset({ obs, obsm, var: { gene_ids: ids } }));
    const read = await readDataset(path);
    expect(read.obs).toEqual(obs);
    expect(read.obsm).toEqual(obsm);
    expect(read.var).toEqual({ gene_ids: ids, Accession: ids });
  });

  it('categories become texts, and no category an empty one', async () => {
    const codes = Int32Array.from({ length: CELLS }, (_, i) => (i % 3) - 1);
    const obs: Dataset['obs'] = { clusters: { kind: 'categorical', codes, categories: ['Alpha', 'Beta'] } };
    await writeLoom(path, dataset({ obs }));
    const { clusters } = (await readDataset(path)).obs;
    expect(clusters.kind === 'strings' && clusters.values.slice(0, 4)).toEqual(['', 'Alpha', 'Beta', '']);
  });

  it('a column that bears the name of the barcodes, or a slash, is kept under another', async () => {
    const obs = { CellID: column((i) => i), 'a/b': column((i) => 2 * i), a_b: column((i) => 3 * i) };
    await writeLoom(path, dataset({ obs }));
    const read = await readDataset(path);
    expect(read.obs).toEqual({ CellID_: obs.CellID, a_b_: obs['a/b'], a_b: obs.a_b });
    expect(read.cellNames[0]).toBe('s1:AAAC0x');
  });
});

describe('the file is as velocyto and loompy write it', () => {
  it('the main matrix is the sum of the layers, in chunks', async () => {
    const source = dataset();
    await writeLoom(path, source);
    const [spliced, unspliced] = Object.values(source.layers).map(toDense);
    await withHdf5File(path, (file) => {
      const { shape, metadata } = file.describe('matrix');
      expect([shape, metadata.chunks, dtypeName(metadata)]).toEqual([[GENES, CELLS], [64, 64], 'float32']);
      const sums = Float64Array.from({ length: GENES * CELLS }, (_, i) => {
        const at = (i % CELLS) * GENES + Math.floor(i / CELLS);
        return spliced[at] + unspliced[at];
      });
      expect(readNumbers(file, 'matrix')).toEqual(sums);
      expect(readStrings(file, 'attrs/LOOM_SPEC_VERSION')).toEqual(['3.0.0']);
      expect(file.keys('/').sort()).toEqual([
        'attrs',
        'col_attrs',
        'col_graphs',
        'layers',
        'matrix',
        'row_attrs',
        'row_graphs',
      ]);
      expect(dtypeName(file.describe('layers/spliced').metadata)).toBe('uint16');
    });
  });

  it('counts beyond 16 bits take 32', async () => {
    const spliced = layer(1);
    spliced.data[0] = 70_000;
    await writeLoom(path, dataset({ layers: { spliced, unspliced: layer(5) } }));
    await withHdf5File(path, (file) => {
      expect(dtypeName(file.describe('layers/spliced').metadata)).toBe('uint32');
    });
    expect((await readDataset(path)).layers['spliced']).toEqual(spliced);
  });

  it('says what it has no place for', async () => {
    const distances = sparseFromDense(new Float32Array(CELLS * CELLS), CELLS, CELLS);
    expect(await writeLoom(path, dataset({ obsp: { distances } }))).toEqual([
      'Loom files have no place for distances: it was left out.',
    ]);
  });
});

describe('a failure leaves nothing behind', () => {
  it('stops where it is told to, and keeps the file that was there', async () => {
    writeFileSync(path, 'before');
    let blocks = 0;
    const checkpoint = (): void => {
      if (++blocks > 1) throw new Error('stopped');
    };
    await expect(writeLoom(path, dataset(), { checkpoint })).rejects.toThrow('stopped');
    expect(readdirSync(folder)).toEqual(['out.loom']);
  });

  it('a place that does not exist is named', async () => {
    await expect(writeLoom(join(folder, 'none', 'out.loom'), dataset())).rejects.toThrow(
      /folder does not exist/,
    );
  });
});
