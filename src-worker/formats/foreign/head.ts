import { closeSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';

import { DataError } from '../../data/errors.ts';
import { startsLikeGzip } from '../hdf5/superblock.ts';
import { firstBytes } from '../files/readLines.ts';

/** The start of a file, as files of other programs are told apart by. */
export interface FileHead {
  /** In lower case, without `.gz`. */
  name: string;
  /** The first bytes, unpacked where they are packed with gzip. */
  bytes: Buffer;
  /** The same as Latin-1 text. */
  text: string;
  packed: boolean;
}

const LOOKED_AT = 4096;

/** Reads no more than the first few kB. Of gzip data that cannot be unpacked, the packed bytes are given. */
export function readFileHead(path: string): FileHead {
  const packed = startsLikeGzip(path);
  const bytes = packed ? unpacked(path) : rawBytes(path);
  const name = basename(path).toLowerCase().replace(/\.gz$/, '');
  return { name, bytes, text: bytes.toString('latin1'), packed };
}

function unpacked(path: string): Buffer {
  try {
    return firstBytes(path, LOOKED_AT);
  } catch (error) {
    if (error instanceof DataError) return rawBytes(path);
    throw error;
  }
}

function rawBytes(path: string): Buffer {
  const found = Buffer.alloc(LOOKED_AT);
  const descriptor = openSync(path, 'r');
  try {
    return found.subarray(0, readSync(descriptor, found, 0, found.length, 0));
  } finally {
    closeSync(descriptor);
  }
}
