import { describeNonCount, isCount } from '../counts.ts';
import type { Hdf5File } from '../hdf5/file.ts';
import { forEachBlock, type Checkpoint } from '../hdf5/numbers.ts';
import { describeMatrix } from './matrix.ts';

/**
 * The sum of a layer, read in blocks without keeping them.
 *
 * @throws DataError where a value is no count.
 */
export function sumOfCounts(file: Hdf5File, item: string, checkpoint?: Checkpoint): number {
  const { encoding } = describeMatrix(file, item);
  const values = encoding === 'dense' ? item : `${item}/data`;
  let sum = 0;
  forEachBlock(file, values, file.describe(values), checkpoint, (block) => {
    for (let p = 0; p < block.length; p++) {
      const value = block[p];
      if (!isCount(value)) {
        const { problem, remedy } = describeNonCount(value);
        throw file.error(item, `in “${item}”, ${problem}`, remedy);
      }
      sum += value;
    }
  });
  return sum;
}
