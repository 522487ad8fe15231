import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { DataError } from '../../data/errors.ts';
import { listFiles } from '../mtx/files.ts';

/** The files of an output of alevin-fry. */
export interface AlevinFiles {
  matrix: string;
  barcodes: string;
  genes: string;
  /** Ids and names of genes, which simpleaf puts beside the output. */
  geneNames?: string;
  /** What the output says of itself: whether spliced, unspliced and ambiguous counts were told apart. */
  usaMode?: boolean;
}

const ROWS = 'quants_mat_rows.txt';
const COLUMNS = 'quants_mat_cols.txt';
const ABOUT = ['quant.json', 'meta_info.json'];

/** Whether a folder, or the folder `alevin` inside it, is the output of alevin-fry. */
export function isAlevinFolder(path: string): boolean {
  return innerFolder(path) !== undefined;
}

/** @throws DataError where the output lacks a part, or is in the binary format of old versions. */
export function findAlevinFiles(path: string): AlevinFiles {
  const folder = innerFolder(path) ?? path;
  const files = listFiles(folder);
  const matrix = files.get('quants_mat.mtx');
  const barcodes = files.get(ROWS);
  const genes = files.get(COLUMNS);
  if (matrix === undefined)
    throw new DataError(
      'the counts of alevin-fry are in its binary format (EDS).',
      { file: folder },
      'Quantify again with alevin-fry quant --use-mtx.',
    );
  if (barcodes === undefined || genes === undefined)
    throw new DataError(
      `this output of alevin-fry lacks ${barcodes === undefined ? ROWS : COLUMNS}.`,
      { file: folder },
      'It was written together with the matrix: copy the whole folder.',
    );
  const places = [dirname(folder), folder];
  const names = places.map((place) => join(place, 'gene_id_to_name.tsv')).find((file) => existsSync(file));
  return {
    matrix: join(folder, matrix),
    barcodes: join(folder, barcodes),
    genes: join(folder, genes),
    geneNames: names,
    usaMode: usaMode(places),
  };
}

function innerFolder(path: string): string | undefined {
  return [path, join(path, 'alevin')].find(
    (folder) =>
      statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true &&
      ['quants_mat.mtx', 'quants_mat.mtx.gz', ROWS].some((name) => existsSync(join(folder, name))),
  );
}

/** What the first of the files about the output says; nothing where there is none, or it says nothing of this. */
function usaMode(folders: string[]): boolean | undefined {
  const file = folders
    .flatMap((folder) => ABOUT.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
  if (file === undefined) return undefined;
  try {
    const about: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const mode = (about as { usa_mode?: unknown } | null)?.usa_mode;
    return typeof mode === 'boolean' ? mode : undefined;
  } catch {
    // The names of the columns tell it, too.
    return undefined;
  }
}
