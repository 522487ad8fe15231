import type { Database } from 'better-sqlite3';

import type { CategoricalArray } from '../../src-worker/data/arrays.ts';
import type { Column } from '../../src-worker/data/dataset.ts';
import { DataError } from '../../src-worker/data/errors.ts';
import { usualClusters } from '../../src-worker/formats/summary/roles.ts';
import { listArrays, loadArray } from '../project/arrays.ts';

/** More groups than this are not clusters: a time, a score or a barcode. */
const MOST_CLUSTERS = 500;

/**
 * The column of a dataset that a run takes its clusters from: the asked one, or the first of a usual name that groups
 * the cells; none where the clusters are to be computed.
 *
 * @throws DataError where the asked one is not there, or is empty, measures the cells or names each.
 */
export function clustersColumn(
  database: Database,
  datasetId: number,
  asked: string | undefined,
): string | undefined {
  const owner = { datasetId };
  const columns = [...listArrays(database, owner).keys()]
    .filter((key) => key.startsWith('obs/'))
    .map((key) => key.slice(4));
  const problem = (name: string): string | undefined =>
    problemWith(asClusters(loadArray(database, owner, `obs/${name}`) as Column));
  if (asked === undefined) return usualClusters(columns).find((name) => problem(name) === undefined);
  if (!columns.includes(asked))
    throw new DataError(
      `the cells have no column “${asked}”.`,
      {},
      columns.length > 0 ? `Their columns: ${columns.join(', ')}.` : 'The file has no columns for cells.',
    );
  const found = problem(asked);
  if (found === undefined) return asked;
  throw new DataError(
    `the column “${asked}” ${found}, so it gives no clusters.`,
    {},
    'Choose a column with the name of each cell’s cluster, or none to have clusters computed.',
  );
}

/** A column as clusters; numbers keep their order. */
export function asClusters(column: Column): CategoricalArray {
  if (column.kind === 'categorical') return column;
  if (column.kind === 'booleans')
    return fromLabels(Array.from(column.values, (value) => (value ? 'True' : 'False')));
  if (column.kind === 'strings') return fromLabels(column.values);
  const labels = Array.from(column.values, (value) => (Number.isNaN(value) ? '' : String(value)));
  return fromLabels(labels, (a, b) => Number(a) - Number(b));
}

function fromLabels(labels: string[], order?: (a: string, b: string) => number): CategoricalArray {
  const categories = [...new Set(labels)].filter((label) => label !== '').sort(order);
  const code = new Map(categories.map((label, index) => [label, index]));
  return {
    kind: 'categorical',
    codes: Int32Array.from(labels, (label) => code.get(label) ?? -1),
    categories,
  };
}

function problemWith({ codes }: CategoricalArray): string | undefined {
  const used = new Set(codes);
  used.delete(-1);
  if (used.size === 0) return 'is empty';
  if (used.size > MOST_CLUSTERS || (used.size > 1 && used.size === codes.length))
    return `has ${used.size} different values for ${codes.length} cells`;
  return undefined;
}
