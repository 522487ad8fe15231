import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { dense, denseFrom, json, strings, type SparseMatrix } from '../../src-worker/data/arrays.ts';
import type { ArrayName, ArrayTypes, ArrayValues } from '../../src-worker/data/catalogue.ts';
import type { Column } from '../../src-worker/data/dataset.ts';
import { sparseFromDense } from '../../src-worker/data/sparse.ts';
import { readMatrix } from '../../src-worker/formats/h5ad/matrix.ts';
import { readColumn } from '../../src-worker/formats/h5ad/table.ts';
import { withHdf5File, type Hdf5File } from '../../src-worker/formats/hdf5/file.ts';
import { dtypeName, readNumbers } from '../../src-worker/formats/hdf5/numbers.ts';
import { readStrings } from '../../src-worker/formats/hdf5/strings.ts';
import type { RunResult } from '../compute/runResult.ts';
import { exportResultH5ad } from './resultH5ad.ts';

const CELLS = 4;
const GENES = 3;
const folder = mkdtempSync(join(tmpdir(), 'rnavelocity-result-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Values that tell gene and cell apart: gene 2 has no fit. */
const byGene = (name: number): Float32Array =>
  Float32Array.from({ length: GENES * CELLS }, (_, i) => (i < 2 * CELLS ? name * 100 + i : Number.NaN));
const transposed = (values: Float32Array): Float64Array =>
  Float64Array.from({ length: values.length }, (_, i) => values[(i % GENES) * CELLS + Math.floor(i / GENES)]);
const perCell = (start: number) => denseFrom('f32', [start, start + 0.25, start + 0.5, start + 0.75]);
const perGene = denseFrom('f64', [0.5, 1.5, Number.NaN]);
const graph = sparseFromDense([0, 0.5, 0, 0, 0, 0, 0.25, 0, 1, 0, 0, 0, 0, 0, 0.75, 0], CELLS, CELLS);

const arrays: ArrayValues = {
  normalized_spliced: sparseFromDense([1, 0, 2, 0, 3, 0, 0, 0, 1, 2, 0, 0], CELLS, GENES),
  normalized_unspliced: sparseFromDense([0, 1, 0, 1, 0, 0, 2, 0, 0, 0, 0, 3], CELLS, GENES),
  Ms: denseFrom('f32', byGene(1), [GENES, CELLS]),
  velocity: denseFrom('f32', byGene(2), [GENES, CELLS]),
  fit_t: denseFrom('f32', byGene(3), [GENES, CELLS]),
  velocity_genes: denseFrom('u8', [1, 1, 0]),
  fit_alpha: perGene,
  fit_likelihood: perGene,
  clusters: {
    kind: 'categorical',
    codes: Int32Array.of(0, 0, 1, -1),
    categories: ['Alpha', 'Beta'],
    colors: ['#aa0000', '#00bb00'],
  },
  latent_time: perCell(0),
  root_cells: perCell(1),
  X_pca: dense('f32', [CELLS, 3]),
  X_umap: dense('f32', [CELLS, 2]),
  velocity_umap: dense('f32', [CELLS, 2]),
  PCs: dense('f32', [GENES, 3]),
  connectivities: graph,
  distances: graph,
  velocity_graph: graph,
  velocity_graph_neg: graph,
  terminal_states: json({ method: 'macrostates' as const, members: [[2], [0]], eigenvalues: [] }),
  fate_names: strings(['Beta', 'Delta']),
  fate_probabilities: denseFrom('f64', [0.25, 0.75, 0.5, 0.5, 1, 0, 0, 1], [CELLS, 2]),
};

function resultOf(values: ArrayValues, obs: Record<string, Column> = {}): RunResult {
  const step = (id: string, parameters: Record<string, unknown>) => ({
    id,
    title: id,
    version: 1,
    parameters,
    fingerprint: 'f',
    seconds: 1,
    reused: false,
    warnings: [],
  });
  return {
    info: {
      name: 'run 1',
      dataset: 'pancreas',
      given: { cells: 3, genes: 2, umap: false },
      model: 'dynamical',
      seed: 7,
      version: '0.1.0',
      createdAt: '2026-01-01T00:00:00Z',
      warnings: [],
      steps: [step('neighbors', { neighbors: 15, components: 20 }), step('velocity.dynamical', {})],
    },
    cellNames: ['A', 'B', 'C', 'D'],
    geneNames: ['g1', 'g2', 'g3'],
    obs,
    var: {},
    has: (name: ArrayName) => name in values,
    array: async <N extends ArrayName>(name: N) => values[name] as ArrayTypes[N],
  };
}

describe('a run as h5ad', () => {
  const path = join(folder, 'result.h5ad');
  beforeAll(async () => {
    const text: Column = { kind: 'strings', values: ['s1', 's1', 's2', 's2'] };
    await exportResultH5ad(resultOf(arrays, { sample: text }), path);
  });
  const inFile = <T>(look: (file: Hdf5File) => T): Promise<T> => withHdf5File(path, look);

  it('holds layers as cells × genes, with NaN for genes without a fit', async () => {
    await inFile((file) => {
      expect(file.keys('layers').sort()).toEqual(['Ms', 'fit_t', 'spliced', 'unspliced', 'velocity']);
      for (const [name, seed] of [
        ['Ms', 1],
        ['velocity', 2],
        ['fit_t', 3],
      ] as const)
        expect(readNumbers(file, `layers/${name}`)).toEqual(transposed(byGene(seed)));
      expect(readMatrix(file, 'layers/spliced')).toEqual(arrays.normalized_spliced);
      const logarithms = Array.from(arrays.normalized_spliced!.data, (x) => Math.fround(Math.log1p(x)));
      expect(Array.from(readMatrix(file, 'X').data)).toEqual(logarithms);
    });
  });

  it('holds results of cells and genes beside the columns of the dataset', async () => {
    await inFile((file) => {
      expect(file.attribute('obs', 'column-order')).toEqual([
        'sample',
        'clusters',
        'root_cells',
        'latent_time',
        'term_states_fwd',
      ]);
      expect(readColumn(file, 'obs', 'latent_time')).toEqual({
        kind: 'numbers',
        values: Float64Array.of(0, 0.25, 0.5, 0.75),
      });
      expect(dtypeName(file.describe('var/velocity_genes').metadata)).toBe('bool');
      expect(readColumn(file, 'var', 'fit_alpha')).toEqual({ kind: 'numbers', values: perGene.data });
      expect(readStrings(file, 'uns/clusters_colors')).toEqual(['#aa0000', '#00bb00']);
    });
  });

  it('holds graphs and settings where scVelo looks for them', async () => {
    await inFile((file) => {
      for (const item of [
        'uns/velocity_graph',
        'uns/velocity_graph_neg',
        'obsp/connectivities',
        'obsp/distances',
      ])
        expect(readMatrix(file, item) as SparseMatrix).toEqual(graph);
      expect(readStrings(file, 'uns/velocity_params/mode')).toEqual(['dynamical']);
      expect(readStrings(file, 'uns/velocity_params/embeddings')).toEqual(['umap']);
      // Of the graph itself, whatever was asked for: a file may have brought another.
      const largest = Math.max(...Array.from(graph.indptr.slice(1), (end, i) => end - graph.indptr[i]));
      expect(readNumbers(file, 'uns/neighbors/params/n_neighbors')).toEqual(Float64Array.of(largest + 1));
      expect(readStrings(file, 'uns/neighbors/connectivities_key')).toEqual(['connectivities']);
      expect(readNumbers(file, 'uns/recover_dynamics/use_raw')).toEqual(Float64Array.of(0));
    });
  });

  it('holds fates where CellRank looks for them', async () => {
    await inFile((file) => {
      expect(readNumbers(file, 'obsm/lineages_fwd')).toEqual(arrays.fate_probabilities!.data);
      expect(readStrings(file, 'uns/fate_names')).toEqual(['Beta', 'Delta']);
      expect(readColumn(file, 'obs', 'term_states_fwd')).toEqual({
        kind: 'categorical',
        codes: Int32Array.of(1, -1, 0, -1),
        categories: ['Beta', 'Delta'],
      });
      const colors = readStrings(file, 'uns/term_states_fwd_colors');
      expect(colors[0]).toBe('#00bb00');
      expect(new Set(colors).size).toBe(2);
    });
  });

  it('says how it was made', async () => {
    await inFile((file) => {
      expect(readStrings(file, 'uns/rnavelocity/version')).toEqual(['0.1.0']);
      expect(JSON.parse(readStrings(file, 'uns/rnavelocity/steps')[0])).toHaveLength(2);
    });
  });
});

it('columns whose names HDF5 cannot hold are renamed', async () => {
  const path = join(folder, 'names.h5ad');
  const text: Column = { kind: 'strings', values: ['a', 'b', 'c', 'd'] };
  await exportResultH5ad(resultOf({}, { 'day/night': text, day_night: text, _index: text }), path);
  await withHdf5File(path, (file) => {
    expect(file.attribute('obs', 'column-order')).toEqual(['day_night_', 'day_night', '_index_']);
    expect(readColumn(file, 'obs', '_index')).toEqual({ kind: 'strings', values: ['A', 'B', 'C', 'D'] });
  });
});

it('results that another tool left in the dataset do not pass for ours', async () => {
  const path = join(folder, 'steady.h5ad');
  const stale: Column = { kind: 'numbers', values: new Float64Array(CELLS) };
  const result = resultOf({ velocity: arrays.velocity }, { latent_time: stale, n_counts: stale });
  result.var = {
    fit_alpha: { kind: 'numbers', values: new Float64Array(GENES) },
    symbol: { kind: 'strings', values: ['x', 'y', 'z'] },
  };
  result.info.model = 'steady_state';
  await exportResultH5ad(result, path);
  await withHdf5File(path, (file) => {
    expect(file.attribute('obs', 'column-order')).toEqual(['n_counts']);
    expect(file.attribute('var', 'column-order')).toEqual(['symbol']);
    expect(readStrings(file, 'uns/velocity_params/mode')).toEqual(['deterministic']);
    expect(file.keys('layers')).toEqual(['velocity']);
  });
});
