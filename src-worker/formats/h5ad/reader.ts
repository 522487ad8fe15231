import type { SparseMatrix } from '../../data/arrays.ts';
import type { Dataset } from '../../data/dataset.ts';
import { checkCounts } from '../counts.ts';
import { withHdf5File, type Hdf5File } from '../hdf5/file.ts';
import { signatureOffset } from '../hdf5/superblock.ts';
import { makeUnique } from '../names.ts';
import type { Reader, ReadOptions } from '../reader.ts';
import { readEmbeddings, readNeighbors } from './embeddings.ts';
import { inspectH5ad } from './inspect.ts';
import { countLayers } from './layers.ts';
import { describeMatrix, readMatrix } from './matrix.ts';
import { readTable } from './table.ts';

/** Reads .h5ad files of every anndata version since layers exist (0.6). */
export const h5adReader: Reader = {
  id: 'h5ad',
  title: 'AnnData (.h5ad)',
  recognises: async (path) => signatureOffset(path) >= 0,
  inspect: inspectH5ad,
  read: (path, options = {}) => withHdf5File(path, (file) => readH5ad(file, options)),
};

function readH5ad(file: Hdf5File, options: ReadOptions): Dataset {
  const layers = countLayers(file, options);
  const obs = readTable(file, 'obs');
  const genes = readTable(file, 'var');
  const warnings = [...obs.warnings, ...genes.warnings];
  const cellNames = uniqueNames(obs.index, 'barcodes', warnings);
  const geneNames = uniqueNames(genes.index, 'gene names', warnings);
  requireSome(file, cellNames.length, geneNames.length);
  const counts: Record<string, SparseMatrix<Float32Array>> = {};
  for (const [name, item] of Object.entries(layers)) {
    checkShape(file, item, cellNames.length, geneNames.length);
    counts[name] = readMatrix(file, item, options.checkpoint);
    checkCounts(counts[name], { file: file.path, layer: layerName(item) }, geneNames);
  }
  return {
    source: { path: file.path, format: 'h5ad' },
    cellNames,
    geneNames,
    layers: counts,
    obs: obs.columns,
    var: genes.columns,
    obsm: readEmbeddings(file, cellNames.length, warnings),
    obsp: readNeighbors(file, cellNames.length, warnings),
    warnings,
  };
}

function uniqueNames(given: string[], what: string, warnings: string[]): string[] {
  const { names, changed, example } = makeUnique(given);
  if (changed > 0)
    warnings.push(
      `${changed} ${what} occur more than once (e.g. “${example}”); repeats were renamed “${example}-1”, ….`,
    );
  return names;
}

function requireSome(file: Hdf5File, cells: number, genes: number): void {
  if (cells > 0 && genes > 0) return;
  throw file.error(
    'obs',
    `the file holds ${cells} cells and ${genes} genes.`,
    'A filter may have removed everything: check how the file was written.',
  );
}

function checkShape(file: Hdf5File, item: string, cells: number, genes: number): void {
  const { rows, cols, encoding } = describeMatrix(file, item);
  if (encoding === 'unknown' || (rows === cells && cols === genes)) return;
  throw file.error(
    item,
    `“${item}” has ${rows} rows and ${cols} columns for ${cells} cells and ${genes} genes.`,
    'The file is damaged, or was put together by hand: write it again with anndata.',
  );
}

function layerName(item: string): string {
  return item.replace('layers/', '');
}
