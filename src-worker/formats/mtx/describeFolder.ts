import { statSync } from 'node:fs';
import { basename, dirname } from 'node:path';

import { startsLikeGzip } from '../files/firstBytes.ts';
import type { FileSummary, LayerSummary } from '../summary/summary.ts';
import type { Layout } from './layout.ts';
import { readHeader } from './matrixMarket.ts';

/** What the names and first lines of a folder's files tell: their size together, and the matrices. */
export async function describeFolder(
  { spliced, unspliced, geneNames }: Layout,
  summary: FileSummary,
): Promise<void> {
  const matrices = [...spliced.matrices, ...unspliced.matrices];
  const lists = [spliced, unspliced].flatMap(({ barcodes, genes }) => [barcodes, genes]);
  const files = new Set([...matrices, ...lists, ...(geneNames ? [geneNames] : [])]);
  summary.size = Array.from(files, (file) => statSync(file).size).reduce((a, b) => a + b, 0);
  for (const matrix of matrices) summary.layers.push(await summariseMatrix(matrix));
}

/**
 * What the first lines of a matrix tell; rows and columns are those of the file: either may be the cells. What is called
 * “matrix” goes by the name of its folder.
 */
export async function summariseMatrix(path: string): Promise<LayerSummary> {
  const { rows, cols, entries, field } = await readHeader(path);
  const name = basename(path).replace(/\.mtx(\.gz)?$/, '');
  return {
    name: name === 'matrix' ? basename(dirname(path)) : name,
    dtype: field,
    encoding: 'coordinate',
    compression: startsLikeGzip(path) ? 'gzip' : undefined,
    rows,
    cols,
    stored: entries,
  };
}
