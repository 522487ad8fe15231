import { createHash } from 'node:crypto';

import type { Database } from 'better-sqlite3';
import * as v from 'valibot';

import { decodeValue, encodeValue, type StoredValue } from './arrayCodec.ts';
import { damaged, packBlobAside, unpackBlob, type Blob } from './blobs.ts';
import { createPace, type Pace } from './pace.ts';
import { readJson } from './storedJson.ts';

/** Who an array belongs to: a dataset (as read) or the result of a step. */
export type ArrayOwner = { datasetId: number } | { resultId: number };

/** A value ready to be stored. */
export interface PackedArray {
  kind: string;
  header: string;
  /** SHA-256 of the content. */
  fingerprint: string;
  chunks: (Blob & { part: string; position: number })[];
}

const CHUNK_BYTES = 4 * 1024 * 1024;
const HASH_BYTES = 2 * 1024 * 1024;

/** Hashes and compresses a value, giving way to other work of the thread meanwhile. */
export async function packArray(value: StoredValue, pace: Pace = createPace()): Promise<PackedArray> {
  const encoded = encodeValue(value);
  const chunks: PackedArray['chunks'] = [];
  for (const [part, data] of Object.entries(encoded.parts)) {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    for (let from = 0, position = 0; from < bytes.length; from += CHUNK_BYTES, position++) {
      chunks.push({ part, position, ...(await packBlobAside(bytes.slice(from, from + CHUNK_BYTES))) });
      await pace();
    }
  }
  const fingerprint = await fingerprintOf(value, pace);
  return { kind: encoded.kind, header: JSON.stringify(encoded.header), fingerprint, chunks };
}

/** Stores a packed value under a name; the caller wraps what belongs together in one transaction. */
export function insertArray(database: Database, owner: ArrayOwner, name: string, packed: PackedArray): void {
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO arrays (dataset_id, result_id, name, kind, header, fingerprint)
       VALUES (@datasetId, @resultId, @name, @kind, @header, @fingerprint)`,
    )
    .run({
      datasetId: 'datasetId' in owner ? owner.datasetId : null,
      resultId: 'resultId' in owner ? owner.resultId : null,
      name,
      kind: packed.kind,
      header: packed.header,
      fingerprint: packed.fingerprint,
    });
  const insert = database.prepare(
    `INSERT INTO array_chunks (array_id, part, position, codec, raw_bytes, checksum, bytes)
     VALUES (@arrayId, @part, @position, @codec, @rawBytes, @checksum, @bytes)`,
  );
  for (const chunk of packed.chunks) insert.run({ arrayId: lastInsertRowid, ...chunk });
}

/** The fingerprint of a value's content, the same as is stored with it. */
export async function fingerprintOf(value: StoredValue, pace: Pace = createPace()): Promise<string> {
  const encoded = encodeValue(value);
  const hash = createHash('sha256').update(encoded.kind).update(JSON.stringify(encoded.header));
  for (const data of Object.values(encoded.parts)) {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    for (let from = 0; from < bytes.length; from += HASH_BYTES) {
      hash.update(bytes.subarray(from, from + HASH_BYTES));
      await pace();
    }
  }
  return hash.digest('hex');
}

/** The names of an owner's arrays in the order in which they were stored, each with the fingerprint of its content. */
export function listArrays(database: Database, owner: ArrayOwner): Map<string, string> {
  const { clause, id } = whereOwner(owner);
  const rows = database
    .prepare(`SELECT name, fingerprint FROM arrays WHERE ${clause} ORDER BY id`)
    .all(id) as {
    name: string;
    fingerprint: string;
  }[];
  return new Map(rows.map((row) => [row.name, row.fingerprint]));
}

/**
 * The value stored under a name, on shared memory; undefined where the owner has none.
 *
 * @throws DataError where the stored bytes are damaged or part of them is missing.
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
  const readPart = (part: string, into: Uint8Array): void => {
    let offset = 0;
    for (const blob of chunks.iterate(row.id, part) as IterableIterator<Blob>) {
      const raw = unpackBlob(blob, `Array ${name}`);
      if (offset + raw.length > into.length) throw damaged(`Array ${name}`);
      into.set(raw, offset);
      offset += raw.length;
    }
    if (offset !== into.length) throw damaged(`Array ${name}`);
  };
  try {
    return decodeValue(row.kind, readJson(v.unknown(), row.header), readPart);
  } catch (error) {
    throw v.isValiError(error) ? damaged(`Array ${name}`) : error;
  }
}

function whereOwner(owner: ArrayOwner): { clause: string; id: number } {
  return 'datasetId' in owner
    ? { clause: 'dataset_id = ?', id: owner.datasetId }
    : { clause: 'result_id = ?', id: owner.resultId };
}
