import { statSync } from 'node:fs';

import type { Dataset } from '../data/dataset.ts';
import { totalOf } from '../formats/counts/usableCounts.ts';
import { summariseNaming } from '../formats/names/geneNaming.ts';
import { summariseColumns } from '../formats/summary/columnSummary.ts';
import { markRoles } from '../formats/summary/roles.ts';
import type { FileSummary, LayerSummary } from '../formats/summary/summary.ts';

/**
 * A summary of a dataset in memory, as the readers give of a file.
 *
 * @param paths of the files it was put together from; their sizes are added up where all of them are files, not folders.
 */
export function summariseDataset(dataset: Dataset, paths: readonly string[]): FileSummary {
  const { source, cellNames, geneNames, layers, obs, var: genes, obsm, obsp, warnings } = dataset;
  const totals = { spliced: totalOf(layers['spliced']), unspliced: totalOf(layers['unspliced']) };
  return {
    path: source.path,
    size: sizeOf(paths),
    format: source.format,
    cells: cellNames.length,
    genes: geneNames.length,
    layers: Object.entries(layers).map(([name, { rows, cols, data }]): LayerSummary => ({
      name,
      dtype: 'float32',
      encoding: 'csr',
      rows,
      cols,
      stored: data.length,
    })),
    totals,
    unsplicedFraction: totals.unspliced / (totals.spliced + totals.unspliced),
    obs: markRoles(summariseColumns(obs)),
    var: summariseColumns(genes),
    geneNaming: summariseNaming(dataset),
    obsm: Object.entries(obsm).map(([name, { shape }]) => ({ name, columns: shape[1] })),
    obsp: Object.keys(obsp),
    ...('connectivities' in obsp ? { neighbors: {} } : {}),
    warnings,
  };
}

function sizeOf(paths: readonly string[]): number | undefined {
  const files = paths.map((path) => statSync(path, { throwIfNoEntry: false }));
  if (!files.every((file) => file?.isFile())) return undefined;
  return files.reduce((sum, file) => sum + (file?.size ?? 0), 0);
}
