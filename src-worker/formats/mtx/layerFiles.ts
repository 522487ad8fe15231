import { join } from 'node:path';

import { DataError } from '../../data/errors.ts';
import type { Files } from './files.ts';
import { BARCODE_LISTS, firstOf, GENE_LISTS } from './lists.ts';

/** The files of one layer. */
export interface LayerFiles {
  /** Matrices that add up to the layer. */
  matrices: string[];
  barcodes: string;
  genes: string;
}

/**
 * The matrices of a layer with the lists of cells and genes that lie beside them.
 *
 * @param matrices file names that add up to the layer.
 * @throws DataError where a list is missing.
 */
export function layerFiles(folder: string, files: Files, layer: string, matrices: string[]): LayerFiles {
  const barcodes = firstOf(files, [`${layer}.barcodes.txt`, ...BARCODE_LISTS]);
  const genes = firstOf(files, [`${layer}.genes.txt`, ...GENE_LISTS]);
  const missing = [
    ...(barcodes ? [] : ['the barcodes of the cells (barcodes.tsv)']),
    ...(genes ? [] : ['the names of the genes (features.tsv or genes.tsv)']),
  ];
  if (!barcodes || !genes)
    throw new DataError(
      `this folder lacks ${missing.join(' and ')}.`,
      { file: folder, layer },
      'They were written together with the matrix: copy the whole folder.',
    );
  return {
    matrices: matrices.map((name) => join(folder, name)),
    barcodes: join(folder, barcodes),
    genes: join(folder, genes),
  };
}
