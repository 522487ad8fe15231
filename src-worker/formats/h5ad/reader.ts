import type { SparseMatrix } from '../../data/arrays.ts';
import type { Annotations, Dataset } from '../../data/dataset.ts';
import { sumOfMatrices } from '../counts/canonical.ts';
import { checkCounts } from '../counts/checkCounts.ts';
import { AMBIGUOUS_ADDED } from '../counts/countNames.ts';
import { warnOfShare } from '../counts/unsplicedShare.ts';
import { totalOf, warnIfSame } from '../counts/usableCounts.ts';
import type { Checkpoint } from '../files/checkpoint.ts';
import { withHdf5File, type Hdf5File } from '../hdf5/file.ts';
import { signatureOffset } from '../hdf5/superblock.ts';
import { uniqueNames } from '../names/uniqueNames.ts';
import type { Reader, ReadOptions } from '../reader.ts';
import { readLayers, type LayerRequest } from '../readLayers.ts';
import { requireCounts, requireShape, requireSome } from './checks.ts';
import { readEmbeddings, readNeighbors } from './embeddings.ts';
import { inspectH5ad } from './inspect.ts';
import { countLayers, layerName } from './layers.ts';
import { readMatrix } from './matrix.ts';
import { readTable } from './table.ts';

/** Reads .h5ad files of every anndata version since layers exist (0.6). */
export const h5adReader: Reader = {
  id: 'h5ad',
  title: 'AnnData (.h5ad)',
  recognises: async (path) => signatureOffset(path) >= 0,
  inspect: inspectH5ad,
  read: (path, options = {}) => withHdf5File(path, (file) => readH5ad(file, options)),
  readLayer: (request) => withHdf5File(request.path, (file) => readLayer(file, request)),
  readAnnotations: (path) => withHdf5File(path, readAnnotations),
};

async function readH5ad(file: Hdf5File, options: ReadOptions): Promise<Dataset> {
  const items = countLayers(file, options);
  const annotations = readBesideCounts(file);
  const { cellNames, geneNames, warnings } = annotations;
  requireSome(file, cellNames.length, geneNames.length);
  const counts = await readLayers(
    items,
    { format: 'h5ad', path: file.path, cells: cellNames.length, geneNames },
    (request) => readLayer(file, request, options.checkpoint),
    options.elsewhere,
  );
  if (items.spliced.length > 1) warnings.push(AMBIGUOUS_ADDED);
  const { spliced, unspliced } = counts;
  requireCounts(file, items, { spliced: totalOf(spliced), unspliced: totalOf(unspliced) });
  warnIfSame(spliced, unspliced, warnings);
  warnOfShare(geneNames, { spliced, unspliced }, warnings);
  return { ...annotations, layers: counts };
}

function readLayer(
  file: Hdf5File,
  { items, cells, geneNames }: LayerRequest,
  checkpoint?: Checkpoint,
): SparseMatrix<Float32Array> {
  const matrices = items.map((item) => {
    requireShape(file, item, cells, geneNames.length);
    const matrix = readMatrix(file, item, checkpoint);
    checkCounts(matrix, { file: file.path, layer: layerName(item) }, geneNames);
    return matrix;
  });
  return sumOfMatrices(matrices);
}

/** What a file says of its cells, whether it has counts or not. @throws DataError where there are no cells. */
function readAnnotations(file: Hdf5File): Annotations {
  const annotations = readBesideCounts(file);
  requireSome(file, annotations.cellNames.length);
  return annotations;
}

/** Everything but the matrices of cells and genes. */
function readBesideCounts(file: Hdf5File): Annotations {
  const obs = readTable(file, 'obs');
  const genes = readTable(file, 'var');
  const warnings = [...obs.warnings, ...genes.warnings];
  const cellNames = uniqueNames(obs.index, 'barcodes', warnings);
  const geneNames = uniqueNames(genes.index, 'gene names', warnings);
  return {
    source: { path: file.path, format: 'h5ad' },
    cellNames,
    geneNames,
    obs: obs.columns,
    var: genes.columns,
    obsm: readEmbeddings(file, cellNames.length, warnings),
    obsp: readNeighbors(file, cellNames.length, warnings),
    warnings,
  };
}
