import type { Database } from 'better-sqlite3';

import { denseFrom, strings, type CategoricalArray } from '../../src-worker/data/arrays.ts';
import type { ArrayName, ArrayTypes } from '../../src-worker/data/catalogue.ts';
import type { Column } from '../../src-worker/data/dataset.ts';
import { DataError } from '../../src-worker/data/errors.ts';
import { usualClusters } from '../../src-worker/formats/roles.ts';
import { listArrays, loadArray } from '../project/arrays.ts';
import { loadCounts } from '../project/counts.ts';
import { loadNames, type DatasetRecord } from '../project/datasets.ts';
import type { RunSettings } from './settings.ts';

/** The arrays that a stored dataset gives to a run: counts, names, and what other tools computed before. */
export interface DatasetArrays {
  /** A hash of each array's content, for the arrays there are. */
  readonly fingerprints: ReadonlyMap<ArrayName, string>;
  load<N extends ArrayName>(name: N): ArrayTypes[N];
}

/** More groups than this are not clusters: a time, a score or a barcode. */
const MOST_CLUSTERS = 500;

/** @throws DataError where the settings name a column of clusters that the dataset does not have. */
export function datasetArrays(
  database: Database,
  dataset: DatasetRecord,
  settings: RunSettings,
): DatasetArrays {
  const owner = { datasetId: dataset.id };
  const stored = listArrays(database, owner);
  const column = clustersColumn(stored, settings.clusters);
  const sources: [ArrayName, string | undefined][] = [
    ['clusters_given', column && `obs/${column}`],
    ['X_pca_given', 'obsm/X_pca'],
    ['X_umap_given', 'obsm/X_umap'],
    ['connectivities_given', 'obsp/connectivities'],
    ['distances_given', 'obsp/distances'],
    ['highly_variable_given', 'var/highly_variable'],
  ];
  const keys = new Map<ArrayName, string>();
  for (const [name, key] of sources) if (key && stored.has(key)) keys.set(name, key);
  const fingerprints = new Map<ArrayName, string>();
  for (const name of ['spliced', 'unspliced', 'cell_names', 'gene_names'] as const)
    fingerprints.set(name, `${dataset.fingerprint}/${name}`);
  for (const [name, key] of keys) fingerprints.set(name, stored.get(key)!);

  const load = (name: ArrayName): unknown => {
    switch (name) {
      case 'spliced':
      case 'unspliced':
        return loadCounts(database, dataset.id, name);
      case 'cell_names':
        return strings(loadNames(database, 'cells', dataset.id));
      case 'gene_names':
        return strings(loadNames(database, 'genes', dataset.id));
      default: {
        const value = loadArray(database, owner, keys.get(name)!) as Column;
        if (name === 'clusters_given') return asClusters(value, column!);
        return value.kind === 'booleans' ? denseFrom('u8', value.values) : value;
      }
    }
  };
  return { fingerprints, load: <N extends ArrayName>(name: N) => load(name) as ArrayTypes[N] };
}

/**
 * The column of a dataset that a run takes its clusters from, where it takes any.
 *
 * @throws DataError where the asked one is not there.
 */
export function clustersColumn(
  stored: ReadonlyMap<string, string>,
  asked: string | undefined,
): string | undefined {
  const columns = [...stored.keys()].filter((key) => key.startsWith('obs/')).map((key) => key.slice(4));
  if (asked === undefined) return usualClusters(columns);
  if (columns.includes(asked)) return asked;
  throw new DataError(
    `the cells have no column “${asked}”.`,
    {},
    columns.length > 0 ? `Their columns: ${columns.join(', ')}.` : 'The file has no columns for cells.',
  );
}

/** @throws DataError for a column that measures or names each cell rather than groups them. */
function asClusters(column: Column, name: string): CategoricalArray {
  const clusters = asCategorical(column);
  const groups = clusters.categories.length;
  if (groups === 0)
    throw new DataError(
      `the column “${name}” is empty, so it gives no clusters.`,
      {},
      'Choose another column: clusters (--clusters COLUMN).',
    );
  if (groups > MOST_CLUSTERS || (groups > 1 && groups === clusters.codes.length))
    throw new DataError(
      `the column “${name}” has ${groups} different values for ${clusters.codes.length} cells, so it gives no clusters.`,
      {},
      'Choose a column with the name of each cell’s cluster: clusters (--clusters COLUMN).',
    );
  return clusters;
}

function asCategorical(column: Column): CategoricalArray {
  if (column.kind === 'categorical') return column;
  const labels = Array.from(column.values as ArrayLike<string | number>, (value) =>
    typeof value === 'number' && Number.isNaN(value) ? '' : String(value),
  );
  const categories = [...new Set(labels)].filter((label) => label !== '').sort();
  const code = new Map(categories.map((label, index) => [label, index]));
  return {
    kind: 'categorical',
    codes: Int32Array.from(labels, (label) => code.get(label) ?? -1),
    categories,
  };
}
