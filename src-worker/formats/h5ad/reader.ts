import type { SparseMatrix } from '../../data/arrays.ts';
import type { Dataset } from '../../data/dataset.ts';
import { checkCounts } from '../counts.ts';
import { withHdf5File, type Hdf5File } from '../hdf5/file.ts';
import { signatureOffset } from '../hdf5/superblock.ts';
import type { Reader, ReadOptions } from '../reader.ts';
import { requireCounts, requireShape, requireSome, uniqueNames } from './checks.ts';
import { readEmbeddings, readNeighbors } from './embeddings.ts';
import { inspectH5ad } from './inspect.ts';
import { countLayers } from './layers.ts';
import { readMatrix } from './matrix.ts';
import { readTable } from './table.ts';

const SAME_COUNTS =
  'The spliced and the unspliced layer hold the same counts, so the velocities mean nothing: check how the file was made.';

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
    requireShape(file, item, cellNames.length, geneNames.length);
    counts[name] = readMatrix(file, item, options.checkpoint);
    checkCounts(counts[name], { file: file.path, layer: layerName(item) }, geneNames);
  }
  const { spliced, unspliced } = counts;
  requireCounts(file, layers, { spliced: total(spliced), unspliced: total(unspliced) });
  if (areSame(spliced, unspliced)) warnings.push(SAME_COUNTS);
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

/** Counts of a layer, all told. */
function total({ data }: SparseMatrix<Float32Array>): number {
  let sum = 0;
  for (let p = 0; p < data.length; p++) sum += data[p];
  return sum;
}

function areSame(a: SparseMatrix<Float32Array>, b: SparseMatrix<Float32Array>): boolean {
  if (a.data.length !== b.data.length) return false;
  for (let p = 0; p < a.data.length; p++)
    if (a.data[p] !== b.data[p] || a.indices[p] !== b.indices[p]) return false;
  return a.indptr.every((from, row) => from === b.indptr[row]);
}

function layerName(item: string): string {
  return item.replace('layers/', '');
}
