import type { Database } from 'better-sqlite3';

import { denseFrom, strings } from '../../src-worker/data/arrays.ts';
import type { ArrayName, ArrayTypes } from '../../src-worker/data/catalogue.ts';
import type { Column } from '../../src-worker/data/dataset.ts';
import { listArrays, loadArray } from '../project/arrays.ts';
import { loadCounts } from '../project/counts.ts';
import { loadNames, type DatasetRecord } from '../project/datasets.ts';
import { asClusters, clustersColumn } from './clustersGiven.ts';
import type { RunSettings } from '../project/runSettings.ts';

/** The arrays that a stored dataset gives to a run: counts, names, and what other tools computed before. */
export interface DatasetArrays {
  /** A hash of each array's content, for the arrays there are. */
  readonly fingerprints: ReadonlyMap<ArrayName, string>;
  load<N extends ArrayName>(name: N): ArrayTypes[N];
}

/** @throws DataError where the settings name a column that the dataset does not have or that gives no clusters. */
export function datasetArrays(
  database: Database,
  dataset: DatasetRecord,
  settings: RunSettings,
): DatasetArrays {
  const owner = { datasetId: dataset.id };
  const stored = listArrays(database, owner);
  const column = clustersColumn(database, dataset.id, settings.clusters);
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
        if (name === 'clusters_given') return asClusters(value);
        return value.kind === 'booleans' ? denseFrom('u8', value.values) : value;
      }
    }
  };
  return { fingerprints, load: <N extends ArrayName>(name: N) => load(name) as ArrayTypes[N] };
}
