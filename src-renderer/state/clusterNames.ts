import { categoryLabels, MOST_NAMES, type CategoryLabel } from '../../src-worker/drawing/clusterLabels.ts';
import type { SourceState } from './sourceState.svelte.ts';

/** Whether the clusters' names are written over the cells: as chosen, else by their number. */
export function namesShown({ kept, clusters }: SourceState): boolean {
  return kept.value.names ?? (clusters !== undefined && clusters.categories.length <= MOST_NAMES);
}

/** The names of the clusters that are not hidden, each at the middle of its cells, (x, y) a cell; none while they are not there. */
export function clusterNames(shown: SourceState, positions: Float32Array): CategoryLabel[] {
  const { clusters, cells } = shown;
  const codes = clusters && shown.values.codes(clusters.id);
  if (!clusters || codes?.length !== cells) return [];
  const names = clusters.categories.map(({ label }) => label);
  return categoryLabels(positions, codes, names).filter(
    ({ category }) => !clusters.categories[category].hidden,
  );
}
