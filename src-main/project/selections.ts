import SqliteDatabase, { type Database } from 'better-sqlite3';

import { sharedArray } from '../../src-worker/data/arrays.ts';
import { DataError } from '../../src-worker/data/errors.ts';
import { packBlob, unpackBlob, type Blob } from './blobs.ts';
import { checkName } from './names.ts';

/** A named set of cells of a dataset. */
export interface SelectionRecord {
  id: number;
  datasetId: number;
  name: string;
  /** How many cells it holds. */
  cells: number;
  changedAt: string;
}

/**
 * Stores a set of cells under a new name.
 *
 * @param cells positions in the dataset, each once
 * @throws DataError where the dataset has a selection of that name already, or no such cells.
 */
export function createSelection(
  database: Database,
  datasetId: number,
  name: string,
  cells: Uint32Array,
): SelectionRecord {
  checkCells(database, datasetId, cells);
  const unique = checkName(name, 'the selection');
  const { lastInsertRowid } = refusingTaken(unique, () =>
    database
      .prepare(
        `INSERT INTO selections (dataset_id, name, cells, codec, raw_bytes, checksum, bytes, changed_at)
         VALUES (@datasetId, @name, @cells, @codec, @rawBytes, @checksum, @bytes, @changedAt)`,
      )
      .run({ ...packCells(cells), datasetId, name: unique }),
  );
  return getSelection(database, Number(lastInsertRowid));
}

export function deleteSelection(database: Database, id: number): void {
  database.prepare('DELETE FROM selections WHERE id = ?').run(id);
}

/** The selections of a dataset by name, without their cells. */
export function listSelections(database: Database, datasetId: number): SelectionRecord[] {
  return database.prepare(`${SELECT} WHERE dataset_id = ? ORDER BY name`).all(datasetId) as SelectionRecord[];
}

/**
 * The cells of a selection, as positions in its dataset, on shared memory.
 *
 * @throws DataError where it is gone or its bytes are damaged.
 */
export function loadSelection(database: Database, id: number): Uint32Array {
  const row = database
    .prepare('SELECT name, codec, raw_bytes AS rawBytes, checksum, bytes FROM selections WHERE id = ?')
    .get(id) as (Blob & { name: string }) | undefined;
  if (!row) throw gone();
  const cells = sharedArray('u32', row.rawBytes / Uint32Array.BYTES_PER_ELEMENT);
  new Uint8Array(cells.buffer).set(unpackBlob(row, `Selection “${row.name}”`));
  return cells;
}

const SELECT = 'SELECT id, dataset_id AS datasetId, name, cells, changed_at AS changedAt FROM selections';

function getSelection(database: Database, id: number): SelectionRecord {
  const row = database.prepare(`${SELECT} WHERE id = ?`).get(id) as SelectionRecord | undefined;
  if (!row) throw gone();
  return row;
}

function packCells(cells: Uint32Array): Blob & { cells: number; changedAt: string } {
  const blob = packBlob(new Uint8Array(cells.buffer, cells.byteOffset, cells.byteLength));
  return { ...blob, cells: cells.length, changedAt: new Date().toISOString() };
}

function checkCells(database: Database, datasetId: number, cells: Uint32Array): void {
  const count = database.prepare('SELECT cells FROM datasets WHERE id = ?').pluck().get(datasetId) as
    number | undefined;
  if (count === undefined)
    throw new DataError('the dataset of the selection is no longer there.', {}, 'Select in another dataset.');
  const beyond = cells.find((cell) => cell >= count);
  if (beyond !== undefined)
    throw new DataError(`the dataset has no cell ${beyond}.`, {}, `Its cells are 0 to ${count - 1}.`);
  if (new Set(cells).size !== cells.length)
    throw new DataError('the selection holds a cell twice.', {}, 'Name each cell once.');
}

function refusingTaken<T>(name: string, write: () => T): T {
  try {
    return write();
  } catch (error) {
    if (error instanceof SqliteDatabase.SqliteError && error.code === 'SQLITE_CONSTRAINT_UNIQUE')
      throw new DataError(`there is a selection “${name}” already.`, {}, 'Choose another name.');
    throw error;
  }
}

function gone(): DataError {
  return new DataError('the selection is no longer in the project.', {}, 'Select the cells again.');
}
