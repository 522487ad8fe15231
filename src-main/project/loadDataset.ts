import type { Database } from 'better-sqlite3';

import type { Column, Dataset } from '../../src-worker/data/dataset.ts';
import type { StoredValue } from './arrayCodec.ts';
import { listArrays, loadArray } from './arrays.ts';
import { countLayers, loadCounts } from './counts.ts';
import { getDataset, loadNames } from './datasets.ts';

/**
 * A dataset as it was imported: counts, names, and what its file said of cells and genes.
 *
 * @throws DataError where the project has no such dataset, or what is stored of it is damaged.
 */
export function loadDataset(database: Database, id: number): Dataset {
  const { sourcePath: path, format, warnings } = getDataset(database, id);
  const keys = [...listArrays(database, { datasetId: id }).keys()];
  const group = <T extends StoredValue>(start: string): Record<string, T> =>
    Object.fromEntries(
      keys
        .filter((key) => key.startsWith(start))
        .map((key) => [key.slice(start.length), loadArray(database, { datasetId: id }, key) as T]),
    );
  return {
    source: { path, format },
    cellNames: loadNames(database, 'cells', id),
    geneNames: loadNames(database, 'genes', id),
    layers: Object.fromEntries(
      countLayers(database, id).map((layer) => [layer, loadCounts(database, id, layer)!]),
    ),
    obs: group<Column>('obs/'),
    var: group<Column>('var/'),
    obsm: group<Dataset['obsm'][string]>('obsm/'),
    obsp: group<Dataset['obsp'][string]>('obsp/'),
    warnings,
  };
}
