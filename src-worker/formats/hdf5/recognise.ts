import { DataError } from '../../data/errors.ts';
import { withHdf5File, type Hdf5File } from './file.ts';
import { signatureOffset } from './superblock.ts';

/**
 * Whether a file is HDF5 with what `holds` looks for. A damaged file holds nothing: the reader that takes every HDF5
 * file says what is wrong with it.
 */
export async function isHdf5With(path: string, holds: (file: Hdf5File) => boolean): Promise<boolean> {
  if (signatureOffset(path) < 0) return false;
  try {
    return await withHdf5File(path, holds);
  } catch (error) {
    if (error instanceof DataError) return false;
    throw error;
  }
}
