import { sharedArray, type SparseMatrix } from '../data/arrays.ts';
import type { Column, Dataset } from '../data/dataset.ts';
import { submatrix } from '../data/sparse.ts';
import { areIds } from '../formats/names/geneNaming.ts';
import { makeUnique } from '../formats/names/uniqueNames.ts';
import { refuseSameCells } from './refuseRepeats.ts';
import { saySame, takeTableRows } from './rows.ts';
import { findSharedGenes } from './sharedGenes.ts';
import { stackColumns } from './stackColumns.ts';

/** The column that names the sample of each cell; the second where the files have one of that name. */
export const SAMPLE_COLUMNS = ['sample', 'sample_file'] as const;

/** What became of several samples. */
export interface Stack {
  dataset: Dataset;
  /** Number of genes that all samples have, where they list different ones. */
  sharedGenes?: number;
}

/**
 * Puts the cells of several samples below each other, with the genes that all of them have, and names the sample of each cell
 * in a column of `obs`. Barcodes that repeat between samples become `sample:barcode`.
 *
 * What belongs to single samples alone (embeddings, neighbours, columns of genes that differ) is left out with a warning.
 *
 * @param names one a sample, each different.
 * @throws DataError where two samples hold the same cells, or have too few genes in common.
 */
export function stackSamples(given: readonly Dataset[], names: readonly string[]): Stack {
  const genes = findSharedGenes(given);
  const warnings = given.flatMap((sample, i) => sample.warnings.map((warning) => `${names[i]}: ${warning}`));
  const shared = genes.places[0].length;
  if (genes.differ)
    warnings.push(
      `The samples list different genes (${given.map(({ geneNames }) => geneNames.length).join(', ')}): the ${shared} that ` +
        `all have, compared by ${genes.comparedBy}, were read, the others left out.`,
    );
  const samples = given.map((sample, i) => withGenes(sample, genes.places[i]));
  refuseSameCells(samples);
  // Where one sample names genes by symbols and another by ids, the symbols say more.
  const naming = Math.max(
    samples.findIndex(({ geneNames }) => !areIds(geneNames)),
    0,
  );
  const dataset: Dataset = {
    source: sourceOf(samples),
    cellNames: cellNamesOf(samples, names, warnings),
    geneNames: samples[naming].geneNames,
    layers: {
      spliced: below(samples.map(({ layers }) => layers['spliced'])),
      unspliced: below(samples.map(({ layers }) => layers['unspliced'])),
    },
    obs: stackTable(samples, names, warnings),
    var: geneTable(samples, naming, warnings),
    obsm: {},
    obsp: {},
    warnings,
  };
  warnOfLeftOut(samples, warnings);
  return { dataset, ...(genes.differ ? { sharedGenes: shared } : {}) };
}

function withGenes(sample: Dataset, places: Uint32Array): Dataset {
  if (places.length === sample.geneNames.length && places.every((place, i) => place === i)) return sample;
  const cells = Uint32Array.from(sample.cellNames.keys());
  return {
    ...sample,
    geneNames: Array.from(places, (place) => sample.geneNames[place]),
    var: takeTableRows(sample.var, Int32Array.from(places)),
    layers: Object.fromEntries(
      Object.entries(sample.layers).map(([name, matrix]) => [name, submatrix(matrix, cells, places)]),
    ),
  };
}

/** The path of a stack names all of its files. */
function sourceOf(samples: readonly Dataset[]): Dataset['source'] {
  const formats = new Set(samples.map(({ source }) => source.format));
  return {
    path: samples.map(({ source }) => source.path).join(', '),
    format: [...formats].join(' + '),
  };
}

function cellNamesOf(samples: readonly Dataset[], names: readonly string[], warnings: string[]): string[] {
  const barcodes = samples.flatMap(({ cellNames }) => cellNames);
  const distinct = new Set(barcodes).size;
  if (distinct === barcodes.length) return barcodes;
  warnings.push(
    `${barcodes.length - distinct} barcodes are in several samples: cells are named with their sample, e.g. ` +
      `“${names[0]}:${barcodes[0]}”.`,
  );
  return makeUnique(samples.flatMap(({ cellNames }, i) => cellNames.map((name) => `${names[i]}:${name}`)))
    .names;
}

