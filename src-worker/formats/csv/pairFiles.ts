import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { DataError } from '../../data/errors.ts';
import type { CountLayer } from '../counts/countLayer.ts';
import { hasMatrices, listFiles } from '../mtx/files.ts';
import { listed } from '../names/listed.ts';
import { looksLikeTable } from './head.ts';

/** The two tables of one sample. */
export type PairFiles = Record<CountLayer, string>;

const NAME = /^(.*?)(unspliced|spliced)(.*)\.(?:csv|tsv|tab|txt)$/i;
/** kb-python's lists beside matrices. */
const LIST = /^[._-](?:barcodes|genes|features|cells)$/i;

/** Whether a folder holds tables of spliced and unspliced counts, or a table has its twin beside it, by their names. */
export function isTablePair(path: string): boolean {
  if (statSync(path).isDirectory()) return !hasMatrices(path) && pairsIn(path).size > 0;
  return twinsOf(path) !== undefined && looksLikeTable(path);
}

/**
 * The two tables of a folder, or of the one that was chosen: `…spliced….csv` and `…unspliced….csv`, or .tsv or .txt, packed
 * or not.
 *
 * @throws DataError where a folder has several such pairs.
 */
export function findPair(path: string): PairFiles {
  const twins = statSync(path).isDirectory() ? undefined : twinsOf(path);
  if (twins) return twins;
  const pairs = [...pairsIn(path).values()].sort((a, b) => (a.spliced < b.spliced ? -1 : 1));
  if (pairs.length === 1) return pairs[0];
  const names = pairs.map(({ spliced }) => basename(spliced));
  throw new DataError(
    `the folder holds ${pairs.length} pairs of tables: ${listed(names)}.`,
    { file: path },
    'Choose the table with the spliced counts of one sample; several samples can be imported together.',
  );
}

function twinsOf(file: string): PairFiles | undefined {
  const name = partsOf(basename(file));
  if (!name) return undefined;
  try {
    return pairsIn(dirname(file)).get(name.key);
  } catch (error) {
    // A file may be readable in a folder that is not.
    if (error instanceof DataError) return undefined;
    throw error;
  }
}

/** Pairs of tables by what stands around “spliced” in their names. */
function pairsIn(folder: string): Map<string, PairFiles> {
  const found = new Map<string, Partial<PairFiles>>();
  for (const file of listFiles(folder).values()) {
    const parts = partsOf(file);
    if (!parts) continue;
    const pair = found.get(parts.key) ?? {};
    pair[parts.layer] ??= join(folder, file);
    found.set(parts.key, pair);
  }
  return new Map([...found].filter((entry): entry is [string, PairFiles] => isWhole(entry[1])));
}

function partsOf(file: string): { layer: CountLayer; key: string } | undefined {
  const match = NAME.exec(file.replace(/\.gz$/i, ''));
  if (!match || LIST.test(match[3])) return undefined;
  return { layer: match[2].toLowerCase() as CountLayer, key: `${match[1]}\n${match[3]}` };
}

function isWhole(pair: Partial<PairFiles>): pair is PairFiles {
  return pair.spliced !== undefined && pair.unspliced !== undefined;
}
