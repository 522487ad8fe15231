import { crc32 } from 'node:zlib';

import type { Database } from 'better-sqlite3';

import { DataError } from '../../src-worker/data/errors.ts';
import { knownSchema, rolesSchema, type Known, type Roles } from './annotations.ts';
import { checkName } from './names.ts';
import { readJson, textsSchema } from './storedJson.ts';
import { removeViewState } from './viewState.ts';

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
  roles: Roles;
  known: Known;
  importedAt: string;
}

/** All datasets, oldest first; one that is still being imported is not among them. */
export function listDatasets(database: Database): DatasetRecord[] {
  return (database.prepare(`${SELECT} WHERE complete ORDER BY id`).all() as Row[]).map(fromRow);
}

/** @throws DataError where the project has no such dataset. */
export function getDataset(database: Database, id: number): DatasetRecord {
  const row = database.prepare(`${SELECT} WHERE complete AND id = ?`).get(id) as Row | undefined;
  if (!row) throw new DataError(`the project has no dataset ${id}.`, {}, 'It may have been deleted.');
  return fromRow(row);
}

/** A dataset that is still being imported, with the fingerprint that it will have. */
export function incompleteDataset(database: Database, id: number, fingerprint: string): DatasetRecord {
  const row = database.prepare(`${SELECT} WHERE NOT complete AND id = ?`).get(id) as Row;
  return { ...fromRow(row), fingerprint };
}

/** The dataset of that content, if the project has it. */
export function findDataset(database: Database, fingerprint: string): DatasetRecord | undefined {
  const row = database.prepare(`${SELECT} WHERE complete AND fingerprint = ?`).get(fingerprint) as
    Row | undefined;
  return row && fromRow(row);
}

/** @throws DataError where the dataset is gone or the name is empty. */
export function renameDataset(database: Database, id: number, name: string): DatasetRecord {
  database.prepare('UPDATE datasets SET name = ? WHERE id = ?').run(checkName(name, 'the dataset'), id);
  return getDataset(database, id);
}

/** Stores which columns play which part, in place of what was chosen before. @throws DataError where the dataset is gone. */
export function setDatasetRoles(database: Database, id: number, roles: Roles): DatasetRecord {
  database.prepare('UPDATE datasets SET roles = ? WHERE id = ?').run(JSON.stringify(roles), id);
  return getDataset(database, id);
}

/** Stores what is known of the dataset, in place of what was before. @throws DataError where the dataset is gone. */
export function setKnown(database: Database, id: number, known: Known): DatasetRecord {
  database.prepare('UPDATE datasets SET known = ? WHERE id = ?').run(JSON.stringify(known), id);
  return getDataset(database, id);
}

/**
 * Deletes a dataset with its runs, results, edits and selections, and how they looked, in one transaction.
 *
 * @throws DataError where one of its runs is under way, or it is gone already.
 */
export function deleteDataset(database: Database, id: number): void {
  database.transaction(() => {
    const { name } = getDataset(database, id);
    const running = database
      .prepare(`SELECT name FROM runs WHERE dataset_id = ? AND status = 'running'`)
      .pluck()
      .get(id) as string | undefined;
    if (running !== undefined)
      throw new DataError(
        `the run “${running}” of the dataset “${name}” is under way.`,
        {},
        'Cancel it first.',
      );
    const runs = database.prepare('SELECT id FROM runs WHERE dataset_id = ?').pluck().all(id) as number[];
    for (const key of [`dataset:${id}`, ...runs.map((run) => `run:${run}`)]) removeViewState(database, key);
    database.prepare('DELETE FROM datasets WHERE id = ?').run(id);
  })();
}

/**
 * The barcodes or gene names of a dataset, in order.
 *
 * @throws DataError where they are not those that were stored.
 */
export function loadNames(database: Database, table: 'cells' | 'genes', datasetId: number): string[] {
  const names = database
    .prepare(`SELECT name FROM ${table} WHERE dataset_id = ? ORDER BY position`)
    .pluck()
    .all(datasetId) as string[];
  const stored = database
    .prepare(`SELECT ${table} AS count, ${table}_checksum AS checksum FROM datasets WHERE id = ?`)
    .get(datasetId) as { count: number; checksum: number | null } | undefined;
  // Files of the first schema have no checksum of names.
  const intact =
    !stored ||
    (names.length === stored.count && (stored.checksum === null || namesChecksum(names) === stored.checksum));
  if (!intact)
    throw new DataError(
      `the names of the ${table} in the project file are damaged.`,
      {},
      'Restore the file from a backup, or delete the dataset and import it again.',
    );
  return names;
}

/** Under which a dataset keeps the counts of each of its cells over all genes of a layer. */
export function librarySizeKey(layer: string): string {
  return `library_size/${layer}`;
}

/** CRC-32 of names, with which {@link loadNames} knows that they are whole. */
export function namesChecksum(names: readonly string[]): number {
  return crc32(names.join('\n'));
}

type Row = Omit<DatasetRecord, 'warnings' | 'roles' | 'known'> &
  Record<'warnings' | 'roles' | 'known', string>;

const SELECT = `SELECT id, name, source_path AS sourcePath, format, cells, genes, fingerprint, warnings, roles, known,
  imported_at AS importedAt FROM datasets`;

function fromRow(row: Row): DatasetRecord {
  return {
    ...row,
    warnings: readJson(textsSchema, row.warnings) ?? [],
    roles: readJson(rolesSchema, row.roles) ?? {},
    known: readJson(knownSchema, row.known) ?? {},
  };
}
