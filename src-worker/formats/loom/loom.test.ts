import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { NumericArray } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { withHdf5File } from '../hdf5/file.ts';
import { createHdf5 } from '../hdf5/writer.ts';
import { inspectFile } from '../inspectFile.ts';
import { readDataset } from '../readDataset.ts';
import { refusalOf, rowsOf, temporaryFolder } from '../testing.ts';
import { loomReader } from './reader.ts';
import { forEachTile } from './tiles.ts';

/** The values of the fixtures as loompy saw them; see make_fixtures.py. */
interface Truth {
  cells: string[];
  genes: string[];
  accessions: string[];
  clusters: number[];
  coordinates: number[][];
  spliced: number[][];
  unspliced: number[][];
}

const fixture = (name: string): string => join(import.meta.dirname, '../fixtures/loom', name);
const truth = JSON.parse(readFileSync(fixture('truth.json'), 'utf8')) as Truth;
const folder = temporaryFolder();

describe('a loom file is read value by value', () => {
  it.each(['velocyto.loom', 'version2.loom'])('%s', async (name) => {
    const { cellNames, geneNames, layers, source, ...rest } = await readDataset(fixture(name));
    expect(source.format).toBe('loom');
    expect(cellNames).toEqual(truth.cells);
    expect(geneNames.map((gene) => gene.replace(/^Gene0-[12]$/, 'Gene0'))).toEqual(truth.genes);
    expect(geneNames[1]).toBe('β-globin');
    expect([geneNames[10], geneNames[20]]).toEqual(['Gene0-1', 'Gene0-2']);
    expect(rowsOf(layers['spliced'])).toEqual(truth.spliced);
    expect(rowsOf(layers['unspliced'])).toEqual(truth.unspliced);
    expect(rest.var['Accession']).toEqual({ kind: 'strings', values: truth.accessions });
    expect(rest.warnings[0] + rest.warnings[1]).toMatch(/2 gene names repeat others/);
  });

  it('clusters and coordinates of velocyto are columns of the cell table', async () => {
    const { obs, obsm, warnings } = await readDataset(fixture('velocyto.loom'));
    expect(Object.keys(obs).sort()).toEqual(['Clusters', '_X', '_Y']);
    expect(obs['Clusters']).toEqual({ kind: 'numbers', values: Float64Array.from(truth.clusters) });
    expect(obs['_Y']).toEqual({
      kind: 'numbers',
      values: Float64Array.from(truth.coordinates, ([, y]) => y),
    });
    expect(obsm).toEqual({});
    expect(warnings.join()).toMatch(/_X and _Y do not say which embedding/);
  });

  it('coordinates called UMAP or TSNE are embeddings', async () => {
    const { obs, obsm } = await readDataset(fixture('version2.loom'));
    expect(Object.keys(obsm).sort()).toEqual(['X_tsne', 'X_umap']);
    expect(obsm['X_umap'].shape).toEqual([90, 2]);
    expect(Array.from(obsm['X_umap'].data)).toEqual(truth.coordinates.flat().map(Math.fround));
    const swapped = truth.coordinates.flatMap(([x, y]) => [y, x]);
    expect(Array.from(obsm['X_tsne'].data)).toEqual(swapped.map(Math.fround));
    const names = obs['ClusterName'];
    expect(names.kind === 'strings' && names.values.slice(0, 2)).toEqual(['Type α', 'Type β']);
  });

  it('attributes and embeddings are read as annotations, without counts', async () => {
    const { layers, ...beside } = await readDataset(fixture('version2.loom'));
    expect(layers).toBeDefined();
    const { warnings } = beside;
    expect(await loomReader.readAnnotations!(fixture('version2.loom'))).toEqual({
      ...beside,
      warnings: warnings.filter((warning) => !warning.includes('unspliced')),
    });
  });

  it('other layers can be chosen', async () => {
    const { layers } = await readDataset(fixture('velocyto.loom'), { unsplicedLayer: 'X' });
    expect(rowsOf(layers['unspliced'])[0][0]).toBeGreaterThanOrEqual(truth.unspliced[0][0]);
    expect((await refusalOf(fixture('velocyto.loom'), { unsplicedLayer: 'spliced' })).message).toMatch(
      /both taken/,
    );
  });

  it('inspect says the same without reading it all', async () => {
    const summary = await inspectFile(fixture('velocyto.loom'));
    expect(summary).toMatchObject({ format: 'loom', cells: 90, genes: 70 });
    expect(summary.error).toBeUndefined();
    expect(summary.totals).toEqual({
      spliced: sum(truth.spliced),
      unspliced: sum(truth.unspliced),
    });
    expect(summary.layers.map(({ name }) => name)).toEqual(['X', 'ambiguous', 'spliced', 'unspliced']);
    expect(summary.layers[2]).toMatchObject({ dtype: 'uint32', encoding: 'dense', rows: 90, cols: 70 });
    expect((await inspectFile(fixture('version2.loom'))).obsm).toHaveLength(2);
  });

  it('in tiles of whole chunks, whatever their size', async () => {
    for (const items of [1, 5_000, 7_000, 1_000_000]) {
      const found = truth.spliced.map((row) => row.map(() => -1));
      let largest = 0;
      await withHdf5File(fixture('velocyto.loom'), (file) =>
        forEachTile(
          file,
          'layers/spliced',
          undefined,
          ({ values, firstGene, genes, firstCell, cells }) => {
            largest = Math.max(largest, values.length);
            expect(values).toHaveLength(genes * cells);
            values.forEach((value, p) => {
              found[firstCell + (p % cells)][firstGene + Math.floor(p / cells)] = value;
            });
          },
          items,
        ),
      );
      expect(found).toEqual(truth.spliced);
      expect(largest).toBeLessThanOrEqual(Math.max(64 * 64, items));
    }
  });
});

