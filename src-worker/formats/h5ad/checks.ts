import { COUNT_LAYERS, type CountLayer } from '../counts/countLayer.ts';
import { NO_COUNTS_REMEDY } from '../counts/usableCounts.ts';
import type { Hdf5File } from '../hdf5/file.ts';
import { describeMatrix } from './matrix.ts';

/** @throws DataError where a matrix is not cells × genes. */
export function requireShape(file: Hdf5File, item: string, cells: number, genes: number): void {
  const { rows, cols, encoding } = describeMatrix(file, item);
  if (encoding === 'unknown' || (rows === cells && cols === genes)) return;
  throw file.error(
    item,
    `“${item}” has ${rows} rows and ${cols} columns for ${cells} cells and ${genes} genes.`,
    'The file is damaged, or was put together by hand: write it again with anndata.',
  );
}

/** @throws DataError where there are no cells, or no genes; annotations of cells do without genes. */
export function requireSome(file: Hdf5File, cells: number, genes?: number): void {
  if (cells > 0 && genes !== 0) return;
  throw file.error(
    'obs',
    genes === undefined ? 'the file holds no cells.' : `the file holds ${cells} cells and ${genes} genes.`,
    'A filter may have removed everything: check how the file was written.',
  );
}

/** @throws DataError where a layer (`items`: which → places in the file) adds up to nothing. */
export function requireCounts(
  file: Hdf5File,
  items: Record<CountLayer, string[]>,
  totals: Record<CountLayer, number>,
): void {
  for (const which of COUNT_LAYERS)
    if (totals[which] === 0)
      throw file.error(items[which][0], `there is not one ${which} count.`, NO_COUNTS_REMEDY);
}
