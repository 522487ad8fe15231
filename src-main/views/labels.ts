import type { CategoricalArray } from '../../src-worker/data/arrays.ts';
import { loadEdits, type CategoryEdit } from '../project/edits.ts';
import type { Category } from './contract.ts';
import type { Source } from './source.ts';

/** Labels of cells, and the key under which the project keeps the user's edits of them. */
export interface Labels {
  codes: Int32Array;
  categories: readonly string[];
  colors?: readonly string[];
  editKey: string;
}

/** The categories as they are to be shown, with the project's edits, and how many cells have none. */
export function categoriesOf(source: Source, labels: Labels): { categories: Category[]; missing: number } {
  const { codes, categories, colors } = labels;
  const edit = editOf(source, labels.editKey);
  const counts = new Uint32Array(categories.length);
  let missing = 0;
  for (const code of codes) {
    if (code >= 0) counts[code]++;
    else missing++;
  }
  const hidden = new Set(edit.hidden);
  return {
    missing,
    categories: categories.map((name, c) => ({
      name,
      label: ownValue(edit.names, name) ?? name,
      color: ownValue(edit.colors, name) ?? validColor(colors?.[c]),
      count: counts[c],
      hidden: hidden.has(name),
    })),
  };
}

/** The clusters of a run; undefined as long as it has none, and for a dataset. */
export function clusterLabels(source: Source): Labels | undefined {
  if (!source.has('clusters')) return undefined;
  const { codes, categories, colors } = source.stored('clusters');
  return { codes, categories, colors, editKey: clustersEditKey(source) };
}

/**
 * Clusters of the file carry the edits of the file's column, those that were computed their own.
 */
function clustersEditKey(source: Source): string {
  const column = source.clustersColumn;
  return column === undefined ? `run/${source.run?.id ?? 0}/clusters` : `obs/${column}`;
}

/** Labels of a column of the dataset, for the cells of the source. */
export function labelsOf(column: CategoricalArray, editKey: string): Labels {
  const { codes, categories, colors } = column;
  return { codes, categories, colors, editKey };
}

function editOf(source: Source, key: string): CategoryEdit {
  return loadEdits(source.reader.database, source.dataset.id).get(key) ?? {};
}

/** Names of categories are data: “constructor” is one like any other. */
function ownValue(record: Record<string, string> | undefined, key: string): string | undefined {
  return record && Object.hasOwn(record, key) ? record[key] : undefined;
}

function validColor(color: string | undefined): string | null {
  const found = /^#[0-9a-f]{6}/i.exec(color ?? '');
  return found ? found[0].toLowerCase() : null;
}
