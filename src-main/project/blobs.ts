import { promisify } from 'node:util';
import { constants, crc32, zstdCompress, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

import { DataError } from '../../src-worker/data/errors.ts';

/** A piece of memory as it lies in the file. */
export interface Blob {
  codec: 'zstd' | 'raw';
  rawBytes: number;
  checksum: number;
  bytes: Buffer;
}

/** Below this gain compression costs more time than it saves space. */
const WORTHWHILE = 0.9;

const OPTIONS = { params: { [constants.ZSTD_c_compressionLevel]: 1 }, chunkSize: 1024 * 1024 };

const compressElsewhere = promisify(zstdCompress);

/** Packs bytes with a checksum of their uncompressed form, compressed where it pays. */
export function packBlob(raw: Uint8Array): Blob {
  const rest = { rawBytes: raw.length, checksum: crc32(raw) };
  if (pays(raw)) return { codec: 'zstd', ...rest, bytes: zstdCompressSync(raw, OPTIONS) };
  return { codec: 'raw', ...rest, bytes: Buffer.from(raw) };
}

/** As {@link packBlob}, with the compression on another thread; until then `raw`, which must not be shared memory, stays as it is. */
export async function packBlobAside(raw: Uint8Array<ArrayBuffer>): Promise<Blob> {
  const rest = { rawBytes: raw.length, checksum: crc32(raw) };
  if (pays(raw)) return { codec: 'zstd', ...rest, bytes: await compressElsewhere(raw, OPTIONS) };
  return { codec: 'raw', ...rest, bytes: Buffer.from(raw) };
}

/**
 * The bytes of a blob.
 *
 * @throws DataError where they do not match their checksum; `what` names them in the message.
 */
export function unpackBlob(blob: Blob, what: string): Uint8Array {
  let raw: Uint8Array;
  try {
    // Bytes of a few kilobytes may unpack to more than the memory: never to more than they are said to be.
    const most = Math.max(1, blob.rawBytes);
    raw = blob.codec === 'zstd' ? zstdDecompressSync(blob.bytes, { maxOutputLength: most }) : blob.bytes;
  } catch {
    throw damaged(what);
  }
  if (raw.length !== blob.rawBytes || crc32(raw) !== blob.checksum) throw damaged(what);
  return raw;
}

/** What is said where stored bytes are not those that were written; `what` names them. */
export function damaged(what: string): DataError {
  return new DataError(
    `${what} in the project file is damaged (its checksum does not match).`,
    {},
    'Restore the file from a backup, or delete the run it belongs to and run it again.',
  );
}

function pays(raw: Uint8Array): boolean {
  const sample = raw.subarray(0, 64 * 1024);
  return zstdCompressSync(sample, OPTIONS).length < WORTHWHILE * sample.length;
}
