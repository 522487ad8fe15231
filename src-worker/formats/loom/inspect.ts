import { statSync } from 'node:fs';

import type { CountLayer } from '../counts/countLayer.ts';
import { AMBIGUOUS_ADDED } from '../counts/countNames.ts';
import { summariseCounts } from '../counts/unsplicedShare.ts';
import { requireTotals, warnIfSameTotals } from '../counts/usableCounts.ts';
import { withHdf5File, type Hdf5File } from '../hdf5/file.ts';
import { compressionName } from '../hdf5/filters.ts';
import { dtypeName, itemCount } from '../hdf5/numbers.ts';
import { summariseNaming } from '../names/geneNaming.ts';
import type { ReadOptions } from '../reader.ts';
import { summariseColumns } from '../summary/columnSummary.ts';
import { fillSummary } from '../summary/fillSummary.ts';
import { markRoles } from '../summary/roles.ts';
import type { FileSummary, LayerSummary } from '../summary/summary.ts';
import { readContents } from './contents.ts';
import { geneTotals, readCounts } from './counts.ts';
import { countItems, itemOf, matrixNames } from './layers.ts';

/**
 * What a loom file holds. Its layers of counts are read once, in tiles that are not kept; what makes the file unusable
 * is told in `error`, beside everything that could be found out.
 */
export function inspectLoom(path: string, options: ReadOptions = {}): Promise<FileSummary> {
  return withHdf5File(path, (file) =>
    fillSummary(path, { size: statSync(path).size, format: 'loom' }, (summary) => {
      describe(file, summary, options);
    }),
  );
}

function describe(file: Hdf5File, summary: FileSummary, options: ReadOptions): void {
  summary.layers = matrixNames(file).map((name) => summariseLayer(file, name));
  [summary.genes, summary.cells] = file.describe('matrix').shape;
  const { cells, genes, geneNames, embeddings, warnings } = readContents(file);
  summary.obs = markRoles(summariseColumns(cells.columns));
  summary.var = summariseColumns(genes.columns);
  summary.geneNaming = summariseNaming({ geneNames, var: genes.columns });
  summary.obsm = embeddings.map(({ name, columns }) => ({ name, columns }));
  summary.warnings = warnings;
  const items = countItems(file, options);
  if (items.spliced.length > 1) summary.warnings.push(AMBIGUOUS_ADDED);
  const read = (which: CountLayer): Float64Array =>
    geneTotals(file, items[which], geneNames, options.checkpoint);
  const totals = { spliced: read('spliced'), unspliced: read('unspliced') };
  const readWhole = (which: CountLayer) => readCounts(file, items[which], geneNames, summary.cells);
  warnIfSameTotals(totals, readWhole, summary.warnings);
  summariseCounts(summary, geneNames, totals);
  requireTotals(summary.totals!, file.path);
}

/** Loom has genes as rows; the summary, like everything here, has cells. */
function summariseLayer(file: Hdf5File, name: string): LayerSummary {
  const item = itemOf(name);
  if (file.kind(item) !== 'array')
    return { name, dtype: 'unknown', encoding: 'unknown', rows: 0, cols: 0, stored: 0 };
  const { shape, metadata, filters } = file.describe(item);
  return {
    name,
    dtype: dtypeName(metadata),
    encoding: 'dense',
    compression: compressionName(filters),
    rows: shape[1] ?? 0,
    cols: shape[0] ?? 0,
    stored: itemCount(shape),
  };
}
