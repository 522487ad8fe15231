import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

import { DataError } from '../../data/errors.ts';
import { checkReadable } from '../files/fileAccess.ts';

const SIGNATURE = Buffer.from([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Where the HDF5 data start in a file: 0, or after a user block of 512, 1024, … bytes; −1 where it is no HDF5 file. */
export function signatureOffset(path: string): number {
  return withDescriptor(path, (descriptor, size) => findSignature(descriptor, size));
}

/**
 * Checks a file before the HDF5 library sees it, whose own messages name neither the cause nor the cure.
 *
 * @throws DataError for a missing file, a folder, no permission, another format, or a file that was cut off.
 */
export function checkHdf5File(path: string): void {
  checkReadable(path);
  withDescriptor(path, (descriptor, size) => {
    const offset = findSignature(descriptor, size);
    if (offset < 0)
      throw new DataError(
        size === 0 ? 'the file is empty.' : 'this is not an HDF5 file.',
        { file: path },
        'Choose an .h5ad file as written by anndata, or export the data again.',
      );
    const end = storedEnd(descriptor, offset);
    if (end !== undefined && end > size)
      throw new DataError(
        `the file is cut off: it should have ${end} bytes and has ${size}.`,
        { file: path },
        'Copy or download it again.',
      );
  });
}

function withDescriptor<T>(path: string, use: (descriptor: number, size: number) => T): T {
  const descriptor = openSync(path, 'r');
  try {
    return use(descriptor, fstatSync(descriptor).size);
  } finally {
    closeSync(descriptor);
  }
}

function findSignature(descriptor: number, size: number): number {
  const found = Buffer.alloc(SIGNATURE.length);
  for (let offset = 0; offset + found.length <= size; offset = offset === 0 ? 512 : offset * 2) {
    readSync(descriptor, found, 0, found.length, offset);
    if (found.equals(SIGNATURE)) return offset;
  }
  return -1;
}

/** The size that the superblock says the file has, where its version is one we know (HDF5 format, II.A). */
function storedEnd(descriptor: number, offset: number): number | undefined {
  const block = Buffer.alloc(64);
  if (readSync(descriptor, block, 0, block.length, offset) < block.length) return offset + block.length;
  // Behind a user block the stored size is counted differently by different writers.
  if (offset > 0) return undefined;
  const version = block[8];
  const old = version < 2;
  const offsetSize = old ? block[13] : block[9];
  if (version > 3 || offsetSize !== 8) return undefined;
  // Both kinds store base address, an optional address and the end; old ones after more header fields.
  const at = (old ? (version === 0 ? 24 : 28) : 12) + 2 * offsetSize;
  const end = block.readBigUInt64LE(at);
  return end > 0n && end < 2n ** 53n ? Number(end) : undefined;
}
