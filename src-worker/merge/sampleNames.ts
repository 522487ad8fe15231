import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';

import { DataError } from '../data/errors.ts';
import { makeUnique } from '../formats/names/uniqueNames.ts';
import type { CountsFile } from '../formats/source.ts';
import { trimMark } from './marks.ts';
import { splitAtBases } from './readings.ts';

/** Folders that pipelines make in every sample's folder. */
const PIPELINE_FOLDERS =
  /^(solo\.out|velocyto|genefull|gene|filtered|raw|outs?|counts?|counts_(un)?filtered|alevin|quant|output|(filtered|raw)_feature_bc_matrix)$/i;

/** What velocyto calls a sample that nobody named: it says the aligner's file, not the sample. */
const ALIGNMENT = /possorted|sortedbycoord|aligned|\.bam/i;

/**
 * One name a sample, each different: the name given, or else what stands before the barcodes (`sampleA` in
 * `sampleA:AAACCTGAGAAACCATx`), or else the part of the paths in which they differ.
 *
 * @param barcodes the names of the cells of each file.
 * @throws DataError where two files were given the same name, or an empty one.
 */
export function nameSamples(counts: readonly CountsFile[], barcodes: readonly string[][]): string[] {
  const given = counts.map(({ sample }) => sample?.trim());
  counts.forEach(({ path }, i) => {
    if (given[i] === '')
      throw new DataError('the name of its sample is empty.', { file: path }, 'Give it a name, or none.');
    const twin = given[i] === undefined ? -1 : given.indexOf(given[i]);
    if (twin >= 0 && twin < i)
      throw new DataError(
        `its sample is named “${given[i]}”, and so is that of ${counts[twin].path}.`,
        { file: path },
        'Give each file with counts a sample name of its own.',
      );
  });
  const paths = namesFromPaths(counts.map(({ path }) => path));
  const own = barcodes.map(commonPrefix);
  const told = own.every((name, i) => given[i] !== undefined || name !== undefined);
  const distinct = new Set(own).size === own.length;
  const names = counts.map((_, i) => given[i] ?? (told && distinct ? own[i]! : paths[i]));
  return makeUnique(names).names;
}

/** What stands before the bases of every one of the barcodes, where that is one and the same. */
function commonPrefix(barcodes: string[]): string | undefined {
  const first = splitAtBases(barcodes[0] ?? '')?.before ?? '';
  const name = trimMark(first);
  if (name === '' || ALIGNMENT.test(name)) return undefined;
  return barcodes.every((barcode) => barcode.startsWith(first)) ? name : undefined;
}

/** The part of each path that tells it from the others; a file's name without its ending where that is enough. */
function namesFromPaths(paths: string[]): string[] {
  const stems = paths.map((path) => (isFolder(path) ? undefined : stemOf(path)));
  if (stems.every((stem) => stem !== undefined) && new Set(stems).size === stems.length)
    return stems.filter((stem) => stem !== undefined);
  const parts = paths.map((path, i) => {
    const folders = resolve(path).split(/[\\/]/).filter(Boolean);
    return stems[i] === undefined ? folders : [...folders.slice(0, -1), stems[i]];
  });
  if (parts.length === 1)
    return [parts[0].findLast((part) => !PIPELINE_FOLDERS.test(part)) ?? parts[0].at(-1)];
  const shortest = Math.min(...parts.map(({ length }) => length));
  let head = 0;
  while (head < shortest - 1 && parts.every((part) => part[head] === parts[0][head])) head++;
  let tail = 0;
  while (tail < shortest - 1 - head && parts.every((part) => part.at(-1 - tail) === parts[0].at(-1 - tail)))
    tail++;
  const differing = parts.map((part) => part.slice(head, part.length - tail));
  for (const pick of [lastOwn, (part: string[]): string | undefined => part[0]]) {
    const names = differing.map(pick);
    if (names.every((name) => name !== undefined) && new Set(names).size === names.length)
      return names.filter((name) => name !== undefined);
  }
  return differing.map((part) => part.join('/'));
}

function lastOwn(parts: string[]): string | undefined {
  return parts.findLast((part) => !PIPELINE_FOLDERS.test(part));
}

/** A file's name without the endings of its format. */
export function stemOf(path: string): string {
  return basename(path).replace(/(\.(gz|h5ad|loom|h5|hdf5|csv|tsv|txt|mtx))+$/i, '') || basename(path);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
