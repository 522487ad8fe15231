import type { Annotations, Dataset } from '../../data/dataset.ts';
import { checkCounts } from '../counts/checkCounts.ts';
import type { CountLayer } from '../counts/countLayer.ts';
import { AMBIGUOUS_ADDED } from '../counts/countNames.ts';
import { warnOfShare } from '../counts/unsplicedShare.ts';
import { requireTotals, totalOf, warnIfSame } from '../counts/usableCounts.ts';
import { withHdf5File, type Hdf5File } from '../hdf5/file.ts';
import { isHdf5With } from '../hdf5/recognise.ts';
import type { Reader, ReadOptions } from '../reader.ts';
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

function looksLikeLoom(path: string): Promise<boolean> {
  return isHdf5With(
    path,
    (file) =>
      file.kind('matrix') === 'array' &&
      file.kind('row_attrs') === 'group' &&
      file.kind('col_attrs') === 'group',
  );
}

function readLoom(file: Hdf5File, options: ReadOptions): Dataset {
  const items = countItems(file, options);
  const annotations = readAnnotations(file);
  const { cellNames, geneNames, warnings } = annotations;
  if (items.spliced.length > 1) warnings.push(AMBIGUOUS_ADDED);
  const read = (which: CountLayer): Dataset['layers'][string] => {
    const counts = readCounts(file, items[which], geneNames, cellNames.length, options.checkpoint);
    checkCounts(counts, { file: file.path, layer: items[which][0].replace('layers/', '') }, geneNames);
    return counts;
  };
  const spliced = read('spliced');
  const unspliced = read('unspliced');
  requireTotals({ spliced: totalOf(spliced), unspliced: totalOf(unspliced) }, file.path);
  warnIfSame(spliced, unspliced, warnings);
  warnOfShare(geneNames, { spliced, unspliced }, warnings);
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
