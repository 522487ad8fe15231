import { readdirSync } from 'node:fs';

import { DataError } from '../../data/errors.ts';
import { fileSystemError } from '../files/fileAccess.ts';
import { listed } from '../names/listed.ts';

/** File names of a folder: without `.gz` → as they are. */
export type Files = ReadonlyMap<string, string>;

/** What lies in a folder; of a file that is there both packed and not, the one that is not. */
export function listFiles(folder: string): Files {
  try {
    // macOS leaves a hidden twin “._name” of each file on foreign disks.
    const names = readdirSync(folder).filter((name) => !name.startsWith('._'));
    names.sort().reverse();
    return new Map(names.map((name) => [name.replace(/\.gz$/, ''), name]));
  } catch (error) {
    throw fileSystemError(error, folder);
  }
}

/** Whether a folder holds any matrix in the Matrix Market format, by name. */
export function hasMatrices(folder: string): boolean {
  return [...listFiles(folder).keys()].some((name) => name.endsWith('.mtx'));
}

/**
 * The files under their usual names, where all of one sample begin with the same words (GSM1_day3_spliced.mtx.gz), as
 * repositories hand them out; the files as they are where they have usual names already, or are not of this kind.
 *
 * @throws DataError where there are several samples.
 */
export function withoutPrefix(folder: string, files: Files, matrices: readonly [string, string]): Files {
  if (matrices.some((name) => files.has(name))) return files;
  const [first, second] = matrices;
  const prefixes = [...files.keys()]
    .filter((name) => name.endsWith(first) && /[_.-]$/.test(name.slice(0, -first.length)))
    .map((name) => name.slice(0, -first.length))
    .filter((prefix) => files.has(prefix + second))
    .sort();
  if (prefixes.length > 1)
    throw new DataError(
      `the folder holds ${prefixes.length} samples: ${listed(prefixes)}.`,
      { file: folder },
      'Put the files of each sample into a folder of its own; several folders can be imported together.',
    );
  if (prefixes.length === 0) return files;
  const [prefix] = prefixes;
  const own = [...files].filter(([name]) => name.startsWith(prefix));
  return new Map([
    ...files,
    ...own.map(([name, file]): [string, string] => [name.slice(prefix.length), file]),
  ]);
}
