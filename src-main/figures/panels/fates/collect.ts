import { hexColor } from '../../../../src-worker/drawing/colors/categorical.ts';
import { clusterColumn, columnColors, type LabelColumn } from '../../../../src-worker/drawing/painting.ts';
import { DataError } from '../../../../src-worker/data/errors.ts';
import { columnsView } from '../../../views/columns.ts';
import type { FatesHeader } from '../../../views/contract.ts';
import { fatesView } from '../../../views/fates.ts';
import { didYouMean } from '../../../views/nearNames.ts';
import type { Source } from '../../../views/source.ts';
import type { PanelOf } from '../../spec/panels.ts';

/** What a panel of fates draws. */
export interface FatesData {
  fates: { label: string; color: string }[];
  /** Mean probability of each fate over the cells of a cluster whose fate is known, and how many those are. */
  clusters: { label: string; cells: number; mean: number[] }[];
  /** Clusters without such cells. */
  empty: string[];
}

/** @throws DataError where the run has no fates or no clusters, or not one of those that are named. */
export function collectFates(source: Source, { groups }: PanelOf<'fates'>): FatesData {
  const { header } = fatesView(source);
  if (header.fates.length === 0)
    throw new DataError(
      'the run has no fates.',
      {},
      source.run?.settings.fate === false
        ? 'Run again with fates, or choose another run.'
        : 'It found no terminal states; name some in a new run, or choose another one.',
    );
  const clusters = groups.length > 0 ? groups.map((name) => named(header, name)) : header.clusters;
  const drawn = clusters.filter(({ cells }) => cells > 0);
  if (drawn.length === 0)
    throw new DataError(
      'there is no cluster with cells of known fate.',
      {},
      'Choose a run that has clusters.',
    );
  const colors = fateColors(source);
  return {
    fates: header.fates.map(({ label }, f) => ({ label, color: colors[f] })),
    clusters: drawn.map(({ label, cells, mean }) => ({ label, cells, mean })),
    empty: clusters.filter(({ cells }) => cells === 0).map(({ label }) => label),
  };
}

/** One colour (#rrggbb) a fate, as the app gives them; none where the run has no fates. */
export function fateColors(source: Source): string[] {
  const { columns } = columnsView(source).header;
  const column = columns.find((one): one is LabelColumn => one.id === 'fates' && one.kind === 'labels');
  const clusters = clusterColumn(columns, source.dataset.roles.clusters);
  return column ? columnColors(column, clusters).map(hexColor) : [];
}

function named({ clusters }: FatesHeader, name: string): FatesHeader['clusters'][number] {
  const found = clusters.find(({ label }) => label === name);
  if (found) return found;
  const labels = clusters.map(({ label }) => label);
  throw new DataError(
    `the run has no cluster “${name}”.`,
    {},
    didYouMean(name, labels) || `There are ${labels.join(', ')}.`,
  );
}
