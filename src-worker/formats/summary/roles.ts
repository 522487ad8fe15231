import type { ColumnSummary } from './summary.ts';

/** Names under which tools store clusters, most telling first. */
const CLUSTER_COLUMNS = [
  'clusters',
  'cluster',
  'cell_type',
  'celltype',
  'cell_types',
  'CellType',
  'leiden',
  'louvain',
  'seurat_clusters',
];

const CLUSTERS = /cluster|leiden|louvain|snn_res|cell[ _.-]?(type|state|class)|annot|subtype|lineage/i;
const SAMPLE =
  /sample|batch|donor|patient|library|orig\.?ident|replicate|condition|mouse|plate|channel|lane/i;
const TIME = /(^|[^a-z])(age|day|days|time|timepoint|stage|hour|hours|hpf|dpf|week)([^a-z]|$)/i;
const COMPUTED_TIME = /pseudo|latent|dpt/i;
const MOST_GROUPS = 200;

/** Those of the columns that a run takes its clusters from unless told, the first of them first. */
export function usualClusters(columns: readonly string[]): string[] {
  return CLUSTER_COLUMNS.filter((name) => columns.includes(name));
}

/**
 * Marks the columns that look like clusters, samples or time points, by name and kind. Where no name speaks of
 * clusters, the first other column with a usable number of categories is taken for them.
 */
export function markRoles(columns: ColumnSummary[]): ColumnSummary[] {
  const filled = columns.filter(({ categories }) => categories?.some(({ count }) => count > 0) ?? true);
  const [usual] = usualClusters(filled.map(({ name }) => name));
  const marked = columns.map((column): ColumnSummary => ({
    ...column,
    role: roleByName(column),
    ...(column.name === usual ? { usual: true } : {}),
  }));
  if (marked.some(({ role }) => role === 'clusters')) return marked;
  const guess = marked.find((column) => !column.role && isGrouping(column));
  if (guess) guess.role = 'clusters';
  return marked;
}

/** Whether a column of this name has groups of cells, even where their names are whole numbers. */
export function namesGroups(name: string): boolean {
  return CLUSTERS.test(name) || SAMPLE.test(name);
}

function roleByName(column: ColumnSummary): ColumnSummary['role'] {
  const { name } = column;
  if (TIME.test(name) && !COMPUTED_TIME.test(name) && isPlanned(column)) return 'time';
  if (!isGrouping(column)) return undefined;
  if (CLUSTERS.test(name)) return 'clusters';
  return SAMPLE.test(name) ? 'sample' : undefined;
}

/** Time points are few, each with many cells: numbers that differ from cell to cell are something else. */
function isPlanned(column: ColumnSummary): boolean {
  return isGrouping(column) || (column.distinct ?? 0) >= 2;
}

function isGrouping({ categories }: ColumnSummary): boolean {
  return categories !== undefined && categories.length >= 2 && categories.length <= MOST_GROUPS;
}