function stackTable(
  samples: readonly Dataset[],
  names: readonly string[],
  warnings: string[],
): Record<string, Column> {
  const rows = samples.map(({ cellNames }) => cellNames.length);
  const columns = new Set(samples.flatMap(({ obs }) => Object.keys(obs)));
  const own = SAMPLE_COLUMNS.find((name) => !columns.has(name)) ?? `${SAMPLE_COLUMNS[1]}_2`;
  if (own !== SAMPLE_COLUMNS[0])
    warnings.push(
      `The files have a column “${SAMPLE_COLUMNS[0]}” already: the samples are named in “${own}”.`,
    );
  const codes = Int32Array.from(rows.flatMap((length, sample) => Array<number>(length).fill(sample)));
  const table: [string, Column][] = [[own, { kind: 'categorical', codes, categories: [...names] }]];
  for (const name of columns) {
    const parts = samples.map(({ obs }, i) => ({ column: obs[name], rows: rows[i] }));
    table.push([name, stackColumns(parts)]);
    if (
      isClustering(
        name,
        parts.map(({ column }) => column),
      )
    )
      warnings.push(
        `“${name}” was made for each sample alone: its groups with the same number need not be the same cells in another.`,
      );
  }
  return Object.fromEntries(table);
}

/** Whether several samples number groups in this column: each on its own. */
function isClustering(name: string, columns: (Column | undefined)[]): boolean {
  if (!/leiden|louvain|cluster/i.test(name)) return false;
  const numbered = columns.filter(
    (column) =>
      column?.kind === 'numbers' ||
      (column?.kind === 'categorical' && column.categories.every((category) => /^\d+(\.0)?$/.test(category))),
  );
  return numbered.length > 1;
}

/** Columns of genes that say the same in every sample that has them. */
function geneTable(samples: readonly Dataset[], naming: number, warnings: string[]): Record<string, Column> {
  const genes = samples[naming].geneNames.length;
  const table = new Map(Object.entries(samples[naming].var));
  const differing = new Set<string>();
  for (const { var: columns } of samples)
    for (const [name, column] of Object.entries(columns)) {
      const known = table.get(name);
      if (!known) table.set(name, column);
      else if (known !== column && !saySame(known, column, genes)) differing.add(name);
    }
  for (const name of differing) table.delete(name);
  if (differing.size > 0)
    warnings.push(
      `Columns of genes that differ between the samples were left out: ${[...differing].join(', ')}.`,
    );
  return Object.fromEntries(table);
}

function warnOfLeftOut(samples: readonly Dataset[], warnings: string[]): void {
  const items = new Set(samples.flatMap(({ obsm, obsp }) => [...Object.keys(obsm), ...Object.keys(obsp)]));
  if (items.size === 0) return;
  warnings.push(
    `Embeddings and neighbours of single samples do not fit together and were left out: ${[...items].join(', ')}.`,
  );
}

/** Matrices with the same columns, one below the other. */
function below(matrices: readonly SparseMatrix<Float32Array>[]): SparseMatrix<Float32Array> {
  const rows = matrices.reduce((sum, matrix) => sum + matrix.rows, 0);
  const stored = matrices.reduce((sum, matrix) => sum + matrix.indptr[matrix.rows], 0);
  const indptr = sharedArray('u32', rows + 1);
  const indices = sharedArray('u32', stored);
  const data = sharedArray('f32', stored);
  let row = 0;
  let at = 0;
  for (const matrix of matrices) {
    const entries = matrix.indptr[matrix.rows];
    indices.set(matrix.indices.subarray(0, entries), at);
    data.set(matrix.data.subarray(0, entries), at);
    for (let r = 1; r <= matrix.rows; r++) indptr[row + r] = at + matrix.indptr[r];
    row += matrix.rows;
    at += entries;
  }
  return { kind: 'sparse', rows, cols: matrices[0].cols, indptr, indices, data };
}
