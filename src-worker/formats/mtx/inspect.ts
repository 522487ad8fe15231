import { statSync } from 'node:fs';
import { basename } from 'node:path';

import type { Dataset } from '../../data/dataset.ts';
import { DataError } from '../../data/errors.ts';
import { summariseColumn } from '../columnSummary.ts';
import { startsLikeGzip } from '../hdf5/superblock.ts';
import type { ReadOptions } from '../reader.ts';
import { emptySummary, type FileSummary, type LayerSummary } from '../summary.ts';
import { totalOf } from '../usableCounts.ts';
import { findLayout, type Layout } from './layout.ts';
import { readHeader } from './matrixMarket.ts';

type Read = (path: string, options: ReadOptions) => Promise<Dataset>;

/**
 * What a folder of matrices holds. Text has to be read to its end to be added up, so this reads the dataset; what
 * makes it unusable is told in `error`, beside what the headers say.
 */
export async function inspectMtx(path: string, options: ReadOptions, read: Read): Promise<FileSummary> {
  const summary: FileSummary = { ...emptySummary(path), format: 'mtx' };
  try {
    if (statSync(path).isDirectory()) await describeParts(findLayout(path, options), summary);
    const { cellNames, geneNames, layers, var: genes, warnings } = await read(path, options);
    summary.cells = cellNames.length;
    summary.genes = geneNames.length;
    summary.var = Object.entries(genes).map(([name, column]) => summariseColumn(name, column));
    summary.warnings = warnings;
    const totals = { spliced: totalOf(layers['spliced']), unspliced: totalOf(layers['unspliced']) };
    summary.totals = totals;
    summary.unsplicedFraction = totals.unspliced / (totals.spliced + totals.unspliced);
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    summary.error = error.message;
  }
  return summary;
}

async function describeParts({ spliced, unspliced, geneNames }: Layout, summary: FileSummary): Promise<void> {
  const matrices = [...spliced.matrices, ...unspliced.matrices];
  const lists = [spliced, unspliced].flatMap(({ barcodes, genes }) => [barcodes, genes]);
  const files = new Set([...matrices, ...lists, ...(geneNames ? [geneNames] : [])]);
  summary.size = Array.from(files, (file) => statSync(file).size).reduce((a, b) => a + b, 0);
  for (const matrix of matrices) summary.layers.push(await summariseMatrix(matrix));
}

/** Rows and columns are those of the file: either may be the cells. */
async function summariseMatrix(path: string): Promise<LayerSummary> {
  const { rows, cols, entries, field } = await readHeader(path);
  return {
    name: basename(path).replace(/\.mtx(\.gz)?$/, ''),
    dtype: field,
    encoding: 'coordinate',
    compression: startsLikeGzip(path) ? 'gzip' : undefined,
    rows,
    cols,
    stored: entries,
  };
}
