import type { ArrayName, ArrayTypes } from '../../../src-worker/data/catalogue.ts';
import type { RunResult } from '../../compute/runResult.ts';
import { listArrays } from '../../project/arrays.ts';
import { listRunSteps } from '../../project/runArrays.ts';
import type { Model } from '../../project/runSettings.ts';
import type { Source } from '../../views/source.ts';

/** What the Methods text says of a run beside its parameters. */
export interface MethodsFacts {
  dataset: { name: string; cells: number; genes: number };
  /** How many of the dataset's the run kept. */
  kept: { cells: number; genes: number };
  model: Model;
  seed: number;
  /** Of the program that ran it. */
  version: string;
  /** The column of the dataset that clusters are from; none where they were computed. */
  clusters: { column?: string; count: number };
  /** Whether the dataset brings a UMAP along. */
  umapGiven: boolean;
  velocityGenes: number;
  /** Names of the terminal states that were found or given. */
  fates: readonly string[];
  /** In the order in which they ran, with all parameters. */
  steps: readonly { id: string; parameters: Readonly<Record<string, unknown>> }[];
}

/** The facts of a run that is exported. */
export async function factsOfResult(result: RunResult): Promise<MethodsFacts> {
  const { dataset, given, model, seed, version, clustersColumn, steps } = result.info;
  return {
    dataset: { name: dataset, cells: given.cells, genes: given.genes },
    kept: { cells: result.cellNames.length, genes: result.geneNames.length },
    umapGiven: given.umap,
    ...{ model, seed, version, steps },
    ...(await arrayFacts(result, clustersColumn)),
  };
}

/** The facts of a stored run, as the steps were when they ran. */
export async function factsOfSource(source: Source): Promise<MethodsFacts> {
  const { run, dataset, reader } = source;
  if (!run) throw new Error('Methods are of a run');
  return {
    dataset: { name: dataset.name, cells: dataset.cells, genes: dataset.genes },
    kept: { cells: source.cells, genes: source.genes },
    model: run.settings.model,
    seed: run.settings.seed,
    version: run.appVersion,
    umapGiven: listArrays(reader.database, { datasetId: dataset.id }).has('obsm/X_umap'),
    steps: listRunSteps(reader.database, run.id).map(({ step: id, parameters }) => ({ id, parameters })),
    ...(await arrayFacts(source, source.clustersColumn)),
  };
}

interface Arrays {
  has(name: ArrayName): boolean;
  array<N extends ArrayName>(name: N): Promise<ArrayTypes[N]>;
}

async function arrayFacts(
  arrays: Arrays,
  column: string | undefined,
): Promise<Pick<MethodsFacts, 'clusters' | 'velocityGenes' | 'fates'>> {
  const [clusters, genes, fates] = await Promise.all([
    arrays.array('clusters'),
    arrays.array('velocity_genes'),
    arrays.has('fate_names') ? arrays.array('fate_names') : undefined,
  ]);
  return {
    clusters: { ...(column === undefined ? {} : { column }), count: clusters.categories.length },
    velocityGenes: genes.data.reduce((sum, flag) => sum + flag, 0),
    fates: fates?.values ?? [],
  };
}
