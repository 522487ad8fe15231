import type { Column } from '../data/dataset.ts';
import { asCategories, labelAt } from './rows.ts';

/** One part of a stacked column: the column of one sample, or nothing where the sample has no such column. */
export interface Part {
  column: Column | undefined;
  rows: number;
}

/**
 * Puts the columns of several samples below each other; rows of samples without the column are missing. Numbers, text and
 * truth values stay what they are; whatever else becomes categories.
 */
export function stackColumns(parts: readonly Part[]): Column {
  const kinds = new Set(parts.flatMap(({ column }) => (column ? [column.kind] : [])));
  const complete = parts.every(({ column }) => column);
  if (kinds.size === 1 && kinds.has('numbers'))
    return { kind: 'numbers', values: Float64Array.from(valuesOf(parts, 'numbers', Number.NaN)) };
  if (kinds.size === 1 && kinds.has('strings'))
    return { kind: 'strings', values: valuesOf<string>(parts, 'strings', '') };
  if (kinds.size === 1 && kinds.has('booleans') && complete)
    return { kind: 'booleans', values: Uint8Array.from(valuesOf(parts, 'booleans', 0)) };
  return stackCategories(parts);
}

function valuesOf<T>(parts: readonly Part[], kind: Column['kind'], missing: T): T[] {
  return parts.flatMap(({ column, rows }) =>
    column?.kind === kind && 'values' in column
      ? (Array.from<unknown>(column.values) as T[])
      : Array<T>(rows).fill(missing),
  );
}

function stackCategories(parts: readonly Part[]): Column {
  const known = new Map<string, number>();
  const colors: (string | undefined)[] = [];
  const codeOf = (label: string, color?: string): number => {
    let code = known.get(label);
    if (code === undefined) known.set(label, (code = known.size));
    colors[code] ??= color;
    return code;
  };
  const codes = new Int32Array(parts.reduce((sum, { rows }) => sum + rows, 0)).fill(-1);
  let start = 0;
  for (const { column: given, rows } of parts) {
    const column = given?.kind === 'booleans' ? asCategories(given.values) : given;
    if (column?.kind === 'categorical') {
      const map = column.categories.map((category, i) => codeOf(category, column.colors?.[i]));
      column.codes.forEach((code, row) => (codes[start + row] = code < 0 ? -1 : map[code]));
    } else if (column) {
      for (let row = 0; row < rows; row++) {
        const label = labelAt(column, row);
        if (label !== '') codes[start + row] = codeOf(label);
      }
    }
    start += rows;
  }
  const categories = [...known.keys()];
  const complete = colors.filter((color) => color !== undefined);
  return {
    kind: 'categorical',
    codes,
    categories,
    ...(complete.length === categories.length && complete.length > 0 ? { colors: complete } : {}),
  };
}
