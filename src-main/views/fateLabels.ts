import { categoriesOf, clusterLabels, type Labels } from './labels.ts';
import type { Category } from './contract.ts';
import type { Source } from './source.ts';

/** A terminal state as it is shown. */
export interface FateText extends Category {
  /** Place of the cluster that it is named after. */
  cluster: number | null;
}

/** Whether the run found terminal states. */
export function hasFates(source: Source): boolean {
  return (
    source.has('fate_names') &&
    source.has('fate_probabilities') &&
    source.stored('fate_names').values.length > 0
  );
}

/** The most probable fate of each cell, for runs with fates. */
export function mostProbableFates(source: Source): Labels {
  const categories = source.stored('fate_names').values;
  const { data } = source.stored('fate_probabilities');
  const fates = categories.length;
  const codes = new Int32Array(data.length / fates);
  for (let i = 0; i < codes.length; i++) {
    let best = Number.isNaN(data[i * fates]) ? -1 : 0;
    for (let f = 1; f < fates && best >= 0; f++) if (data[i * fates + f] > data[i * fates + best]) best = f;
    codes[i] = best;
  }
  const clusters = clusterLabels(source);
  const shown = clusters && categoriesOf(source, clusters).categories;
  const colors = categories.map((name) => {
    const cluster = clusterOf(name, clusters);
    return cluster === null ? '' : (shown?.[cluster].color ?? '');
  });
  return { codes, categories, colors, editKey: `run/${source.run?.id ?? 0}/fates` };
}

/** Names and colours of the fates; `count` is how many cells have it as the most probable one. */
export function fateTexts(source: Source): FateText[] {
  const clusters = clusterLabels(source);
  const { categories } = categoriesOf(source, mostProbableFates(source));
  return categories.map((category) => ({ ...category, cluster: clusterOf(category.name, clusters) }));
}

/** The cluster that a fate is named after: “Beta” as well as “Beta_2”. */
function clusterOf(fate: string, clusters: Labels | undefined): number | null {
  if (!clusters) return null;
  for (const name of [fate, fate.replace(/_\d+$/, '')]) {
    const place = clusters.categories.indexOf(name);
    if (place >= 0) return place;
  }
  return null;
}
