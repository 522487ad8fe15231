import { COUNT_LAYERS, type CountLayer } from '../counts/countLayer.ts';
import { chosenTwice, countNames, missingLayers } from '../counts/countNames.ts';
import { COUNT_APART_AND_ADD } from '../counts/makers.ts';
import type { Hdf5File } from '../hdf5/file.ts';
import type { ReadOptions } from '../reader.ts';

/** The arrays of a loom file that add up to each layer of counts. */
export type CountItems = Record<CountLayer, string[]>;

/** The names under which {@link ReadOptions} takes the matrices of a loom file: X, and its layers. */
export function matrixNames(file: Hdf5File): string[] {
  return ['X', ...file.keys('layers')];
}

/** The array that a name of {@link matrixNames} stands for. */
export function itemOf(name: string): string {
  return name === 'X' ? 'matrix' : `layers/${name}`;
}

/**
 * Where the spliced and the unspliced counts lie; see {@link countNames}.
 *
 * @throws DataError that lists what the file has, where one of them is missing or both are the same.
 */
export function countItems(file: Hdf5File, options: ReadOptions): CountItems {
  const isMatrix = (name: string): boolean => file.kind(itemOf(name)) === 'array';
  const names = countNames(isMatrix, options);
  const missing = COUNT_LAYERS.filter((which) => !names[which].every(isMatrix));
  if (missing.length > 0) {
    const { problem, remedy } = missingLayers(names, missing, matrixNames(file));
    throw file.error('matrix', problem, file.keys('layers').length === 0 ? COUNT_APART_AND_ADD : remedy);
  }
  const twice = chosenTwice(names);
  if (twice) throw file.error(itemOf(twice.name), twice.problem, twice.remedy);
  return { spliced: names.spliced.map(itemOf), unspliced: names.unspliced.map(itemOf) };
}
