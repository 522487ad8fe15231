import type { SparseMatrix } from '../../data/arrays.ts';
import type { Annotations, Dataset } from '../../data/dataset.ts';
import { checkCounts } from '../counts/checkCounts.ts';
import { AMBIGUOUS_ADDED } from '../counts/countNames.ts';
import { warnOfShare } from '../counts/unsplicedShare.ts';
import { requireTotals, totalOf, warnIfSame } from '../counts/usableCounts.ts';
import type { Checkpoint } from '../files/checkpoint.ts';
import { withHdf5File, type Hdf5File } from '../hdf5/file.ts';
import { isHdf5With } from '../hdf5/recognise.ts';
import type { Reader, ReadOptions } from '../reader.ts';
import { readLayers, type LayerRequest } from '../readLayers.ts';
import { readContents } from './contents.ts';
import { readCounts } from './counts.ts';
import { readEmbedding } from './embeddings.ts';
import { inspectLoom } from './inspect.ts';
import { countItems } from './layers.ts';

/** Reads .loom files of versions 2 and 3, as velocyto, loompy and anndata write them (http://linnarssonlab.org/loompy/format). */
export const loomReader: Reader = {
  id: 'loom',
  title: 'loom (.loom)',
  recognises: looksLikeLoom,
  inspect: inspectLoom,
  read: (path, options = {}) => withHdf5File(path, (file) => readLoom(file, options)),
  readLayer: (request) => withHdf5File(request.path, (file) => readLayer(file, request)),
  readAnnotations: (path) => withHdf5File(path, readAnnotations),
};

function looksLikeLoom(path: string): Promise<boolean> {
  return isHdf5With(
    path,
    (file) =>
      file.kind('matrix') === 'array' &&
      file.kind('row_attrs') === 'group' &&
      file.kind('col_attrs') === 'group',
  );
}

async function readLoom(file: Hdf5File, options: ReadOptions): Promise<Dataset> {
  const items = countItems(file, options);
  const annotations = readAnnotations(file);
  const { cellNames, geneNames, warnings } = annotations;
  if (items.spliced.length > 1) warnings.push(AMBIGUOUS_ADDED);
  const layers = await readLayers(
    items,
    { format: 'loom', path: file.path, cells: cellNames.length, geneNames },
    (request) => readLayer(file, request, options.checkpoint),
    options.elsewhere,
  );
  const { spliced, unspliced } = layers;
  requireTotals({ spliced: totalOf(spliced), unspliced: totalOf(unspliced) }, file.path);
  warnIfSame(spliced, unspliced, warnings);
  warnOfShare(geneNames, { spliced, unspliced }, warnings);
  return { ...annotations, layers };
}

function readLayer(
  file: Hdf5File,
  { items, cells, geneNames }: LayerRequest,
  checkpoint?: Checkpoint,
): SparseMatrix<Float32Array> {
  const counts = readCounts(file, items, geneNames, cells, checkpoint);
  checkCounts(counts, { file: file.path, layer: items[0].replace('layers/', '') }, geneNames);
  return counts;
}

/** What a file says of its cells and genes, whatever its matrices count. */
function readAnnotations(file: Hdf5File): Annotations {
  const { cellNames, geneNames, cells, genes, embeddings, warnings } = readContents(file);
  return {
    source: { path: file.path, format: 'loom' },
    cellNames,
    geneNames,
    obs: cells.columns,
    var: genes.columns,
    obsm: Object.fromEntries(
      embeddings.map((one) => [one.name, readEmbedding(file, cells, one, cellNames.length)]),
    ),
    obsp: {},
    warnings,
  };
}
