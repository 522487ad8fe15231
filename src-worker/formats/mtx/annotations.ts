import { statSync } from 'node:fs';
import { join } from 'node:path';

import type { Annotations } from '../../data/dataset.ts';
import { DataError } from '../../data/errors.ts';
import { uniqueNames } from '../names/uniqueNames.ts';
import { listFiles } from './files.ts';
import { firstOf, BARCODE_LISTS, GENE_LISTS } from './lists.ts';
import { readBarcodes, readGenes } from './names.ts';

/**
 * The cells and genes that a folder lists, as those of Cell Ranger do (barcodes.tsv, features.tsv): which barcodes were
 * called cells, and the names of the genes beside their ids.
 *
 * @throws DataError where the folder has no list of barcodes.
 */
export async function readFolderAnnotations(path: string): Promise<Annotations> {
  const files = statSync(path).isDirectory() ? listFiles(path) : new Map<string, string>();
  const barcodes = firstOf(files, BARCODE_LISTS);
  if (barcodes === undefined)
    throw new DataError(
      'there are no barcodes in it (barcodes.tsv), so it says nothing of cells.',
      { file: path },
      'Choose a folder as Cell Ranger writes it (filtered_feature_bc_matrix), an h5ad or loom file, or a table with a column ' +
        'of barcodes.',
    );
  const warnings: string[] = [];
  const cellNames = uniqueNames(await readBarcodes(join(path, barcodes)), 'barcodes', warnings);
  const genes = firstOf(files, GENE_LISTS);
  const { ids, names } = genes === undefined ? { ids: [] } : await readGenes(join(path, genes));
  return {
    source: { path, format: 'mtx' },
    cellNames,
    geneNames: uniqueNames(names ? names.map((name, i) => name || ids[i]) : ids, 'gene names', warnings),
    obs: {},
    var: names ? { gene_ids: { kind: 'strings', values: ids } } : {},
    obsm: {},
    obsp: {},
    warnings,
  };
}
