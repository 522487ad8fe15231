import { createHash } from 'node:crypto';

import type { Database } from 'better-sqlite3';

import { decodeValue, encodeValue, type EncodedValue, type StoredValue } from './arrayCodec.ts';
import { packBlob, unpackBlob, type Blob } from './blobs.ts';

/** Who an array belongs to: a dataset (as read) or the result of a step. */
export type ArrayOwner = { datasetId: number } | { resultId: number };

const CHUNK_BYTES = 4 * 1024 * 1024;

/** Stores a value under a name; the caller wraps what belongs together in one transaction. */
export function saveArray(database: Database, owner: ArrayOwner, name: string, value: StoredValue): void {
  const encoded = encodeValue(value);
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO arrays (dataset_id, result_id, name, kind, header, fingerprint)
       VALUES (@datasetId, @resultId, @name, @kind, @header, @fingerprint)`,
    )
    .run({
      datasetId: 'datasetId' in owner ? owner.datasetId : null,
      resultId: 'resultId' in owner ? owner.resultId : null,
      name,
      kind: encoded.kind,
      header: JSON.stringify(encoded.header),
      fingerprint: hashOf(encoded),
    });
  const insert = database.prepare(
    `INSERT INTO array_chunks (array_id, part, position, codec, raw_bytes, checksum, bytes)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  for (const [part, data] of Object.entries(encoded.parts)) {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    for (let from = 0, position = 0; from < bytes.length; from += CHUNK_BYTES, position++) {
      const blob = packBlob(bytes.subarray(from, from + CHUNK_BYTES));
      insert.run(lastInsertRowid, part, position, blob.codec, blob.rawBytes, blob.checksum, blob.bytes);
    }
  }
}

/** The fingerprint of a value's content, the same as {@link saveArray} stores with it. */
export function fingerprintOf(value: StoredValue): string {
  return hashOf(encodeValue(value));
}

/** The names of an owner's arrays, each with the fingerprint of its content. */
export function listArrays(database: Database, owner: ArrayOwner): Map<string, string> {
  const { clause, id } = whereOwner(owner);
  const rows = database.prepare(`SELECT name, fingerprint FROM arrays WHERE ${clause}`).all(id) as {
    name: string;
    fingerprint: string;
  }[];
  return new Map(rows.map((row) => [row.name, row.fingerprint]));
}

/**
 * The value stored under a name, on shared memory; undefined where the owner has none.
 *
 * @throws DataError where the stored bytes are damaged.
 */
export function loadArray(database: Database, owner: ArrayOwner, name: string): StoredValue | undefined {
  const { clause, id } = whereOwner(owner);
  const row = database
    .prepare(`SELECT id, kind, header FROM arrays WHERE ${clause} AND name = ?`)
    .get(id, name) as { id: number; kind: string; header: string } | undefined;
  if (!row) return undefined;
  const chunks = database.prepare(
    `SELECT codec, raw_bytes AS rawBytes, checksum, bytes FROM array_chunks
     WHERE array_id = ? AND part = ? ORDER BY position`,
  );
  return decodeValue(row.kind, JSON.parse(row.header) as Record<string, unknown>, (part, into) => {
    let offset = 0;
    for (const blob of chunks.iterate(row.id, part) as IterableIterator<Blob>) {
      const raw = unpackBlob(blob, `Array ${name}`);
      into.set(raw, offset);
      offset += raw.length;
    }
  });
}

function whereOwner(owner: ArrayOwner): { clause: string; id: number } {
  return 'datasetId' in owner
    ? { clause: 'dataset_id = ?', id: owner.datasetId }
    : { clause: 'result_id = ?', id: owner.resultId };
}

function hashOf(encoded: EncodedValue): string {
  const hash = createHash('sha256').update(encoded.kind).update(JSON.stringify(encoded.header));
  for (const data of Object.values(encoded.parts))
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  return hash.digest('hex');
}
