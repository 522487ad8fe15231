import type { Model } from '../project/runSettings.ts';
import type { RunResult } from '../compute/runResult.ts';

/** What a person wants to know first of a run. */
export interface RunSummary {
  dataset: string;
  model: Model;
  cells: number;
  genes: number;
  velocityGenes: number;
  clusters: string[];
  /** The column of the file that they are from; none where they were computed. */
  clustersColumn?: string;
  /** Mean over cells of the correlation with the neighbours' velocity. */
  meanConfidence: number;
  /** Terminal states, with the mean probability to end there. */
  fates: { name: string; meanProbability: number }[];
  /** The genes that drive the velocity most: by likelihood, or by rank over the clusters. */
  topGenes: string[];
  /** Seconds that each step took; 0 for one that was taken from the project. */
  stepSeconds: Record<string, number>;
  warnings: string[];
}

export async function summarize(result: RunResult): Promise<RunSummary> {
  const [velocityGenes, clusters, confidence] = await Promise.all([
    result.array('velocity_genes'),
    result.array('clusters'),
    result.array('velocity_confidence'),
  ]);
  return {
    dataset: result.info.dataset,
    model: result.info.model,
    cells: result.cellNames.length,
    genes: result.geneNames.length,
    velocityGenes: velocityGenes.data.reduce((sum, flag) => sum + flag, 0),
    clusters: clusters.categories,
    clustersColumn: result.info.clustersColumn,
    meanConfidence: mean(confidence.data),
    fates: result.has('fate_probabilities') ? await fates(result) : [],
    topGenes: await topGenes(result),
    stepSeconds: Object.fromEntries(result.info.steps.map((step) => [step.id, step.seconds])),
    warnings: [...new Set([...result.info.warnings, ...result.info.steps.flatMap((step) => step.warnings)])],
  };
}

async function fates(result: RunResult): Promise<RunSummary['fates']> {
  const [names, probabilities] = await Promise.all([
    result.array('fate_names'),
    result.array('fate_probabilities'),
  ]);
  const count = names.values.length;
  return names.values.map((name, f) => ({
    name,
    meanProbability: mean(probabilities.data.filter((_, p) => p % count === f)),
  }));
}

async function topGenes(result: RunResult): Promise<string[]> {
  if (result.has('rank_dynamical_genes')) {
    const ranked = (await result.array('rank_dynamical_genes')).value;
    return (ranked.names[0] ?? []).slice(0, 10);
  }
  const { names } = (await result.array('rank_velocity_genes')).value;
  const best: string[] = [];
  for (let rank = 0; rank < 10 && best.length < 10; rank++)
    for (const group of names)
      if (group[rank] && !best.includes(group[rank]) && best.length < 10) best.push(group[rank]);
  return best;
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    sum += values[i];
    count++;
  }
  return count > 0 ? sum / count : Number.NaN;
}
