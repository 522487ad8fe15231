import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { denseFrom } from '../../data/arrays.ts';
import { sparseFromDense } from '../../data/sparse.ts';
import { withHdf5File } from '../hdf5/file.ts';
import { dtypeName, readNumbers } from '../hdf5/numbers.ts';
import { readStrings } from '../hdf5/strings.ts';
import { readDataset } from '../readDataset.ts';
import { dictionary, type AnnData } from './annData.ts';
import { readMatrix } from './matrix.ts';
import { writeH5ad } from './write.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rnavelocity-write-'));
  path = join(folder, 'out.h5ad');
});
afterEach(() => rmSync(folder, { recursive: true }));

const COUNTS = [0, 1, 2, 0, 3, 0, 0, 1, 5, 0, 1, 0];
const matrix = sparseFromDense(COUNTS, 3, 4);

function contents(more: Partial<AnnData> = {}): AnnData {
  return {
    obs: { index: ['A', 'Bé', 'C'], columns: {} },
    var: { index: ['g1', 'g2', 'g3', 'g4'], columns: {} },
    layers: { spliced: matrix, unspliced: matrix },
    ...more,
  };
}

describe('what is written is read back', () => {
  it('tables, embeddings, graphs and colours', async () => {
    const columns: AnnData['obs']['columns'] = {
      score: { kind: 'numbers', values: Float64Array.of(1, Number.NaN, -0.5) },
      keep: { kind: 'booleans', values: Uint8Array.of(1, 0, 1) },
      clusters: {
        kind: 'categorical',
        codes: Int32Array.of(1, -1, 0),
        categories: ['Alpha', 'Beta β'],
        colors: ['#112233', '#445566'],
      },
      note: { kind: 'strings', values: ['', 'ü', 'three'] },
    };
    const umap = denseFrom('f32', [1, 2, 3, 4, 5, 6], [3, 2]);
    const graph = sparseFromDense([0, 1, 0, 1, 0, 0.5, 0, 0.5, 0], 3, 3);
    await writeH5ad(
      path,
      contents({
        obs: { index: ['A', 'Bé', 'C'], columns },
        obsm: { X_umap: umap },
        obsp: { connectivities: graph },
        uns: { clusters_colors: { kind: 'strings', values: ['#112233', '#445566'] } },
      }),
    );
    const dataset = await readDataset(path);
    expect(dataset.cellNames).toEqual(['A', 'Bé', 'C']);
    expect(dataset.obs).toEqual(columns);
    expect(dataset.obsm['X_umap']).toEqual(umap);
    expect(dataset.obsp['connectivities']).toEqual(graph);
    expect(dataset.layers['spliced']).toEqual(matrix);
    expect(dataset.warnings).toEqual([expect.stringMatching(/same counts/)]);
  });

  it('a matrix held gene by gene becomes cells × genes, however large', async () => {
    const [genes, cells] = [150, 9_000];
    const data = Float32Array.from({ length: genes * cells }, (_, i) => i % 9_973);
    const names = (n: number): string[] => Array.from({ length: n }, (_, i) => `n${i}`);
    const obs = { index: names(cells), columns: {} };
    const layer = async () => ({ kind: 'geneMajor' as const, genes, cells, data });
    await writeH5ad(path, { obs, var: { index: names(genes), columns: {} }, layers: { Ms: layer } });
    const values = await withHdf5File(path, (file) => readNumbers(file, 'layers/Ms'));
    let wrong = 0;
    for (let c = 0; c < cells; c++)
      for (let g = 0; g < genes; g++) if (values[c * genes + g] !== data[g * cells + c]) wrong++;
    expect(wrong).toBe(0);
  });

  it('matrices with the same places share them in the file, and are asked for one after the other', async () => {
    const doubled = { ...matrix, data: matrix.data.map((value) => 2 * value) };
    const asked: string[] = [];
    const later = (name: string, value: typeof matrix) => () => {
      asked.push(name);
      return Promise.resolve(value);
    };
    const layers = { spliced: later('spliced', matrix), unspliced: later('unspliced', doubled) };
    await writeH5ad(path, contents({ X: later('X', doubled), layers }));
    expect(asked).toEqual(['X', 'spliced', 'unspliced']);
    await withHdf5File(path, (file) => {
      expect(readMatrix(file, 'X')).toEqual(doubled);
      expect(readMatrix(file, 'layers/spliced')).toEqual(matrix);
      expect(readMatrix(file, 'layers/unspliced')).toEqual(doubled);
    });
  });

  it('nested settings keep their types', async () => {
    const settings = dictionary({
      mode: 'stochastic',
      fit_offset: false,
      n: 30,
      share: 0.5,
      perc: denseFrom('f64', [5, 95]),
      embeddings: { kind: 'strings', values: [] },
      graph: matrix,
      inner: dictionary({ absent: undefined, flag: true }),
    });
    await writeH5ad(path, contents({ uns: { velocity_params: settings } }));
    await withHdf5File(path, (file) => {
      const type = (name: string): string => dtypeName(file.describe(`uns/velocity_params/${name}`).metadata);
      expect(readStrings(file, 'uns/velocity_params/mode')).toEqual(['stochastic']);
      expect([type('fit_offset'), type('n'), type('share'), type('inner/flag')]).toEqual([
        'bool',
        'int64',
        'float64',
        'bool',
      ]);
      expect(readNumbers(file, 'uns/velocity_params/inner/flag')).toEqual(Float64Array.of(1));
      expect(readNumbers(file, 'uns/velocity_params/perc')).toEqual(Float64Array.of(5, 95));
      expect(readStrings(file, 'uns/velocity_params/embeddings')).toEqual([]);
      expect(readMatrix(file, 'uns/velocity_params/graph')).toEqual(matrix);
      expect(file.keys('uns/velocity_params/inner')).toEqual(['flag']);
    });
  });

  it('every element says how it is encoded, as anndata wants it', async () => {
    await writeH5ad(path, contents({ X: matrix }));
    await withHdf5File(path, (file) => {
      const encodings = ['/', 'obs', 'obs/_index', 'X', 'X/data', 'layers', 'uns', 'varp'].map((item) =>
        file.attribute(item, 'encoding-type'),
      );
      expect(encodings).toEqual([
        'anndata',
        'dataframe',
        'string-array',
        'csr_matrix',
        'array',
        'dict',
        'dict',
        'dict',
      ]);
      expect(file.attribute('X', 'shape')).toEqual([3, 4]);
    });
  });
});

