import type { Checkpoint } from '../files/checkpoint.ts';
import { writeAtomically } from '../files/writeAtomically.ts';
import { createHdf5, type BooleanItem, type Hdf5Writer } from './writer.ts';

export interface Hdf5Options {
  /** gzip level from 0 (none) to 9. */
  level: number;
  /** Booleans of the file, which are written before everything else. */
  booleans?: BooleanItem[];
  /** Called between the blocks of an array; throws to stop. */
  checkpoint?: Checkpoint;
}

/**
 * Writes an HDF5 file with `fill`. It appears under its name only when it is whole and on the disk: an error or a
 * crash leaves what was there before.
 *
 * @throws DataError where the place cannot be written to.
 */
export async function writeHdf5(
  path: string,
  { level, booleans = [], checkpoint }: Hdf5Options,
  fill: (writer: Hdf5Writer) => Promise<void> | void,
): Promise<void> {
  await writeAtomically(path, async (temporary) => {
    const writer = await createHdf5(temporary, booleans, level, checkpoint);
    try {
      await fill(writer);
    } catch (error) {
      closeQuietly(writer);
      throw error;
    }
    writer.close();
  });
}

function closeQuietly(writer: Hdf5Writer): void {
  try {
    writer.close();
  } catch {
    // The error that led here says more than a failure to close what it broke.
  }
}
