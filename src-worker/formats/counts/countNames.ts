import type { ReadOptions } from '../reader.ts';
import type { CountLayer } from './countLayer.ts';

/** Names of the matrices that add up to each layer of counts. */
export type CountNames = Record<CountLayer, string[]>;

/** Why kb-python's ambiguous counts are taken for spliced ones. */
export const AMBIGUOUS_WHY =
  'Spliced counts are kb-python’s mature and ambiguous counts together: a read within one exon does not tell them apart.';

/** What to tell where ambiguous counts were taken for spliced ones, and layers can be chosen by name. */
export const AMBIGUOUS_ADDED = `${AMBIGUOUS_WHY} To take mature counts alone, choose “mature” as the spliced layer (--spliced-layer mature on the command line).`;

/**
 * Which matrices hold the counts, by name: those asked for; else `spliced` and `unspliced`; else, where those are not
 * there, what kb-python's workflow `nac` writes (`mature` and `ambiguous` together, and `nascent`).
 */
export function countNames(
  has: (name: string) => boolean,
  { splicedLayer, unsplicedLayer }: ReadOptions,
): CountNames {
  const nac = !has('spliced') && !has('unspliced') && has('mature') && has('nascent');
  const spliced = nac ? ['mature', ...(has('ambiguous') ? ['ambiguous'] : [])] : ['spliced'];
  return {
    spliced: splicedLayer === undefined ? spliced : [splicedLayer],
    unspliced: [unsplicedLayer ?? (nac ? 'nascent' : 'unspliced')],
  };
}

/** The matrix that was chosen for both layers, where there is one, and what to say of it. */
export function chosenTwice(
  names: CountNames,
): { name: string; problem: string; remedy: string } | undefined {
  const name = names.spliced.find((one) => names.unspliced.includes(one));
  if (name === undefined) return undefined;
  return {
    name,
    problem: `spliced and unspliced counts are both taken from “${name}”.`,
    remedy: 'Choose two different layers.',
  };
}

/** Which layers of counts a file lacks, and how to choose others. */
export function missingLayers(
  names: CountNames,
  missing: readonly CountLayer[],
  present: readonly string[],
): { problem: string; remedy: string } {
  const wanted = missing.map((which) => `“${names[which][0]}”`).join(' and ');
  const flags = missing.map((which) => `--${which}-layer NAME`).join(' ');
  return {
    problem:
      `there ${missing.length === 1 ? 'is no layer' : 'are no layers'} ${wanted} in this file. ` +
      (present.length > 0 ? `It has ${present.join(', ')}.` : 'It has no layers at all.'),
    remedy: `Choose the layer with ${missing.join(' and that with ')} counts (${flags} on the command line).`,
  };
}
