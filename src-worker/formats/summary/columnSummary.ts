import type { Column } from '../../data/dataset.ts';
import type { ColumnSummary } from './summary.ts';

/** Text columns with at most this many different values, each twice on average, are summarised like categories. */
const MOST_TEXT_GROUPS = 200;
/** Numbers with more different values than this are measured, not planned as time points are. */
const FEW_NUMBERS = 50;

/** What each column of a table holds; see {@link summariseColumn}. */
export function summariseColumns(table: Readonly<Record<string, Column>>): ColumnSummary[] {
  return Object.entries(table).map(([name, column]) => summariseColumn(name, column));
}

/** Kind of a column and, where it groups the rows, the size of each group, largest first. */
export function summariseColumn(name: string, column: Column): ColumnSummary {
  if (column.kind === 'categorical') {
    const counts = column.categories.map(() => 0);
    for (const code of column.codes) if (code >= 0) counts[code]++;
    const categories = column.categories.map((category, i) => ({ name: category, count: counts[i] }));
    return { name, kind: 'categorical', categories: categories.sort((a, b) => b.count - a.count) };
  }
  if (column.kind === 'numbers') return { name, kind: 'numbers', ...fewNumbers(column.values) };
  if (column.kind === 'booleans') return { name, kind: 'booleans' };
  const counts = new Map<string, number>();
  for (const value of column.values) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (counts.size > MOST_TEXT_GROUPS || counts.size === column.values.length)
    return { name, kind: 'strings' };
  const categories = Array.from(counts, ([category, count]) => ({ name: category, count }));
  return { name, kind: 'strings', categories: categories.sort((a, b) => b.count - a.count) };
}

function fewNumbers(values: Float64Array): { distinct?: number } {
  const known = new Set<number>();
  for (const value of values) {
    if (!Number.isNaN(value)) known.add(value);
    if (known.size > FEW_NUMBERS) return {};
  }
  return { distinct: known.size };
}
