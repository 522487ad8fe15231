import { createHash } from 'node:crypto';

import type { Database } from 'better-sqlite3';

import type { Dataset } from '../../src-worker/data/dataset.ts';
import { fingerprintOf, saveArray } from './arrays.ts';
import { saveCounts } from './counts.ts';

export interface DatasetRecord {
  id: number;
  name: string;
  sourcePath: string;
  format: string;
  cells: number;
  genes: number;
  /** Of everything that was read: counts, names, and what other tools had computed. */
  fingerprint: string;
  warnings: string[];
  importedAt: string;
}

/** Stores a dataset, whole or not at all; one that the project has already is not stored twice. */
export function importDataset(database: Database, dataset: Dataset, name: string): DatasetRecord {
  const fingerprint = fingerprintOfDataset(dataset);
  const known = database.prepare('SELECT id FROM datasets WHERE fingerprint = ?').pluck().get(fingerprint);
  if (known !== undefined) return getDataset(database, known as number);
  return database.transaction(() => {
    const { lastInsertRowid } = database
      .prepare(
        `INSERT INTO datasets (name, source_path, format, cells, genes, fingerprint, warnings, imported_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        name,
        dataset.source.path,
        dataset.source.format,
        dataset.cellNames.length,
        dataset.geneNames.length,
        fingerprint,
        JSON.stringify(dataset.warnings),
        new Date().toISOString(),
      );
    const datasetId = Number(lastInsertRowid);
    saveNames(database, 'cells', datasetId, dataset.cellNames);
    saveNames(database, 'genes', datasetId, dataset.geneNames);
    for (const [layer, counts] of Object.entries(dataset.layers))
      saveCounts(database, datasetId, layer, counts);
    for (const group of ['obs', 'var', 'obsm', 'obsp'] as const)
      for (const [key, value] of Object.entries(dataset[group]))
        saveArray(database, { datasetId }, `${group}/${key}`, value);
    return getDataset(database, datasetId);
  })();
}

/** All datasets, oldest first. */
export function listDatasets(database: Database): DatasetRecord[] {
  return (database.prepare(`${SELECT} ORDER BY id`).all() as Row[]).map(fromRow);
}

/** The dataset of that id; an error if there is none. */
export function getDataset(database: Database, id: number): DatasetRecord {
  const row = database.prepare(`${SELECT} WHERE id = ?`).get(id) as Row | undefined;
  if (!row) throw new Error(`The project has no dataset ${id}`);
  return fromRow(row);
}

/** The barcodes or gene names of a dataset, in order. */
export function loadNames(database: Database, table: 'cells' | 'genes', datasetId: number): string[] {
  return database
    .prepare(`SELECT name FROM ${table} WHERE dataset_id = ? ORDER BY position`)
    .pluck()
    .all(datasetId) as string[];
}

type Row = Omit<DatasetRecord, 'warnings'> & { warnings: string };

const SELECT = `SELECT id, name, source_path AS sourcePath, format, cells, genes, fingerprint, warnings,
  imported_at AS importedAt FROM datasets`;

function fromRow(row: Row): DatasetRecord {
  return { ...row, warnings: JSON.parse(row.warnings) as string[] };
}

function saveNames(database: Database, table: 'cells' | 'genes', datasetId: number, names: string[]): void {
  const insert = database.prepare(`INSERT INTO ${table} (dataset_id, position, name) VALUES (?, ?, ?)`);
  for (let position = 0; position < names.length; position++)
    insert.run(datasetId, position, names[position]);
}

function fingerprintOfDataset(dataset: Dataset): string {
  const hash = createHash('sha256').update(JSON.stringify([dataset.cellNames, dataset.geneNames]));
  for (const layer of Object.keys(dataset.layers).sort()) {
    hash.update(layer);
    const { indptr, indices, data } = dataset.layers[layer];
    for (const part of [indptr, indices, data])
      hash.update(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
  }
  for (const group of ['obs', 'var', 'obsm', 'obsp'] as const)
    for (const [key, value] of Object.entries(dataset[group]))
      hash.update(JSON.stringify([group, key, fingerprintOf(value)]));
  return hash.digest('hex');
}