describe('a failure leaves nothing behind and harms nothing', () => {
  it('an error half way keeps the file that was there', async () => {
    writeFileSync(path, 'before');
    const broken = contents({
      layers: {
        spliced: matrix,
        Ms: () => Promise.reject(new Error('no such array')),
      },
    });
    await expect(writeH5ad(path, broken)).rejects.toThrow('no such array');
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(readdirSync(folder)).toEqual(['out.h5ad']);
  });

  it('a matrix of the wrong shape is an error, not a file', async () => {
    const wrong = contents({
      layers: { Ms: { kind: 'geneMajor', genes: 4, cells: 2, data: new Float32Array(8) } },
    });
    await expect(writeH5ad(path, wrong)).rejects.toThrow('Ms is 2 × 4 where 3 × 4 was expected');
    await expect(
      writeH5ad(path, contents({ obsm: { X: denseFrom('f32', [1, 2], [2, 1]) } })),
    ).rejects.toThrow(RangeError);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a place that cannot be written to is named, with what to do', async () => {
    const nowhere = join(folder, 'missing', 'out.h5ad');
    await expect(writeH5ad(nowhere, contents())).rejects.toThrow(
      /missing.*the folder does not exist\. Create it/,
    );
    mkdirSync(path);
    await expect(writeH5ad(path, contents())).rejects.toThrow(/this is a folder/);
  });

  it('stops where it is told to', async () => {
    const checkpoint = (): never => {
      throw new Error('cancelled');
    };
    await expect(writeH5ad(path, contents(), { checkpoint })).rejects.toThrow('cancelled');
    expect(readdirSync(folder)).toEqual([]);
  });
});
