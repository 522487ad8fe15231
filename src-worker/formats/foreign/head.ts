import { basename } from 'node:path';

import { DataError } from '../../data/errors.ts';
import { firstBytes, startsLikeGzip, storedBytes } from '../files/firstBytes.ts';

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
  const bytes = packed ? unpacked(path) : storedBytes(path, LOOKED_AT);
  const name = basename(path).toLowerCase().replace(/\.gz$/, '');
  return { name, bytes, text: bytes.toString('latin1'), packed };
}

function unpacked(path: string): Buffer {
  try {
    return firstBytes(path, LOOKED_AT);
  } catch (error) {
    if (error instanceof DataError) return storedBytes(path, LOOKED_AT);
    throw error;
  }
}
