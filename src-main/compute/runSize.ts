import type { Database } from 'better-sqlite3';

import type { DenseArray } from '../../src-worker/data/arrays.ts';
import type { ArrayName } from '../../src-worker/data/catalogue.ts';
import { resolveParameters, type ParameterDeclarations } from '../../src-worker/steps/parameters.ts';
import { filter } from '../../src-worker/steps/preprocess/filter.ts';
import { neighbors } from '../../src-worker/steps/preprocess/neighbors.ts';
import { pca } from '../../src-worker/steps/preprocess/pca.ts';
import { variableGenes } from '../../src-worker/steps/preprocess/variableGenes.ts';
import { velocityGraph } from '../../src-worker/steps/graph/velocityGraph.ts';
import { recoverDynamics } from '../../src-worker/steps/velocity/recoverDynamics.ts';
import { loadArray } from '../project/arrays.ts';
import { countNonzero } from '../project/counts.ts';
import type { DatasetRecord } from '../project/datasets.ts';
import type { DatasetArrays } from './datasetArrays.ts';
import type { RunSettings } from '../project/runSettings.ts';

/** What the time, memory and disk of a run depend on. */
export interface RunSize {
  /** Cells and genes that the filter keeps. */
  cells: number;
  genes: number;
  /** Counts of both layers that are not 0, in the whole dataset and among the kept genes. */
  allNonzero: number;
  nonzero: number;
  /** Genes that the dynamical model is fitted to. */
  fittedGenes: number;
  /** Genes that enter the velocity graph. */
  velocityGenes: number;
  /** Of each cell. */
  neighbors: number;
  components: number;
  /** Entries of the velocity graph, both signs. */
  graphEntries: number;
}

/** Cells, genes and nonzero counts of a dataset as it was read. */
export interface DatasetSize {
  cells: number;
  genes: number;
  spliced: number;
  unspliced: number;
}

/** Share of the kept genes that became velocity genes in the runs that `stepCosts.ts` is measured on. */
const VELOCITY_GENES = { steady_state: 0.45, stochastic: 0.45, dynamical: 0.85 } as const;
/** Share of the genes that follow a line well enough, where only those are fitted. */
const LINEAR_GENES = 0.4;

export function datasetSize(database: Database, { id, cells, genes }: DatasetRecord): DatasetSize {
  const nonzero = (layer: string): number => countNonzero(database, id, layer) ?? 0;
  return { cells, genes, spliced: nonzero('spliced'), unspliced: nonzero('unspliced') };
}

/** The size of a run, from what its filter kept where that is known (`kept`), or from what it is likely to keep. */
export function runSize(
  dataset: DatasetSize,
  settings: Pick<RunSettings, 'model' | 'parameters'>,
  kept: { cells: number; genes: number },
): RunSize {
  const { cells, genes } = kept;
  const of = <P extends ParameterDeclarations>(step: { id: string; parameters: P }) =>
    resolveParameters(step.id, step.parameters, settings.parameters[step.id]);
  const allNonzero = dataset.spliced + dataset.unspliced;
  const { topGenes } = of(variableGenes);
  const variable = topGenes > 0 ? Math.min(topGenes, genes) : genes;
  const recover = settings.model === 'dynamical' ? of(recoverDynamics) : undefined;
  const fitted = recover?.genes === 'velocity genes' ? LINEAR_GENES * variable : variable;
  const fittedGenes = recover?.topGenes ? Math.min(recover.topGenes, fitted) : fitted;
  const neighborhood = Math.min(of(neighbors).neighbors, cells);
  return {
    cells,
    genes,
    allNonzero,
    // Genes that are kept hold more counts than the others: nearly all of them, where not many are dropped.
    nonzero: allNonzero * (cells / dataset.cells) * Math.min(1, (genes / dataset.genes) ** 0.2),
    fittedGenes: settings.model === 'dynamical' ? fittedGenes : 0,
    velocityGenes: VELOCITY_GENES[settings.model] * (recover ? fittedGenes : variable),
    neighbors: neighborhood,
    components: Math.min(of(pca).components, cells, genes),
    graphEntries: cells * neighborhoodOf(of(velocityGraph).rounds, neighborhood, cells),
  };
}

/** Cells and genes that the filter of these settings is likely to keep; what a stored filter kept goes before. */
export function likelyKept(
  dataset: DatasetSize,
  settings: Pick<RunSettings, 'parameters'>,
  given: DatasetArrays,
): { cells: number; genes: number } {
  const parameters = resolveParameters(filter.id, filter.parameters, settings.parameters[filter.id]);
  const { keepClusters, excludeClusters, excludeCells, excludeGenes, minSharedCounts } = parameters;
  let cells = dataset.cells;
  if ((keepClusters.length > 0 || excludeClusters.length > 0) && given.fingerprints.has('clusters_given')) {
    const { codes, categories } = given.load('clusters_given');
    const keeps = categories.map(
      (name) => (keepClusters.length === 0 || keepClusters.includes(name)) && !excludeClusters.includes(name),
    );
    cells = codes.reduce((sum, code) => sum + (keeps[code] ? 1 : 0), 0);
  }
  cells = Math.max(1, cells - excludeCells.length);
  const countsOfGene = ((dataset.unspliced / dataset.genes) * cells) / dataset.cells;
  const genes = dataset.genes * shareAbove(minSharedCounts, countsOfGene) - excludeGenes.length;
  return { cells, genes: Math.max(1, Math.round(genes)) };
}

/** What a stored result of the filter kept. */
export function storedKept(database: Database, resultId: number): { cells: number; genes: number } {
  const items = (name: ArrayName): number =>
    (loadArray(database, { resultId }, name) as DenseArray<Uint32Array>).data.length;
  return { cells: items('cell_index'), genes: items('gene_index') };
}

/** Cells within so many rounds of neighbours; in the measured runs two rounds reached 120 cells of 739 and 210 of 10,000. */
function neighborhoodOf(rounds: number, neighbors: number, cells: number): number {
  return Math.min(cells, neighbors * cells ** (0.21 * (rounds - 1)));
}

/** Share of genes with more than `least` counts where counts of genes are lognormal about a mean, as they roughly are. */
function shareAbove(least: number, mean: number): number {
  if (least === 0) return 1;
  const sigma = 1.6;
  const z = (Math.log(Math.max(mean, 1e-9) / least) - sigma ** 2 / 2) / sigma;
  return 1 / (1 + Math.exp(-1.702 * z)); // the normal distribution, closely enough
}
