import type { CategoricalArray } from '../../src-worker/data/arrays.ts';
import type { Column } from '../../src-worker/data/dataset.ts';
import { asClusters } from '../compute/clustersGiven.ts';
import type { CategoryEdit } from '../project/categoryEdit.ts';
import { loadEdits } from '../project/edits.ts';
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

/**
 * The clusters of a run or, as long as it has none and for a dataset, those of the file; undefined where neither has any.
 * Clusters of the file carry the edits of the file's column, those that were computed their own.
 */
export function clusterLabels(source: Source): Labels | undefined {
  const column = source.clustersColumn;
  if (source.has('clusters')) {
    const { codes, categories, colors } = source.stored('clusters');
    const editKey = column === undefined ? `run/${source.run?.id ?? 0}/clusters` : `obs/${column}`;
    return { codes, categories, colors, editKey };
  }
  return column !== undefined && source.fileNames('obs').includes(column)
    ? fileLabels(source, column)
    : undefined;
}

/** The groups that a column of the dataset makes of the cells of the source. */
export function fileLabels(source: Source, name: string): Labels {
  const groups = fileGroups(source, name);
  const { cellIndex } = source;
  const codes = cellIndex ? Int32Array.from(cellIndex, (i) => groups.codes[i]) : groups.codes;
  return { codes, categories: groups.categories, colors: groups.colors, editKey: `obs/${name}` };
}

/** The same for all cells of the dataset, read once. */
export function fileGroups(source: Source, name: string): CategoricalArray {
  return source.reader.cache.get(`groups/${source.dataset.fingerprint}/${name}`, () =>
    asClusters(source.file(`obs/${name}`) as Column),
  );
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
