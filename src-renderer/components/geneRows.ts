/** A column of the kinetics table, one value a gene. */
export interface GeneTableColumn {
  id: string;
  label: string;
  meaning: string;
  kind: 'number' | 'flag' | 'text';
  /** Of numbers (NaN where missing) and flags (0 or 1). */
  values?: ArrayLike<number>;
  /** Of texts; empty where missing. */
  texts?: readonly string[];
}

export interface Sort {
  /** A column's id, or `name`. */
  column: string;
  descending: boolean;
}

/**
 * The genes whose name (or cluster) contains the text, as indices in the order asked for. Missing numbers come last in
 * both directions; equal ones stay in the run's order.
 */
export function geneRows(
  names: readonly string[],
  columns: readonly GeneTableColumn[],
  search: string,
  sort: Sort,
): number[] {
  const wanted = search.trim().toLowerCase();
  const texts = columns.filter((column) => column.kind === 'text').map((column) => column.texts ?? []);
  const rows = names
    .map((_, g) => g)
    .filter(
      (g) =>
        wanted === '' ||
        names[g].toLowerCase().includes(wanted) ||
        texts.some((text) => text[g].toLowerCase().includes(wanted)),
    );
  return rows.sort(comparison(names, columns, sort));
}

/** Best fitted first: by the first column of numbers, else by name. */
export function usualSort(columns: readonly GeneTableColumn[]): Sort {
  const first = columns.find(({ kind }) => kind === 'number');
  return first ? { column: first.id, descending: true } : { column: 'name', descending: false };
}

function comparison(
  names: readonly string[],
  columns: readonly GeneTableColumn[],
  sort: Sort,
): (a: number, b: number) => number {
  const sign = sort.descending ? -1 : 1;
  const column = columns.find(({ id }) => id === sort.column);
  const values = column?.values;
  if (values)
    return (a, b) => {
      const missing = Number(Number.isNaN(values[a])) - Number(Number.isNaN(values[b]));
      return missing || sign * (values[a] - values[b]) || a - b;
    };
  const texts = column?.texts ?? names;
  const collator = new Intl.Collator('en', { numeric: true });
  return (a, b) => {
    const missing = Number(texts[a] === '') - Number(texts[b] === '');
    return missing || sign * collator.compare(texts[a], texts[b]) || a - b;
  };
}
