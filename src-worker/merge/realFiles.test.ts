import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { Dataset } from '../data/dataset.ts';
import { toDense } from '../data/sparse.ts';
import { readDataset } from '../formats/index.ts';
import { inspectImport, readImport } from './readImport.ts';

const fixture = (name: string): string => join(import.meta.dirname, '../formats/fixtures/real', name);
const TINY = fixture('velocyto/tiny.loom');
const PART = fixture('velocyto/part.loom');

describe('velocyto’s counts (sample:BARCODEx) and real annotations', () => {
  it.each([TINY, fixture('velocyto/tiny10x.loom')])(
    'tables that R wrote by BARCODE-1, with %s',
    async (path) => {
      const source = { counts: [{ path }], annotations: [fixture('r/metadata.csv'), fixture('r/umap.csv')] };
      const { merge } = await inspectImport(source);
      for (const annotation of merge?.annotations ?? [])
        expect(annotation).toMatchObject({
          matched: 21,
          onlyCounts: { count: 0 },
          onlyAnnotations: { count: 0 },
        });
      const dataset = await readImport(source);
      const table = await readImport({ ...source, counts: [{ path: fixture('starsolo_packed') }] });
      expect(Object.keys(dataset.obs)).toEqual(Object.keys(table.obs));
      expect(byCell(dataset, label('cell_type'))).toEqual(byCell(table, label('cell_type')));
      expect(byCell(dataset, point)).toEqual(byCell(table, point));
      expect(toDense(dataset.layers['spliced'])).toEqual(
        toDense((await readDataset(path)).layers['spliced']),
      );
    },
  );

  it('an h5ad by the barcodes that STARsolo wrote', async () => {
    const annotation = fixture('anndata/0.12_csr_gzip.h5ad');
    const source = { counts: [{ path: TINY }], annotations: [annotation] };
    expect((await inspectImport(source)).merge?.annotations[0].matched).toBe(21);
    const dataset = await readImport(source);
    const other = await readDataset(annotation);
    expect(byCell(dataset, label('cluster'))).toEqual(byCell(other, label('cluster')));
    expect(byCell(dataset, point)).toEqual(byCell(other, point));
  });

  it('two samples with equal barcodes become what loompy.combine makes of them', async () => {
    const dataset = await readImport({ counts: [{ path: TINY }, { path: PART }] });
    const combined = await readDataset(fixture('velocyto/combined.loom'));
    expect(dataset.cellNames).toHaveLength(42);
    expect(dataset.cellNames.toSorted()).toEqual(combined.cellNames.toSorted());
    for (const layer of ['spliced', 'unspliced'])
      expect(byCell(dataset, counts(layer), (cell) => cell)).toEqual(
        byCell(combined, counts(layer), (cell) => cell),
      );
  });

  it('annotations that do not say which of the samples they are about are refused', async () => {
    const source = {
      counts: [{ path: TINY }, { path: PART }],
      annotations: [fixture('r/metadata.csv')],
    };
    await expect(readImport(source)).rejects.toThrow(/sample/);
  });
});

/** What a function says of each cell, by the bases of its barcode unless told otherwise. */
function byCell<T>(
  dataset: Dataset,
  value: (dataset: Dataset, cell: number) => T,
  nameOf = (cell: string): string => /[ACGT]{16}/.exec(cell)?.[0] ?? cell,
): Record<string, T> {
  return Object.fromEntries(dataset.cellNames.map((name, c) => [nameOf(name), value(dataset, c)]));
}

function label(name: string): (dataset: Dataset, cell: number) => string | undefined {
  return ({ obs }, cell) => {
    const column = obs[name];
    return column.kind === 'categorical' ? column.categories[column.codes[cell]] : undefined;
  };
}

function point({ obsm }: Dataset, cell: number): number[] {
  return Array.from(obsm['X_umap'].data.subarray(2 * cell, 2 * cell + 2));
}

/** The counts of a cell by the id of the gene. */
function counts(layer: string): (dataset: Dataset, cell: number) => Record<string, number> {
  return ({ layers, geneNames, var: genes }, cell) => {
    const ids = genes['Accession'];
    const dense = toDense(layers[layer]);
    return Object.fromEntries(
      geneNames.map((name, g) => [
        ids.kind === 'strings' ? ids.values[g] : name,
        dense[cell * geneNames.length + g],
      ]),
    );
  };
}
