import { findGene, refuseLeftOut } from '../../views/geneValues.ts';
import { namesOf, type Source } from '../../views/source.ts';
import { bestFitted, topGenes } from '../../views/topGenes.ts';
import { DataError } from '../../../src-worker/data/errors.ts';

/**
 * The genes that are named, each once, or else the `count` that drive the run most.
 *
 * @throws DataError for a gene that the run does not have, with the names near it.
 */
export async function chosenGenes(
  source: Source,
  named: readonly string[],
  count: number,
): Promise<string[]> {
  if (named.length > 0) {
    for (const name of named) refuseLeftOut(findGene(source, name));
    return [...new Set(named)];
  }
  const geneNames = namesOf(source, 'genes');
  return (await topGenes({ ...source, geneNames }, count)).map((g) => geneNames[g]);
}

/**
 * The genes that the run fits best, best first.
 *
 * @throws DataError where it fits none.
 */
export async function bestGenes(source: Source): Promise<string[]> {
  const geneNames = namesOf(source, 'genes');
  const best = await bestFitted({ ...source, geneNames });
  if (best.length > 0) return best.map((g) => geneNames[g]);
  throw new DataError('the run has fitted no gene.', {}, 'Name the gene that is to be drawn.');
}
