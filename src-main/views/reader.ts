import type { Database } from 'better-sqlite3';

import type { SparseMatrix } from '../../src-worker/data/arrays.ts';
import { neighbourhoods, type Neighbourhoods } from '../../src-worker/data/neighbourhoods.ts';
import { loadArray, type ArrayOwner } from '../project/arrays.ts';
import type { StoredValue } from '../project/arrayCodec.ts';
import { loadNames, type DatasetRecord } from '../project/datasets.ts';
import { createCache, type Cache } from './cache.ts';

/**
 * Reads what views draw from a project, and keeps what was read last. Keys are fingerprints of contents, so that nothing
 * kept is ever out of date.
 */
export interface ViewReader {
  readonly database: Database;
  readonly cache: Cache;
  /** A stored array of that owner, name and fingerprint. */
  array(owner: ArrayOwner, name: string, fingerprint: string): StoredValue;
  /** Neighbourhoods of the stored connectivities with that fingerprint. */
  graph(fingerprint: string, load: () => SparseMatrix): Neighbourhoods;
  names(table: 'cells' | 'genes', dataset: DatasetRecord): string[];
  /** Does a task once nothing has been asked for in a moment, so that its result is there when it is needed. */
  later(task: () => Promise<void>): void;
  /** Gene name → place in the dataset. */
  genePlaces(dataset: DatasetRecord): Map<string, number>;
}

/** Enough for the graph of a million cells beside what a screen shows. */
const CACHE_BYTES = 1024 ** 3;
/** Milliseconds: the page asks for columns and names right after the scene. */
const MOMENT = 250;

/** @param cacheBytes how much of what was read is kept. */
export function createViewReader(database: Database, cacheBytes = CACHE_BYTES): ViewReader {
  const cache = createCache(cacheBytes);
  let waiting: NodeJS.Timeout | undefined;
  return {
    database,
    cache,
    array: (owner, name, fingerprint) =>
      cache.get(`array/${fingerprint}`, () => {
        const value = loadArray(database, owner, name);
        if (!value) throw new Error(`The project has no array ${name}`);
        return value;
      }),
    graph: (fingerprint, load) => cache.get(`graph/${fingerprint}`, () => neighbourhoods(load())),
    names: (table, dataset) =>
      cache.get(`${table}/${dataset.fingerprint}`, () => loadNames(database, table, dataset.id)),
    later(task) {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        if (!database.open) return;
        // What cannot be read now is said to whoever asks for it.
        task().catch(() => undefined);
      }, MOMENT);
      waiting.unref();
    },
    genePlaces: (dataset) =>
      cache.get(
        `gene places/${dataset.fingerprint}`,
        () => new Map(loadNames(database, 'genes', dataset.id).map((name, g) => [name, g])),
      ),
  };
}
