import type { Annotations, Dataset } from '../../data/dataset.ts';
import { DataError } from '../../data/errors.ts';
import { checkCounts } from '../counts.ts';
import { withHdf5File, type Hdf5File } from '../hdf5/file.ts';
import { signatureOffset } from '../hdf5/superblock.ts';
import type { Reader, ReadOptions } from '../reader.ts';
import { requireTotals, totalOf, warnIfSame } from '../usableCounts.ts';
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
  readAnnotations: (path) => withHdf5File(path, readAnnotations),
};

async function looksLikeLoom(path: string): Promise<boolean> {
  if (signatureOffset(path) < 0) return false;
  try {
    return await withHdf5File(
      path,
      (file) =>
        file.kind('matrix') === 'array' &&
        file.kind('row_attrs') === 'group' &&
        file.kind('col_attrs') === 'group',
    );
  } catch (error) {
    // A damaged file is no known loom file; the reader of every other HDF5 file says what is wrong with it.
    if (error instanceof DataError) return false;
    throw error;
  }
}

function readLoom(file: Hdf5File, options: ReadOptions): Dataset {
  const items = countItems(file, options);
  const annotations = readAnnotations(file);
  const { cellNames, geneNames, warnings } = annotations;
  const read = (item: string): Dataset['layers'][string] => {
    const counts = readCounts(file, item, geneNames, cellNames.length, options.checkpoint);
    checkCounts(counts, { file: file.path, layer: item.replace('layers/', '') }, geneNames);
    return counts;
  };
  const spliced = read(items.spliced);
  const unspliced = read(items.unspliced);
  requireTotals({ spliced: totalOf(spliced), unspliced: totalOf(unspliced) }, file.path);
  warnIfSame(spliced, unspliced, warnings);
  return { ...annotations, layers: { spliced, unspliced } };
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
