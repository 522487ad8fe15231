import type { GeneLayer, ViewAnswers, ViewArguments } from './contract.ts';
import {
  findGene,
  hasMoments,
  moments,
  normalizedCounts,
  rawCounts,
  refuseLeftOut,
  velocity,
  type GenePlace,
} from './geneValues.ts';
import type { Source } from './source.ts';
import { spreadOf } from './spread.ts';

type Values = { values: Float32Array; label: string; meaning: string };

/**
 * One gene over the cells: moments (of a run), size-normalised counts (before there are neighbours), velocity, or counts
 * as read.
 *
 * @throws DataError where the source has no such gene, or the run no such values (yet).
 */
export async function geneView(
  source: Source,
  { gene, layer }: Pick<ViewArguments<'gene'>, 'gene' | 'layer'>,
): Promise<ViewAnswers['gene']> {
  const { values, label, meaning } = await valuesOf(source, findGene(source, gene), layer);
  return { header: { gene, layer, label, meaning, ...spreadOf(values) }, arrays: { values } };
}

async function valuesOf(source: Source, gene: GenePlace, layer: GeneLayer): Promise<Values> {
  switch (layer) {
    case 'raw_spliced':
    case 'raw_unspliced': {
      const counts = layer === 'raw_spliced' ? 'spliced' : 'unspliced';
      const label = layer === 'raw_spliced' ? 'Spliced counts' : 'Unspliced counts';
      return { values: rawCounts(source, gene, counts), label, meaning: `${label} as read` };
    }
    case 'spliced':
    case 'unspliced': {
      const label = layer === 'spliced' ? 'Spliced' : 'Unspliced';
      if (!hasMoments(source)) {
        const meaning = `${label} counts, every cell scaled to the median size`;
        return { values: await normalizedCounts(source, gene, layer), label, meaning };
      }
      refuseLeftOut(gene);
      const meaning = `Mean of the size-normalised ${layer} counts over each cell’s neighbourhood`;
      return { values: await moments(source, gene, layer), label, meaning };
    }
    case 'velocity':
      return {
        values: await velocity(source, gene),
        label: 'Velocity',
        meaning: 'RNA velocity (size-normalised counts per unit time): above 0 the gene is on its way up',
      };
  }
}
