import type { NumericArray } from '../../data/arrays.ts';

/** One column of a table, as the text of each row's field before quoting. */
export interface TableColumn {
  name: string;
  text(row: number): string;
}

export function textColumn(name: string, values: readonly string[]): TableColumn {
  return { name, text: (row) => values[row] };
}

/** Numbers from a typed array, or from one column of a row-major matrix in it; NaN leaves the field empty. */
export function numberColumn(
  name: string,
  values: NumericArray,
  column: { of: number; at: number } = { of: 1, at: 0 },
): TableColumn {
  const format = values instanceof Float32Array ? float32Text : numberText;
  return { name, text: (row) => format(values[row * column.of + column.at]) };
}

/** 0 and 1 as false and true. */
export function booleanColumn(name: string, values: ArrayLike<number>): TableColumn {
  return { name, text: (row) => (values[row] !== 0 ? 'true' : 'false') };
}

export function emptyColumn(name: string): TableColumn {
  return { name, text: () => '' };
}

/** The shortest decimal that reads back as the same double. */
export function numberText(value: number): string {
  if (Number.isNaN(value)) return '';
  if (Number.isFinite(value)) return String(value);
  return value > 0 ? 'inf' : '-inf';
}

/** The shortest decimal that reads back as the same single-precision number. */
export function float32Text(value: number): string {
  if (!Number.isFinite(value) || (Number.isInteger(value) && Math.abs(value) < 1e6)) return numberText(value);
  for (let digits = 6; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return String(rounded);
  }
  return String(Number(value.toPrecision(9)));
}
