import { DataError } from '../../../src-worker/data/errors.ts';
import type { RunResult } from '../../compute/runResult.ts';
import { numberColumn, textColumn } from '../../../src-worker/formats/csv/writeColumns.ts';
import { writeTable } from '../../../src-worker/formats/csv/writeTable.ts';

/**
 * Writes velocity_vectors.csv: one row a cell with its name and the projected velocity on each principal component
 * (`cell`, `PC1`, `PC2`, …). Directions are what it is for: the lengths are scaled as a whole for display.
 *
 * @throws DataError where the run has no projection.
 */
export async function exportVelocityVectors(result: RunResult, path: string): Promise<void> {
  if (!result.has('velocity_pca'))
    throw new DataError(
      'the run has no velocity on principal components.',
      { file: path },
      'Run the projection step first.',
    );
  const { shape, data } = await result.array('velocity_pca');
  const [cells, components] = shape;
  const columns = Array.from({ length: components }, (_, k) =>
    numberColumn(`PC${k + 1}`, data, { of: components, at: k }),
  );
  await writeTable(path, [textColumn('cell', result.cellNames), ...columns], cells);
}
