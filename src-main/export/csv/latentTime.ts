import type { RunResult } from '../../compute/runResult.ts';
import {
  emptyColumn,
  numberColumn,
  textColumn,
  type TableColumn,
} from '../../../src-worker/formats/csv/writeColumns.ts';
import { writeTable } from '../../../src-worker/formats/csv/writeTable.ts';

const COLUMNS = [
  'latent_time',
  'velocity_pseudotime',
  'root_cells',
  'end_points',
  'velocity_confidence',
] as const;

/**
 * Writes latent_time.csv: one row a cell with its name, latent_time, velocity_pseudotime, root_cells, end_points and
 * velocity_confidence. Only the dynamical model has a latent time; with the others that column is empty, and
 * velocity_pseudotime is the order of the cells. A column that the run does not have is empty.
 */
export async function exportLatentTime(result: RunResult, path: string): Promise<void> {
  const columns: TableColumn[] = [textColumn('cell', result.cellNames)];
  for (const name of COLUMNS)
    columns.push(result.has(name) ? numberColumn(name, (await result.array(name)).data) : emptyColumn(name));
  await writeTable(path, columns, result.cellNames.length);
}
