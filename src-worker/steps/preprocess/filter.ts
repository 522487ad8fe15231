import { denseFrom, type CategoricalArray } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { defineStep } from '../step.ts';
import { isCellCycleGene } from './geneSets.ts';
import { sharedCounts } from './sharedCounts.ts';

const MIN_CELLS = 10;
const MIN_GENES = 2;
const FEW_CELLS = 500;

/**
 * Chooses the cells and genes of a run: `cell_index` and `gene_index`, ascending places in the dataset.
 *
 * @throws DataError where a named gene, cell or cluster is not in the dataset, or too few cells or genes are left.
 */
export const filter = defineStep({
  id: 'filter',
  version: 1,
  title: 'Filter cells and genes',
  summary: 'Keeps the chosen cells, and the genes with enough counts in both layers.',
  reference: 'Bergen et al. 2020, Nature Biotechnology 38, 1408–1414',
  parameters: {
    minSharedCounts: {
      type: 'integer',
      default: 20,
      min: 0,
      max: 1_000_000,
      label: 'Minimum shared counts',
      help: 'A gene is kept if its spliced and unspliced counts, summed over the cells that have both, reach this.',
      unit: 'counts',
    },
    excludeGenes: {
      type: 'list',
      default: [],
      label: 'Genes to leave out',
      help: 'Gene names, in upper or lower case.',
    },
    excludeCellCycle: {
      type: 'boolean',
      default: false,
      label: 'Leave out cell-cycle genes',
      help: 'Leaves out the genes of the S, G2 and M phases, which can hide differentiation in cycling cells.',
      reference: 'Tirosh et al. 2016, Science 352, 189–196',
    },
    excludeCells: {
      type: 'list',
      default: [],
      label: 'Cells to leave out',
      help: 'Barcodes as they stand in the file.',
    },
    keepClusters: {
      type: 'list',
      default: [],
      label: 'Clusters to keep',
      help: 'Names of clusters of the file; none means all cells.',
    },
    excludeClusters: {
      type: 'list',
      default: [],
      label: 'Clusters to leave out',
      help: 'Names of clusters of the file.',
    },
  },
  inputs: ['spliced', 'unspliced', 'gene_names', 'cell_names'],
  optionalInputs: ['clusters_given'],
  outputs: ['cell_index', 'gene_index'],
  run(context) {
    const { parameters } = context;
    const spliced = context.input('spliced');
    const unspliced = context.input('unspliced');
    const cellNames = context.input('cell_names').values;
    const geneNames = context.input('gene_names').values;

    const inClusters = cellsInClusters(
      context.optional('clusters_given'),
      cellNames.length,
      parameters.keepClusters,
      parameters.excludeClusters,
    );
    const excludedCells = places(cellNames, parameters.excludeCells, 'excludeCells', 'cell', (name) => name);
    const cells = indicesWhere(cellNames.length, (i) => inClusters(i) && !excludedCells.has(i));
    refuseTooFew(cells.length, MIN_CELLS, 'cells', 'keepClusters, excludeClusters or excludeCells');
    context.checkCancelled();

    const excludedGenes = places(geneNames, parameters.excludeGenes, 'excludeGenes', 'gene', (name) =>
      name.toLowerCase(),
    );
    const counts = sharedCounts(spliced, unspliced, cells);
    const genes = indicesWhere(
      geneNames.length,
      (g) =>
        counts[g] >= parameters.minSharedCounts &&
        !excludedGenes.has(g) &&
        !(parameters.excludeCellCycle && isCellCycleGene(geneNames[g])),
    );
    refuseTooFew(
      genes.length,
      MIN_GENES,
      'genes',
      `minSharedCounts (${parameters.minSharedCounts}) or excludeGenes`,
    );

    if (parameters.excludeCellCycle && !geneNames.some(isCellCycleGene))
      context.warn('No cell-cycle gene was found by its symbol, so none was left out.');
    if (cells.length < FEW_CELLS)
      context.warn(
        `Only ${cells.length} cells: RNA velocity is seldom reliable with fewer than ${FEW_CELLS} cells.`,
      );
    return { cell_index: denseFrom('u32', cells), gene_index: denseFrom('u32', genes) };
  },
});

/** Tells for each cell whether its cluster is to be kept. */
function cellsInClusters(
  clusters: CategoricalArray | undefined,
  cells: number,
  keep: readonly string[],
  exclude: readonly string[],
): (cell: number) => boolean {
  if (keep.length === 0 && exclude.length === 0) return () => true;
  if (!clusters)
    throw new DataError(
      'cells are chosen by cluster, but the dataset has no clusters.',
      { step: 'filter' },
      'Empty keepClusters and excludeClusters, or name the column of the clusters on import.',
    );
  const kept = places(clusters.categories, keep, 'keepClusters', 'cluster', (name) => name);
  const excluded = places(clusters.categories, exclude, 'excludeClusters', 'cluster', (name) => name);
  const passes = new Uint8Array(cells);
  for (let i = 0; i < cells; i++) {
    const code = clusters.codes[i];
    passes[i] = (keep.length === 0 || kept.has(code)) && !excluded.has(code) ? 1 : 0;
  }
  return (cell) => passes[cell] === 1;
}

/** All places in `known` of the names that were asked for. */
function places(
  known: readonly string[],
  wanted: readonly string[],
  parameter: string,
  noun: string,
  fold: (name: string) => string,
): Set<number> {
  const found = new Set<number>();
  if (wanted.length === 0) return found;
  const missing = new Map(wanted.map((name) => [fold(name), name]));
  const asked = new Set(missing.keys());
  known.forEach((name, i) => {
    const folded = fold(name);
    if (!asked.has(folded)) return;
    found.add(i);
    missing.delete(folded);
  });
  if (missing.size > 0) {
    const names = [...missing.values()];
    const shown = names.slice(0, 10).join(', ') + (names.length > 10 ? ` and ${names.length - 10} more` : '');
    throw new DataError(
      `${parameter} names ${names.length === 1 ? `a ${noun}` : `${noun}s`} that the dataset does not have: ${shown}.`,
      { step: 'filter' },
      `Correct or remove ${names.length === 1 ? 'it' : 'them'}.`,
    );
  }
  return found;
}

function refuseTooFew(left: number, needed: number, noun: string, parameters: string): void {
  if (left >= needed) return;
  throw new DataError(
    `too few ${noun} are left: ${left}, where at least ${needed} are needed.`,
    { step: 'filter' },
    `Change ${parameters}.`,
  );
}

function indicesWhere(count: number, keep: (i: number) => boolean): number[] {
  const out: number[] = [];
  for (let i = 0; i < count; i++) if (keep(i)) out.push(i);
  return out;
}
