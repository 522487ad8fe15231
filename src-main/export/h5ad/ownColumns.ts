import type { Column } from '../../../src-worker/data/dataset.ts';
import { ROW_NAMES } from '../../../src-worker/formats/h5ad/datasetAnnData.ts';
import { storableNames } from '../../../src-worker/formats/names/storableNames.ts';

/** The dataset's own columns without the `reserved` ones, under names that an h5ad file can hold. */
export function ownColumns(
  columns: Readonly<Record<string, Column>>,
  reserved: (name: string) => boolean,
): Record<string, Column> {
  const own = Object.entries(columns).filter(([name]) => !reserved(name));
  return storableNames(Object.fromEntries(own), [ROW_NAMES]);
}
