import { crc32, zstdCompressSync, zstdDecompressSync, constants } from 'node:zlib';

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

/** Packs bytes with a checksum of their uncompressed form, compressed where it pays. */
export function packBlob(raw: Uint8Array): Blob {
  const checksum = crc32(raw);
  const sample = raw.subarray(0, 64 * 1024);
  if (compress(sample).length < WORTHWHILE * sample.length)
    return { codec: 'zstd', rawBytes: raw.length, checksum, bytes: compress(raw) };
  return { codec: 'raw', rawBytes: raw.length, checksum, bytes: Buffer.from(raw) };
}

/**
 * The bytes of a blob.
 *
 * @throws DataError where they do not match their checksum; `what` names them in the message.
 */
export function unpackBlob(blob: Blob, what: string): Uint8Array {
  let raw: Uint8Array;
  try {
    raw = blob.codec === 'zstd' ? zstdDecompressSync(blob.bytes) : blob.bytes;
  } catch {
    throw damaged(what);
  }
  if (raw.length !== blob.rawBytes || crc32(raw) !== blob.checksum) throw damaged(what);
  return raw;
}

function compress(raw: Uint8Array): Buffer {
  return zstdCompressSync(raw, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

function damaged(what: string): DataError {
  return new DataError(
    `${what} in the project file is damaged (its checksum does not match).`,
    {},
    'Restore the file from a backup, or delete the run it belongs to and run it again.',
  );
}
