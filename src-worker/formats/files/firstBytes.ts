import { closeSync, openSync, readSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';

import { readingError } from './fileAccess.ts';

const GZIP = Buffer.from([0x1f, 0x8b]);
/** Read of a packed file, whatever is asked for: enough that some kB can be unpacked from it. */
const PACKED_BYTES = 1 << 16;

/** The first bytes of a file as they are stored; fewer where the file is shorter. */
export function storedBytes(path: string, count: number): Buffer {
  const found = Buffer.alloc(count);
  const descriptor = openSync(path, 'r');
  try {
    return found.subarray(0, readSync(descriptor, found, 0, count, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** Whether a whole file was packed with gzip (compression inside HDF5 is another thing). */
export function startsLikeGzip(path: string): boolean {
  return storedBytes(path, GZIP.length).equals(GZIP);
}

/**
 * The first bytes of a file, unpacked where it is packed with gzip.
 *
 * @throws DataError where the file cannot be read, or its gzip data are damaged.
 */
export function firstBytes(path: string, count: number): Buffer {
  try {
    if (!startsLikeGzip(path)) return storedBytes(path, count);
    const packed = storedBytes(path, PACKED_BYTES);
    return gunzipSync(packed, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, count);
  } catch (error) {
    throw readingError(error, path);
  }
}
