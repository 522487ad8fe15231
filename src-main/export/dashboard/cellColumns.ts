import { ARRAYS } from '../../../src-worker/data/catalogue.ts';
import type { Column } from '../../../src-worker/data/dataset.ts';
import type { RunResult } from '../../compute/runResult.ts';
import { RUN_COLUMNS } from '../../views/runColumns.ts';
import { packLabels, packNumbers } from './pack.ts';
import type { CellColumn } from './payload.ts';
import { percentileRange, pick } from './pick.ts';

const MOST_CATEGORIES = 100;
const MOST_TABLE_COLUMNS = 24;

/**
 * Everything the shown cells can be coloured by: clusters, what the run computed a cell, then the dataset's own
 * columns (numbers, booleans, and categories up to 100; text is left out), in that order.
 *
 * @param shown Places of the shown cells among the run's.
 */
export async function cellColumns(result: RunResult, shown: Uint32Array): Promise<CellColumn[]> {
  const clusters = await result.array('clusters');
  const columns: CellColumn[] = [
    {
      id: 'clusters',
      label: 'Clusters',
      meaning: ARRAYS.clusters.meaning,
      kind: 'labels',
      labels: packLabels(clusters.codes, clusters.categories, shown, clusters.colors),
    },
  ];
  for (const { name, label, meaning, map } of RUN_COLUMNS) {
    if (!result.has(name)) continue;
    const values = (await result.array(name)).data;
    columns.push(numberColumn({ id: name, label, meaning, map }, values, shown));
  }
  const taken = new Set(columns.map((column) => column.id));
  let left = MOST_TABLE_COLUMNS;
  for (const [name, column] of Object.entries(result.obs)) {
    if (left === 0) break;
    const made = taken.has(name) ? undefined : tableColumn(name, column, shown);
    if (!made) continue;
    columns.push(made);
    left--;
  }
  return columns;
}

function tableColumn(name: string, column: Column, shown: Uint32Array): CellColumn | undefined {
  const meaning = `Column “${name}” of the dataset`;
  switch (column.kind) {
    case 'numbers':
      return column.values.some(Number.isFinite)
        ? numberColumn({ id: name, label: name, meaning, map: 'cividis' }, column.values, shown)
        : undefined;
    case 'booleans': {
      const labels = packLabels(column.values, ['false', 'true'], shown);
      return { id: name, label: name, meaning, kind: 'labels', labels };
    }
    case 'categorical': {
      const { codes, categories, colors } = column;
      if (categories.length === 0 || categories.length > MOST_CATEGORIES) return undefined;
      const labels = packLabels(codes, categories, shown, colors);
      return { id: name, label: name, meaning, kind: 'labels', labels };
    }
    case 'strings':
      return undefined;
  }
}

function numberColumn(
  text: { id: string; label: string; meaning: string; map: 'viridis' | 'cividis' },
  values: ArrayLike<number>,
  shown: Uint32Array,
): CellColumn {
  const range = percentileRange(values);
  return { ...text, kind: 'numbers', values: packNumbers(pick(values, shown)), range };
}
