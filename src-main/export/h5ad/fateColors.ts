import type { DenseArray } from '../../../src-worker/data/arrays.ts';
import type { Column } from '../../../src-worker/data/dataset.ts';

/** Paul Tol's “muted” scheme without its grey: distinct also to colour-blind eyes (personal.sron.nl/~pault). */
const PALETTE = [
  '#332288',
  '#cc6677',
  '#117733',
  '#ddcc77',
  '#88ccee',
  '#882255',
  '#44aa99',
  '#999933',
  '#aa4499',
];

/** One colour a fate: that of the cluster it is named after (“Beta”, “Beta_2”) where there is one. */
export function fateColors(names: readonly string[], clusters?: Column | DenseArray): string[] {
  const taken = new Set<string>();
  return names.map((name, i) => {
    const color = clusterColor(name, clusters);
    const chosen = color && !taken.has(color) ? color : PALETTE[i % PALETTE.length];
    taken.add(chosen);
    return chosen;
  });
}

function clusterColor(fate: string, clusters?: Column | DenseArray): string | undefined {
  if (clusters?.kind !== 'categorical' || !clusters.colors) return undefined;
  const at = [fate, fate.replace(/_\d+$/, '')].map((name) => clusters.categories.indexOf(name));
  return clusters.colors[at[0] >= 0 ? at[0] : at[1]];
}
