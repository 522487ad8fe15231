import type { FileSummary } from '../../src-main/ipc/types.ts';

/** What a file brings to an import. */
export type ImportUse = 'counts' | 'annotations';

const COUNT_LAYERS = /^(spliced|unspliced|mature|nascent)$/i;

/**
 * What files that were given together are for, by what each holds: those with spliced and unspliced counts are counts,
 * others that know something of cells are annotations of those. A file that cannot be read is taken for counts.
 */
export function likelyUses(summaries: readonly (FileSummary | undefined)[]): ImportUse[] {
  const holdsCounts = summaries.some((summary) => summary && hasCounts(summary));
  return summaries.map((summary) => {
    if (!summary || hasCounts(summary) || isUnreadable(summary)) return 'counts';
    // Where no file has layers of the usual names, those that have two may hold counts under other names.
    return !holdsCounts && summary.layers.length >= 2 ? 'counts' : 'annotations';
  });
}

/** Whether nothing could be found out about a file but why. */
export function isUnreadable({ cells, genes, layers, obs, obsm, var: genesTable }: FileSummary): boolean {
  return cells === 0 && genes === 0 && [layers, obs, obsm, genesTable].every(({ length }) => length === 0);
}

/** Counts that can be used, or half of them: what is amiss with those is for the user to know. */
function hasCounts({ error, layers }: FileSummary): boolean {
  return error === undefined || layers.some(({ name }) => COUNT_LAYERS.test(name));
}
