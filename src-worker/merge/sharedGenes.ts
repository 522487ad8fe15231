import type { Dataset } from '../data/dataset.ts';
import { DataError } from '../data/errors.ts';
import { areIds, geneNaming, withoutVersion } from '../formats/names/geneNaming.ts';

/** The genes that all samples have. */
export interface SharedGenes {
  /** For each sample the places of the shared genes in its own list, in the order of the first sample. */
  places: Uint32Array[];
  /** Whether some sample lists genes that another does not. */
  differ: boolean;
  comparedBy: 'names' | 'ids';
}

/**
 * Finds the genes that all samples list: by ids where every sample has them, otherwise by names.
 *
 * @throws DataError where they have fewer than half of the shortest list in common.
 */
export function findSharedGenes(samples: readonly Dataset[]): SharedGenes {
  const [first, ...others] = samples;
  const same = others.every(
    ({ geneNames }) =>
      geneNames.length === first.geneNames.length &&
      geneNames.every((name, i) => name === first.geneNames[i]),
  );
  if (same) {
    const places = Uint32Array.from(first.geneNames.keys());
    return { places: samples.map(() => places), differ: false, comparedBy: 'names' };
  }
  const ids = samples.map(idsOf);
  const byIds = ids.every((list) => list !== undefined);
  const lists = byIds ? ids : samples.map(({ geneNames }) => geneNames);
  const maps = lists.map((list) => new Map(list.map((key, i) => [key, i])));
  const shared = lists[0].filter((key) => maps.every((map) => map.has(key)));
  const shortest = Math.min(...lists.map(({ length }) => length));
  if (shared.length * 2 < shortest) refuse(samples, shared.length, shortest);
  return {
    places: maps.map((map) => Uint32Array.from(shared, (key) => map.get(key)!)),
    differ: lists.some(({ length }) => length > shared.length),
    comparedBy: byIds ? 'ids' : 'names',
  };
}

/** Ids of all genes of a sample, each different; nothing where there are none such. */
function idsOf(sample: Dataset): string[] | undefined {
  const ids = geneNaming(sample).ids?.map(withoutVersion);
  return ids && new Set(ids).size === ids.length && !ids.includes('') ? ids : undefined;
}

function refuse(samples: readonly Dataset[], shared: number, shortest: number): never {
  const ids = samples.find(({ geneNames }) => areIds(geneNames));
  const symbols = samples.find(({ geneNames }) => !areIds(geneNames));
  const problem = `the samples have ${shared} genes in common, of ${shortest} in the shortest list`;
  if (ids && symbols)
    throw new DataError(
      `${problem}: ${ids.source.path} names genes by ${ids.geneNames[0].startsWith('ENS') ? 'Ensembl ids' : 'ids'} (“${ids.geneNames[0]}”), ` +
        `${symbols.source.path} by symbols (“${symbols.geneNames[0]}”).`,
      {},
      'Count all samples with the same reference, or write the genes of all with their ids (gene_ids).',
    );
  const [a, b] = samples;
  throw new DataError(
    `${problem} (e.g. “${a.geneNames[0]}” in ${a.source.path}, “${b.geneNames[0]}” in ${b.source.path}).`,
    {},
    'The samples may be of different species or references: count all of them with the same.',
  );
}