describe('loom files that cannot be used are refused', () => {
  it.each([
    [-1, /negative \(-1\)/],
    [0.5, /not a whole number/],
    [Number.NaN, /NaN/],
    [2 ** 24, /more than 16,777,215/],
  ])('for a count of %s, by layer, gene and cell', async (value, message) => {
    const path = await write({
      unspliced: (from, to) => Float32Array.of(1, 0, 2, 0, 1, value).slice(from * 3, to * 3),
    });
    const error = await refusalOf(path);
    expect(error.message).toMatch(message);
    expect(error.place).toEqual({ file: path, layer: 'unspliced', gene: 'g1', row: 2 });
    expect((await inspectFile(path)).error).toBe(error.message);
  });

  it('without the layers, with those there are', async () => {
    const path = await write({ only: ['spliced'] });
    expect((await refusalOf(path)).message).toMatch(
      /no layer “unspliced”.*It has X, spliced\..*--unspliced-layer/,
    );
    expect((await refusalOf(await write({ only: [] }))).message).toMatch(/velocyto run/);
  });

  it('with a layer of another shape, a short attribute, or no names', async () => {
    const shape = await write({ layerGenes: 3 });
    expect((await refusalOf(shape)).message).toMatch(
      /has 3 × 3 values where the main matrix has 2 genes × 3 cells/,
    );
    expect((await inspectFile(shape)).error).toMatch(/3 × 3/);
    expect((await refusalOf(await write({ cellNames: ['a', 'b'] }))).message).toMatch(
      /“col_attrs\/CellID” has 2 values for 3 cells/,
    );
    expect((await refusalOf(await write({ geneAttribute: 'Length' }))).message).toMatch(
      /names the genes. It has Length/,
    );
  });

  it('without a single unspliced count', async () => {
    const path = await write({ unspliced: (from, to) => new Float32Array((to - from) * 3) });
    expect((await refusalOf(path)).message).toMatch(/layer “unspliced”: there is not one unspliced count/);
    expect((await inspectFile(path)).error).toMatch(/not one unspliced count/);
  });

  it('that were cut off or damaged', async () => {
    const whole = readFileSync(fixture('velocyto.loom'));
    const path = join(folder, 'cut.loom');
    writeFileSync(path, whole.subarray(0, 20_000));
    expect((await refusalOf(path)).message).toMatch(/cut off/);
    let refused = 0;
    for (let at = 3_000; at < whole.length; at += 9_000) {
      const damaged = Buffer.from(whole);
      damaged.fill(0xa5, at, at + 2_000);
      writeFileSync(path, damaged);
      try {
        const { layers } = await readDataset(path);
        expect(rowsOf(layers['spliced'])).toEqual(truth.spliced);
        expect(rowsOf(layers['unspliced'])).toEqual(truth.unspliced);
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(0);
  });
});

interface Made {
  genes?: number;
  cells?: number;
  spliced?: (from: number, to: number) => NumericArray;
  unspliced?: (from: number, to: number) => NumericArray;
  only?: string[];
  layerGenes?: number;
  cellNames?: string[];
  geneAttribute?: string;
}

let serial = 0;

/** A loom file of 2 genes × 3 cells unless told otherwise. */
async function write(made: Made): Promise<string> {
  const path = join(folder, `${serial++}.loom`);
  const { genes = 2, cells = 3, only = ['spliced', 'unspliced'] } = made;
  const ones = (from: number, to: number): NumericArray => new Float32Array((to - from) * cells).fill(1);
  const writer = await createHdf5(path, [], 1);
  writer.numbers('matrix', [genes, cells], made.spliced ?? ones);
  writer.group('layers');
  for (const layer of only)
    writer.numbers(
      `layers/${layer}`,
      [made.layerGenes ?? genes, cells],
      (layer === 'unspliced' ? made.unspliced : made.spliced) ?? ones,
    );
  const attribute = made.geneAttribute ?? 'Gene';
  if (attribute === 'Gene') writer.strings('row_attrs/Gene', names('g', genes));
  else writer.numbers(`row_attrs/${attribute}`, [genes], (from, to) => new Float64Array(to - from));
  writer.strings('col_attrs/CellID', made.cellNames ?? names('c', cells));
  writer.close();
  return path;
}

function names(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${prefix}${i}`);
}

function sum(values: number[][]): number {
  return values.flat().reduce((a, b) => a + b, 0);
}
