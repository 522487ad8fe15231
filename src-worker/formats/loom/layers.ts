import type { Hdf5File } from '../hdf5/file.ts';
import type { ReadOptions } from '../reader.ts';

/** The array of a loom file that each layer of counts is read from; X stands for its main matrix. */
export type CountItems = Record<'spliced' | 'unspliced', string>;

/** The names under which {@link ReadOptions} takes the matrices of a loom file: X, and its layers. */
export function matrixNames(file: Hdf5File): string[] {
  return ['X', ...file.keys('layers')];
}

/** The array that a name of {@link matrixNames} stands for. */
export function itemOf(name: string): string {
  return name === 'X' ? 'matrix' : `layers/${name}`;
}

/**
 * Where the spliced and the unspliced counts lie: the layers of these names unless the options name others.
 *
 * @throws DataError that lists what the file has, where one of them is missing or both are the same.
 */
export function countItems(file: Hdf5File, options: ReadOptions): CountItems {
  const names = {
    spliced: options.splicedLayer ?? 'spliced',
    unspliced: options.unsplicedLayer ?? 'unspliced',
  };
  const items = { spliced: itemOf(names.spliced), unspliced: itemOf(names.unspliced) };
  const missing = (['spliced', 'unspliced'] as const).filter((which) => file.kind(items[which]) !== 'array');
  if (missing.length > 0) {
    const wanted = missing.map((which) => `“${names[which]}”`).join(' and ');
    const layers = file.keys('layers');
    throw file.error(
      'matrix',
      `there is no layer ${wanted} in this loom file. It has ${matrixNames(file).join(', ')}.`,
      layers.length === 0
        ? 'RNA velocity needs spliced and unspliced counts: make them from the reads with velocyto run; a file with one ' +
            'matrix of counts is not enough.'
        : missing
            .map((which) => `Name the layer with ${which} counts: ${which}Layer (--${which}-layer NAME).`)
            .join(' '),
    );
  }
  if (items.spliced === items.unspliced)
    throw file.error(
      items.spliced,
      `spliced and unspliced counts are both taken from “${names.spliced}”.`,
      'Choose two different layers.',
    );
  return items;
}
