import { DataError } from '../../data/errors.ts';
import { forEachLine } from '../files/readLines.ts';

/** Genes as a folder lists them. */
export interface GeneTable {
  /** First column: ids, or names where there is nothing else. */
  ids: string[];
  /** Second column, where there is one. */
  names?: string[];
}

/** Two lists made one: what is in both, and where the items of either went (−1: nowhere); nothing where they agree. */
export interface Union {
  kept: number[];
  maps?: [Int32Array, Int32Array];
}

/** The first column of a list of barcodes. @throws DataError where it is empty or cannot be read. */
export async function readBarcodes(path: string): Promise<string[]> {
  return requireSome(path, (await readColumns(path))[0]);
}

/** Ids and, where a second column has them, names of genes. @throws DataError where the list is empty. */
export async function readGenes(path: string): Promise<GeneTable> {
  const [ids, names] = await readColumns(path);
  requireSome(path, ids);
  return names.length === ids.length ? { ids, names } : { ids };
}

/**
 * What two lists of unique names have in common, in the order of the first.
 *
 * @throws DataError where they have nothing in common, or differ and repeat names, so that nobody can tell which is which.
 */
export function intersect(first: string[], second: string[], files: [string, string]): Union {
  if (first.length === second.length && first.every((name, i) => name === second[i]))
    return { kept: Array.from(first.keys()) };
  const places = new Map(second.map((name, i) => [name, i]));
  for (const [names, distinct, file] of [
    [first, new Set(first).size, files[0]],
    [second, places.size, files[1]],
  ] as const)
    if (distinct < names.length)
      throw new DataError(
        `${names.length - distinct} names in it repeat, and the list of the other layer differs.`,
        { file },
        'Count again with unique barcodes and gene ids, or write both layers for the same cells and genes.',
      );
  const maps: [Int32Array, Int32Array] = [
    new Int32Array(first.length).fill(-1),
    new Int32Array(second.length).fill(-1),
  ];
  const kept: number[] = [];
  first.forEach((name, i) => {
    const place = places.get(name);
    if (place === undefined) return;
    maps[0][i] = maps[1][place] = kept.length;
    kept.push(i);
  });
  if (kept.length > 0) return { kept, maps };
  throw new DataError(
    `it has no name in common with ${files[1]} (e.g. “${first[0]}” here, “${second[0]}” there).`,
    { file: files[0] },
    'The two layers are of different samples, or their barcodes were changed: take both from the same count.',
  );
}

/** The first two tab-separated columns. */
async function readColumns(path: string): Promise<[string[], string[]]> {
  const columns: [string[], string[]] = [[], []];
  await forEachLine(path, (bytes, from, to) => {
    if (to === from) return;
    const fields = bytes.toString('utf8', from, to).split('\t');
    columns[0].push(fields[0]);
    if (fields.length > 1) columns[1].push(fields[1]);
  });
  return columns;
}

function requireSome(path: string, names: string[]): string[] {
  if (names.length > 0) return names;
  throw new DataError('the list is empty.', { file: path }, 'Count the reads again, or copy the file again.');
}
