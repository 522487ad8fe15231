import type { RunResult } from '../compute/runResult.ts';

type Result = Pick<RunResult, 'has' | 'array' | 'geneNames'>;

/**
 * The genes that drive a run most, as indices, best first and at most `most`: the wanted ones, then in turns the
 * best fitted (by likelihood, else R², among velocity genes) and the best ranked of each cluster.
 */
export async function topGenes(result: Result, most: number, wanted: string[] = []): Promise<number[]> {
  const place = new Map(result.geneNames.map((name, g) => [name, g]));
  const lists = [await bestFitted(result)];
  if (result.has('rank_velocity_genes')) {
    const { names } = (await result.array('rank_velocity_genes')).value;
    for (const group of names) lists.push(group.flatMap((name) => place.get(name) ?? []));
  }
  const chosen = new Set(wanted.flatMap((name) => place.get(name) ?? []));
  const longest = Math.max(...lists.map((list) => list.length));
  for (let r = 0; r < longest && chosen.size < most; r++) {
    for (const list of lists) if (r < list.length && chosen.size < most) chosen.add(list[r]);
  }
  return [...chosen];
}

/** Genes as indices, the best fitted first: by likelihood, else R², among velocity genes; all where the run fitted none. */
export async function bestFitted(result: Result): Promise<number[]> {
  const by = (['fit_likelihood', 'velocity_r2', 'fit_r2'] as const).find((name) => result.has(name));
  const all = result.geneNames.map((_, g) => g);
  if (!by) return all;
  const score = (await result.array(by)).data;
  const flags = result.has('velocity_genes') ? (await result.array('velocity_genes')).data : undefined;
  return all
    .filter((g) => Number.isFinite(score[g]) && (flags === undefined || flags[g] !== 0))
    .sort((a, b) => score[b] - score[a]);
}
