import { statSync } from 'node:fs';

import { sumOfMatrices } from '../counts/canonical.ts';
import type { CountLayer } from '../counts/countLayer.ts';
import { AMBIGUOUS_ADDED } from '../counts/countNames.ts';
import { addUp, summariseCounts } from '../counts/unsplicedShare.ts';
import { warnIfSameTotals } from '../counts/usableCounts.ts';
import { withHdf5File, type Hdf5File } from '../hdf5/file.ts';
import { compressionName } from '../hdf5/filters.ts';
import { isNumeric, readNumbers } from '../hdf5/numbers.ts';
import { readRecords } from '../hdf5/records.ts';
import { summariseNaming } from '../names/geneNaming.ts';
import { uniqueNames } from '../names/uniqueNames.ts';
import type { ReadOptions } from '../reader.ts';
import { summariseColumns } from '../summary/columnSummary.ts';
import { fillSummary } from '../summary/fillSummary.ts';
import { markRoles } from '../summary/roles.ts';
import type { FileSummary, LayerSummary } from '../summary/summary.ts';
import { requireCounts, requireShape, requireSome } from './checks.ts';
import { neighborItems } from './embeddings.ts';
import { geneTotals } from './geneTotals.ts';
import { countLayers, itemOf, matrixNames } from './layers.ts';
import { describeMatrix, readMatrix } from './matrix.ts';
import { readTable } from './table.ts';

/**
 * What an h5ad file holds. The values of the two layers of counts are read once, in blocks; nothing else of size is.
 * What makes the file unusable is told in `error`, beside everything that could be found out.
 */
export function inspectH5ad(path: string, options: ReadOptions = {}): Promise<FileSummary> {
  return withHdf5File(path, (file) =>
    fillSummary(path, { size: statSync(path).size, format: 'h5ad' }, (summary) => {
      const geneNames = describeContents(file, summary);
      summariseTotals(file, summary, geneNames, options);
    }),
  );
}

/** Fills in everything but the counts; returns the names of the genes. */
function describeContents(file: Hdf5File, summary: FileSummary): string[] {
  summary.layers = matrixNames(file).map((name) => summariseLayer(file, name));
  const obs = readTable(file, 'obs');
  const genes = readTable(file, 'var');
  summary.cells = obs.index.length;
  summary.genes = genes.index.length;
  summary.obs = markRoles(summariseColumns(obs.columns));
  summary.var = summariseColumns(genes.columns);
  summary.geneNaming = summariseNaming({ geneNames: genes.index, var: genes.columns });
  summary.obsm = embeddingSummary(file);
  summary.obsp = file.keys('obsp');
  if (neighborItems(file).connectivities) summary.neighbors = { count: neighborCount(file) };
  summary.warnings.push(...obs.warnings, ...genes.warnings);
  uniqueNames(obs.index, 'barcodes', summary.warnings);
  return uniqueNames(genes.index, 'gene names', summary.warnings);
}

/** Sums of the counts and the share of unspliced ones. @throws DataError where they are no use to a run. */
function summariseTotals(
  file: Hdf5File,
  summary: FileSummary,
  geneNames: string[],
  options: ReadOptions,
): void {
  const layers = countLayers(file, options);
  requireSome(file, summary.cells, summary.genes);
  if (layers.spliced.length > 1) summary.warnings.push(AMBIGUOUS_ADDED);
  for (const item of Object.values(layers).flat()) requireShape(file, item, summary.cells, summary.genes);
  const read = (items: string[]): Float64Array =>
    addUp(items.map((item) => geneTotals(file, item, geneNames, options.checkpoint)));
  const totals = { spliced: read(layers.spliced), unspliced: read(layers.unspliced) };
  const readWhole = (which: CountLayer) => sumOfMatrices(layers[which].map((item) => readMatrix(file, item)));
  warnIfSameTotals(totals, readWhole, summary.warnings);
  summariseCounts(summary, geneNames, totals);
  requireCounts(file, layers, summary.totals!);
}

function summariseLayer(file: Hdf5File, name: string): LayerSummary {
  const item = itemOf(name);
  const { encoding, rows, cols, dtype, stored } = describeMatrix(file, item);
  const values = encoding === 'dense' ? item : `${item}/data`;
  const compression = encoding === 'unknown' ? undefined : compressionName(file.describe(values).filters);
  return { name, dtype, encoding, compression, rows, cols, stored };
}

function embeddingSummary(file: Hdf5File): { name: string; columns: number }[] {
  if (file.kind('obsm') === 'array')
    return readRecords(file, 'obsm').flatMap((field) =>
      field.kind === 'numbers' ? [{ name: field.name, columns: field.width }] : [],
    );
  return file.keys('obsm').flatMap((name) => {
    if (file.kind(`obsm/${name}`) !== 'array') return [];
    const { shape, metadata } = file.describe(`obsm/${name}`);
    return isNumeric(metadata) ? [{ name, columns: shape[1] ?? 1 }] : [];
  });
}

function neighborCount(file: Hdf5File): number | undefined {
  const item = 'uns/neighbors/params/n_neighbors';
  if (file.kind(item) !== 'array' || !isNumeric(file.describe(item).metadata)) return undefined;
  return readNumbers(file, item)[0];
}
