import { createHash, randomUUID } from 'node:crypto';

import type { Database } from 'better-sqlite3';

import { denseFrom } from '../../src-worker/data/arrays.ts';
import type { Dataset } from '../../src-worker/data/dataset.ts';
import { rowSums } from '../../src-worker/data/sparse.ts';
import type { StoredValue } from './arrayCodec.ts';
import { fingerprintOf, insertArray, packArray } from './arrays.ts';
import {
  findDataset,
  getDataset,
  incompleteDataset,
  librarySizeKey,
  namesChecksum,
  type DatasetRecord,
} from './datasets.ts';
import { checkName } from './names.ts';
import { createPace, type Pace } from './pace.ts';
import { insertCountChunk, packCounts, type CountChunk } from './packCounts.ts';

export interface ImportOptions {
  signal?: AbortSignal;
  /** Called with the share that is done, 0 … 1. */
  onProgress?: (fraction: number) => void;
  /** Called when the counts of a layer are stored and nothing here refers to them any more. */
  onLayerStored?: () => void;
}

/** Packed bytes that are written at once: what one transaction takes, and what waits in memory. */
const BATCH_BYTES = 2 * 1024 * 1024;
const NAMES_A_BATCH = 5000;
const HASH_BYTES = 2 * 1024 * 1024;
/** Of the whole time: hashing is the shorter part of it. */
const HASHING = 0.2;

/**
 * Stores a dataset, whole or not at all; one that the project has already is not stored twice.
 *
 * It is written in small transactions as a dataset that is not complete, which nothing sees, and becomes complete in the last
 * one. So the thread stays free for other work, little waits in memory, and what a cancelled import or a crash leaves behind is
 * taken away.
 *
 * @throws DataError where the name is empty, CancelledError where the signal stopped it.
 */
export async function importDataset(
  database: Database,
  dataset: Dataset,
  name: string,
  options: ImportOptions = {},
): Promise<DatasetRecord> {
  return (await beginImport(database, dataset, name, options)).stored;
}

/** An import that has come so far that a run on the dataset can start, if it is given the counts. */
export interface ImportUnderWay {
  dataset: DatasetRecord;
  /** Fulfilled when the counts are stored and the dataset is complete. Otherwise the dataset is gone, and with it what runs made of it. */
  stored: Promise<DatasetRecord>;
}

/**
 * Stores the names and annotations of a dataset, and begins to store its counts, which takes longest; as {@link importDataset} in
 * all else.
 */
export async function beginImport(
  database: Database,
  dataset: Dataset,
  name: string,
  options: ImportOptions = {},
): Promise<ImportUnderWay> {
  const checked = checkName(name, 'the dataset');
  const pace = createPace(options.signal);
  const report = options.onProgress ?? ((): void => undefined);
  report(0);
  const fingerprint = await fingerprintOfDataset(dataset, pace, (share) => {
    report(HASHING * share);
  });
  const known = findDataset(database, fingerprint);
  if (known) {
    report(1);
    return { dataset: known, stored: Promise.resolve(known) };
  }
  const datasetId = enter(database, dataset, checked);
  try {
    await storeAnnotations(database, datasetId, dataset, pace);
  } catch (error) {
    discard(database, datasetId);
    throw error;
  }
  const layers = Object.entries(dataset.layers);
  const stored = storeCounts(database, datasetId, fingerprint, layers, pace, {
    ...options,
    onProgress: (share) => {
      report(HASHING + (1 - HASHING) * share);
    },
  });
  stored.catch(() => undefined); // whoever waits for it hears of it
  return { dataset: incompleteDataset(database, datasetId, fingerprint), stored };
}

/** Takes away what imports left behind that the end of the program interrupted. */
export function discardInterruptedImports(database: Database): void {
  const ids = database.prepare('SELECT id FROM datasets WHERE NOT complete').pluck().all() as number[];
  for (const id of ids) discard(database, id);
}

function discard(database: Database, datasetId: number): void {
  database.prepare('DELETE FROM datasets WHERE id = ? AND NOT complete').run(datasetId);
}

