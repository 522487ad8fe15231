import { ARRAYS, type RankedGenes } from '../../src-worker/data/catalogue.ts';
import type { RunResult } from '../compute/runResult.ts';
import { meaningOf } from './meaning.ts';

type PerGene =
  | 'fit_likelihood'
  | 'velocity_r2'
  | 'fit_r2'
  | 'velocity_gamma'
  | 'fit_alpha'
  | 'fit_beta'
  | 'fit_gamma'
  | 'fit_t_'
  | 'fit_scaling';

const PER_GENE: [name: PerGene, label: string][] = [
  ['fit_likelihood', 'Likelihood'],
  ['velocity_r2', 'R²'],
  ['fit_r2', 'R²'],
  ['velocity_gamma', 'γ'],
  ['fit_alpha', 'α'],
  ['fit_beta', 'β'],
  ['fit_gamma', 'γ'],
  ['fit_t_', 'Switch time'],
  ['fit_scaling', 'Scaling of u'],
];

/** One column of the kinetics table, over the genes of the run. */
export type KineticsColumn = { id: string; label: string; meaning: string } & (
  | { kind: 'number'; values: Float64Array }
  | { kind: 'flag'; values: Uint8Array }
  | { kind: 'text'; texts: string[] }
);

/** Columns of the kinetics table: whatever the model fitted a gene, and where the gene ranks among the clusters. */
export async function kineticsColumns(
  result: Pick<RunResult, 'has' | 'array'>,
  geneNames: readonly string[],
): Promise<KineticsColumn[]> {
  const numbers = await kineticsNumbers(result);
  const columns: KineticsColumn[] = numbers.filter(
    ({ label }, k) => numbers.findIndex((column) => column.label === label) === k,
  );
  if (result.has('velocity_genes')) {
    const { data } = await result.array('velocity_genes');
    const { meaning } = ARRAYS.velocity_genes;
    columns.push({ id: 'velocity_genes', label: 'Velocity gene', meaning, kind: 'flag', values: data });
  }
  if (result.has('rank_velocity_genes')) {
    const texts = rankTexts((await result.array('rank_velocity_genes')).value, geneNames);
    const meaning =
      'The cluster in which the gene ranks highest by velocity against the rest, and its rank there';
    columns.push({ id: 'rank_velocity_genes', label: 'Top in', meaning, kind: 'text', texts });
  }
  return columns;
}

/** Every number that the run's steps fitted to each gene; some of them under one label, as the γ of two steps. */
export async function kineticsNumbers(
  result: Pick<RunResult, 'has' | 'array'>,
): Promise<Extract<KineticsColumn, { kind: 'number' }>[]> {
  const columns: Extract<KineticsColumn, { kind: 'number' }>[] = [];
  for (const [id, label] of PER_GENE) {
    if (!result.has(id)) continue;
    const { data } = await result.array(id);
    columns.push({ id, label, meaning: meaningOf(id), kind: 'number', values: data });
  }
  return columns;
}

function rankTexts({ groups, names }: RankedGenes, geneNames: readonly string[]): string[] {
  const best = new Map<string, { rank: number; group: string }>();
  for (let g = 0; g < groups.length; g++) {
    for (let r = 0; r < names[g].length; r++) {
      const known = best.get(names[g][r]);
      if (!known || r < known.rank) best.set(names[g][r], { rank: r, group: groups[g] });
    }
  }
  return geneNames.map((name) => {
    const found = best.get(name);
    return found ? `${found.group} #${found.rank + 1}` : '';
  });
}
