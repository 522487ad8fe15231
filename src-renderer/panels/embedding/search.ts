import type { ColumnGroup, ColumnInfo } from '../../../src-main/views/contract.ts';
import type { LabelColumn } from '../../../src-worker/drawing/painting.ts';

/** What a search found: things to colour by, clusters, genes. */
export interface Found {
  columns: { group: string; columns: ColumnInfo[] }[];
  clusters: { place: number; label: string; count: number }[];
  genes: string[];
  /** Genes that fit as well and are not listed. */
  moreGenes: number;
}

const GROUPS: Record<ColumnGroup, string> = { run: 'Run', fate: 'Fates', dataset: 'Dataset' };
const MOST_GENES = 40;

/** Everything whose name contains the text; without a text every column, and no cluster or gene. */
export function searchAll(
  text: string,
  columns: readonly ColumnInfo[],
  clusters: LabelColumn | undefined,
  genes: readonly string[],
): Found {
  const wanted = text.trim().toLowerCase();
  const fits = (name: string): boolean => name.toLowerCase().includes(wanted);
  const byGroup = Object.entries(GROUPS).map(([group, title]) => ({
    group: title,
    columns: columns.filter((column) => column.group === group && fits(column.label)),
  }));
  const named = (clusters?.categories ?? []).map(({ label, count }, place) => ({ place, label, count }));
  const found = wanted === '' ? { genes: [], more: 0 } : searchGenes(wanted, genes);
  return {
    columns: byGroup.filter((group) => group.columns.length > 0),
    clusters: wanted === '' ? [] : named.filter(({ label }) => fits(label)),
    genes: found.genes,
    moreGenes: found.more,
  };
}

/** The gene of that very name first, then those that begin with it, then the others. */
function searchGenes(wanted: string, names: readonly string[]): { genes: string[]; more: number } {
  const ranked: [string[], string[], string[]] = [[], [], []];
  for (const name of names) {
    const at = name.toLowerCase().indexOf(wanted);
    if (at >= 0) ranked[at > 0 ? 2 : name.length === wanted.length ? 0 : 1].push(name);
  }
  const all = ranked.flat();
  return { genes: all.slice(0, MOST_GENES), more: Math.max(all.length - MOST_GENES, 0) };
}