function enter(database: Database, dataset: Dataset, name: string): number {
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO datasets (name, source_path, format, cells, genes, fingerprint, warnings, imported_at,
       cells_checksum, genes_checksum, complete) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`,
    )
    .run(
      name,
      dataset.source.path,
      dataset.source.format,
      dataset.cellNames.length,
      dataset.geneNames.length,
      `importing ${randomUUID()}`, // the fingerprint of a dataset stands for one that is whole
      JSON.stringify(dataset.warnings),
      new Date().toISOString(),
      namesChecksum(dataset.cellNames),
      namesChecksum(dataset.geneNames),
    );
  return Number(lastInsertRowid);
}

async function storeAnnotations(
  database: Database,
  datasetId: number,
  dataset: Dataset,
  pace: Pace,
): Promise<void> {
  await storeNames(database, 'cells', datasetId, dataset.cellNames, pace);
  await storeNames(database, 'genes', datasetId, dataset.geneNames, pace);
  for (const group of GROUPS)
    for (const [key, value] of Object.entries(dataset[group]))
      await storeArray(database, datasetId, `${group}/${key}`, value, pace);
}

/** Stores the counts and completes the dataset, or discards it. Takes the layers out of their list: what is stored can leave memory. */
async function storeCounts(
  database: Database,
  datasetId: number,
  fingerprint: string,
  layers: [name: string, counts: Dataset['layers'][string]][],
  pace: Pace,
  { onProgress, onLayerStored }: ImportOptions,
): Promise<DatasetRecord> {
  const count = layers.length;
  try {
    for (let done = 0; done < count; done++) {
      await storeLayer(database, datasetId, ...layers.shift()!, pace, (share) => {
        onProgress?.((0.99 * (done + share)) / count);
      });
      onLayerStored?.();
    }
    const record = complete(database, datasetId, fingerprint);
    onProgress?.(1);
    return record;
  } catch (error) {
    discard(database, datasetId);
    throw error;
  }
}

async function storeArray(
  database: Database,
  datasetId: number,
  key: string,
  value: StoredValue,
  pace: Pace,
): Promise<void> {
  const packed = await packArray(value, pace);
  database.transaction(() => {
    insertArray(database, { datasetId }, key, packed);
  })();
}

async function storeLayer(
  database: Database,
  datasetId: number,
  layer: string,
  counts: Dataset['layers'][string],
  pace: Pace,
  report: (share: number) => void,
): Promise<void> {
  let waiting: CountChunk[] = [];
  let bytes = 0;
  const store = database.transaction(() => {
    for (const chunk of waiting) insertCountChunk(database, datasetId, layer, chunk);
  });
  for await (const chunk of packCounts(counts, pace)) {
    waiting.push(chunk);
    bytes += chunk.bytes.length;
    report(chunk.geneTo / counts.cols);
    if (bytes < BATCH_BYTES) continue;
    store();
    waiting = [];
    bytes = 0;
    await pace();
  }
  store();
  // Summed while the counts are at hand, so that a gene can be shown without reading all of them.
  await storeArray(database, datasetId, librarySizeKey(layer), denseFrom('f32', rowSums(counts)), pace);
}

async function storeNames(
  database: Database,
  table: 'cells' | 'genes',
  datasetId: number,
  names: string[],
  pace: Pace,
): Promise<void> {
  const insert = database.prepare(`INSERT INTO ${table} (dataset_id, position, name) VALUES (?, ?, ?)`);
  for (let from = 0; from < names.length; from += NAMES_A_BATCH) {
    database.transaction(() => {
      const to = Math.min(names.length, from + NAMES_A_BATCH);
      for (let position = from; position < to; position++) insert.run(datasetId, position, names[position]);
    })();
    await pace();
  }
}

/** The last transaction: the dataset is there, unless the same was imported beside it meanwhile. */
function complete(database: Database, datasetId: number, fingerprint: string): DatasetRecord {
  return database.transaction(() => {
    const twin = findDataset(database, fingerprint);
    if (twin) {
      discard(database, datasetId);
      return twin;
    }
    database
      .prepare('UPDATE datasets SET complete = 1, fingerprint = ?, imported_at = ? WHERE id = ?')
      .run(fingerprint, new Date().toISOString(), datasetId);
    return getDataset(database, datasetId);
  })();
}

const GROUPS = ['obs', 'var', 'obsm', 'obsp'] as const;

async function fingerprintOfDataset(
  dataset: Dataset,
  pace: Pace,
  report: (share: number) => void,
): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([dataset.cellNames, dataset.geneNames]));
  const layers = Object.keys(dataset.layers).sort();
  for (const [position, layer] of layers.entries()) {
    hash.update(layer);
    const { indptr, indices, data } = dataset.layers[layer];
    for (const part of [indptr, indices, data]) {
      const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
      for (let from = 0; from < bytes.length; from += HASH_BYTES) {
        hash.update(bytes.subarray(from, from + HASH_BYTES));
        await pace();
      }
    }
    report((position + 1) / layers.length);
  }
  for (const group of GROUPS)
    for (const [key, value] of Object.entries(dataset[group]))
      hash.update(JSON.stringify([group, key, await fingerprintOf(value, pace)]));
  return hash.digest('hex');
}
