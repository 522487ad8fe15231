import type { Column } from '../../../src-worker/data/dataset.ts';

/** The dataset's own columns without the `reserved` ones, under names that an h5ad file can hold. */
export function ownColumns(
  columns: Readonly<Record<string, Column>>,
  reserved: (name: string) => boolean,
): Record<string, Column> {
  const out: Record<string, Column> = {};
  for (const [name, column] of Object.entries(columns)) {
    if (reserved(name)) continue;
    // HDF5 takes a slash for a folder, and anndata keeps the row names in “_index”.
    let safe = name.replaceAll('/', '_');
    while (safe === '_index' || safe === '' || safe in out || (safe !== name && safe in columns)) safe += '_';
    out[safe] = column;
  }
  return out;
}
