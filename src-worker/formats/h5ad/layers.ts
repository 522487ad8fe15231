import { COUNT_LAYERS } from '../counts/countLayer.ts';
import { chosenTwice, countNames, missingLayers, type CountNames } from '../counts/countNames.ts';
import { COUNT_APART_AND_ADD } from '../counts/makers.ts';
import type { Hdf5File } from '../hdf5/file.ts';
import type { ReadOptions } from '../reader.ts';

const SPLICED_IN_X =
  'If X holds the spliced counts, choose it as the spliced layer (--spliced-layer X on the command line), or choose another.';

/**
 * Where the matrices lie that add up to the spliced and the unspliced counts; see {@link countNames}. X is never taken
 * for either without being asked for, since it holds anything from counts to scaled values.
 *
 * @throws DataError that lists what the file has, where one of them is missing or both are the same.
 */
export function countLayers(file: Hdf5File, options: ReadOptions): CountNames {
  const isThere = (name: string): boolean => file.kind(itemOf(name)) !== undefined;
  const names = countNames(isThere, options);
  const missing = COUNT_LAYERS.filter((which) => !names[which].every(isThere));
  if (missing.length > 0) {
    const present = matrixNames(file);
    const { problem, remedy } = missingLayers(names, missing, present);
    if (file.keys('layers').length === 0) throw file.error('layers', problem, COUNT_APART_AND_ADD);
    const inX = missing.length === 1 && missing[0] === 'spliced' && present.includes('X');
    throw file.error('layers', problem, inX ? SPLICED_IN_X : remedy);
  }
  const twice = chosenTwice(names);
  if (twice) throw file.error(itemOf(twice.name), twice.problem, twice.remedy);
  return { spliced: names.spliced.map(itemOf), unspliced: names.unspliced.map(itemOf) };
}

/** The names under which {@link ReadOptions} takes the matrices of a file: its layers, and X. */
export function matrixNames(file: Hdf5File): string[] {
  const layers = file.keys('layers');
  return file.kind('X') ? ['X', ...layers] : layers;
}

/** The item of the file that a name of {@link matrixNames} stands for. */
export function itemOf(name: string): string {
  return name === 'X' ? 'X' : `layers/${name}`;
}

/** The name of {@link matrixNames} that an item of the file stands for. */
export function layerName(item: string): string {
  return item.replace('layers/', '');
}
