import type { ArrayName } from '../../src-worker/data/catalogue.ts';
import { DataError } from '../../src-worker/data/errors.ts';
import type { Neighbourhoods } from '../../src-worker/data/neighbourhoods.ts';
import type { CountLayer } from '../../src-worker/formats/counts/countLayer.ts';
import {
  dynamicalGeneVelocity,
  geneMoment,
  normalizedGene,
  residualGeneVelocity,
} from '../../src-worker/views/oneGene.ts';
import { loadGeneCounts } from '../project/counts.ts';
import { didYouMean } from './nearNames.ts';
import { librarySizes } from './sizes.ts';
import type { Source } from './source.ts';

/** A gene of a source. */
export interface GenePlace {
  name: string;
  /** Place in the dataset. */
  inDataset: number;
  /** Place among the genes that the run kept; the same as in the dataset where there is no run. */
  inSource: number;
}

/** @throws DataError where the source does not have the gene, with the names that are near. */
export function findGene(source: Source, name: string): GenePlace {
  const inDataset = source.reader.genePlaces(source.dataset).get(name);
  if (inDataset === undefined)
    throw new DataError(
      `The dataset has no gene “${name}”.`,
      {},
      didYouMean(name, source.reader.names('genes', source.dataset)) || 'Choose a gene of the list.',
    );
  const inSource = source.geneIndex ? placeIn(source.geneIndex, inDataset) : inDataset;
  return { name, inDataset, inSource };
}

/** The gene's counts as they were read, one a cell of the source. */
export function rawCounts(source: Source, gene: GenePlace, layer: CountLayer): Float32Array {
  const { reader, dataset, cellIndex } = source;
  const counts = loadGeneCounts(reader.database, dataset.id, layer, gene.inDataset);
  if (!cellIndex || cellIndex.length === counts.length) return counts;
  const kept = new Float32Array(cellIndex.length);
  for (let i = 0; i < kept.length; i++) kept[i] = counts[cellIndex[i]];
  return kept;
}

/** Counts with every cell scaled to the median size of the layer. */
export async function normalizedCounts(
  source: Source,
  gene: GenePlace,
  layer: CountLayer,
): Promise<Float32Array<ArrayBuffer>> {
  const { sizes, target } = await librarySizes(source, layer);
  return normalizedGene(rawCounts(source, gene, layer), sizes, target);
}

/** Whether moments can be made of what the run has stored. */
export function hasMoments(source: Source): boolean {
  return source.has('connectivities') && source.has('cell_index');
}

/** Reads beforehand what the first gene needs and takes longest: library sizes, the neighbour graph, the genes' names. */
export async function prepareGenes(source: Source): Promise<void> {
  source.reader.genePlaces(source.dataset);
  await librarySizes(source, 'spliced');
  await librarySizes(source, 'unspliced');
  if (hasMoments(source)) graphOf(source);
}

/** First moments of a gene, as the step `moments` makes them; kept for the genes looked at last. */
export async function moments(
  source: Source,
  gene: GenePlace,
  layer: CountLayer,
): Promise<Float32Array<ArrayBuffer>> {
  const key = `moment/${source.cellsKey}/${source.fingerprint('connectivities')}/${layer}/${gene.inDataset}`;
  const { cache } = source.reader;
  return cache.get(key, async () => geneMoment(await normalizedCounts(source, gene, layer), graphOf(source)));
}

/**
 * The gene's velocity by the run's model.
 *
 * @throws DataError where the run has none (yet), or left the gene out.
 */
export async function velocity(source: Source, gene: GenePlace): Promise<Float32Array<ArrayBuffer>> {
  refuseLeftOut(gene);
  if (!hasVelocity(source))
    throw new DataError(
      'This run has no velocities (yet).',
      {},
      'Wait until the velocity step has ended, or choose another run.',
    );
  const s = await moments(source, gene, 'spliced');
  const u = await moments(source, gene, 'unspliced');
  const g = gene.inSource;
  const number = (name: PerGene): number => source.stored(name).data[g];
  if (modeOf(source) === 'dynamical') {
    const scaling = number('fit_scaling');
    return dynamicalGeneVelocity(s, u, graphOf(source), {
      alpha: number('fit_alpha'),
      beta: number('fit_beta'),
      gamma: number('fit_gamma'),
      switchTime: number('fit_t_'),
      scaling,
    });
  }
  const offset = source.has('velocity_offset') ? number('velocity_offset') : 0;
  return residualGeneVelocity(s, u, number('velocity_gamma'), offset);
}

/** Whether velocities can be made of what the run has stored. */
export function hasVelocity(source: Source): boolean {
  if (!hasMoments(source) || !source.has('velocity_params')) return false;
  return modeOf(source) === 'dynamical'
    ? KINETICS.every((name) => source.has(name))
    : source.has('velocity_gamma');
}

/** @throws DataError for a gene that the run did not keep. */
export function refuseLeftOut(gene: GenePlace): void {
  if (gene.inSource < 0)
    throw new DataError(
      `The run left the gene “${gene.name}” out.`,
      {},
      'Its counts can be shown; for moments and velocity, run again with a lower minimum of shared counts.',
    );
}

const KINETICS = ['fit_alpha', 'fit_beta', 'fit_gamma', 'fit_t_', 'fit_scaling'] as const;
type PerGene = (typeof KINETICS)[number] | Extract<ArrayName, 'velocity_gamma' | 'velocity_offset'>;

function modeOf(source: Source): string {
  return source.stored('velocity_params').value.mode;
}

function graphOf(source: Source): Neighbourhoods {
  return source.reader.graph(source.fingerprint('connectivities'), () => source.unkept('connectivities'));
}

/** Binary search in ascending places; −1 where it is not there. */
function placeIn(index: Uint32Array, wanted: number): number {
  let low = 0;
  let high = index.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if (index[middle] === wanted) return middle;
    if (index[middle] < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
