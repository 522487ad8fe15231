import type { Column } from '../../src-worker/data/dataset.ts';

/** A column of a table for some of its rows, in the given order. */
export function pickColumn(column: Column, index: Uint32Array): Column {
  switch (column.kind) {
    case 'numbers':
      return { kind: 'numbers', values: Float64Array.from(index, (i) => column.values[i]) };
    case 'booleans':
      return { kind: 'booleans', values: Uint8Array.from(index, (i) => column.values[i]) };
    case 'strings':
      return { kind: 'strings', values: Array.from(index, (i) => column.values[i]) };
    case 'categorical':
      return { ...column, codes: Int32Array.from(index, (i) => column.codes[i]) };
  }
}
