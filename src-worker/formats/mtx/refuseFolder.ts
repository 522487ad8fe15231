import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { DataError } from '../../data/errors.ts';
import { COUNT_APART, MAKERS } from '../counts/makers.ts';
import { firstBytes } from '../files/firstBytes.ts';
import { listFiles, type Files } from './files.ts';
import { wholeOfSubfolder } from './subfolders.ts';

/** Folders in which the tools put what this program reads, below the one that is often chosen. */
const LIKELY = [
  'Velocyto/filtered',
  'Velocyto/raw',
  'Solo.out/Velocyto/filtered',
  'Solo.out/Velocyto/raw',
  'filtered',
  'raw',
  'counts_filtered',
  'counts_unfiltered',
  'alevin',
];

/** Where STARsolo and Cell Ranger put counts that are not told apart. */
const LIKELY_SINGLE = [
  'filtered',
  'raw',
  'Gene/filtered',
  'GeneFull/filtered',
  'Solo.out/Gene/filtered',
  'Solo.out/GeneFull/filtered',
  'filtered_feature_bc_matrix',
  'outs/filtered_feature_bc_matrix',
];

const MATRICES = ['spliced.mtx', 'unspliced.mtx', 'cells_x_genes.mature.mtx', 'quants_mat.mtx'];

/** Why a folder without both matrices cannot be read, and what to do. `missing`: the matrices that are not there. */
export function refuseFolder(folder: string, files: Files, missing: string[]): DataError {
  const place = { file: folder };
  const single = files.get('matrix.mtx');
  const whole = wholeOfSubfolder(folder);
  if (whole !== undefined)
    return new DataError(
      'this folder holds one of the layers of counts; the others lie beside it.',
      place,
      `Choose the folder above it: ${whole}.`,
    );
  if (missing.length > 1 && single !== undefined) return refuseSingleMatrix(folder, join(folder, single));
  const below = LIKELY.find((name) => MATRICES.some((matrix) => holds(join(folder, name), matrix)));
  if (missing.length > 1 && below !== undefined)
    return new DataError(
      'this folder holds no matrices of counts itself.',
      place,
      `Choose the folder inside it that does: ${join(folder, below)}.`,
    );
  const genesOnly = LIKELY_SINGLE.find((name) => holds(join(folder, name), 'matrix.mtx'));
  if (missing.length > 1 && genesOnly !== undefined)
    return refuseSingleMatrix(folder, matrixIn(join(folder, genesOnly)));
  const present = [...files.keys()].filter((name) => name.endsWith('.mtx')).sort();
  return new DataError(
    `this folder lacks ${missing.join(' and ')}. ` +
      (present.length > 0 ? `It has ${present.join(', ')}.` : 'It has no matrices (.mtx) at all.'),
    place,
    present.length > 0
      ? 'RNA velocity needs spliced and unspliced counts: copy the whole folder, or choose the matrices ' +
          '(--spliced-layer and --unspliced-layer on the command line).'
      : `Choose a folder with spliced.mtx, unspliced.mtx, barcodes.tsv and features.tsv, as made by ${MAKERS}.`,
  );
}

/** A lone matrix.mtx: of 10x Genomics and others, or of old versions of STARsolo, with three counts a line. */
function refuseSingleMatrix(folder: string, matrix: string): DataError {
  if (countsALine(matrix) === 3)
    return new DataError(
      'this matrix has spliced, unspliced and ambiguous counts in one line, as old versions of STARsolo wrote it.',
      { file: matrix },
      "Split it: awk '/^%/ {print; next} !size {size=1; print; next} {print $1, $2, $3}' matrix.mtx > spliced.mtx, " +
        'the same with $4 for unspliced.mtx; or count again with a current STAR.',
    );
  return new DataError(
    'this folder holds one matrix of counts, matrix.mtx, which does not tell spliced from unspliced reads.',
    { file: folder },
    COUNT_APART,
  );
}

/** How many counts the first value line of a matrix has: columns beyond row and column. */
function countsALine(matrix: string): number {
  const lines = firstBytes(matrix, 4096).toString('latin1').split('\n');
  const values = lines.filter((line) => line.trim() !== '' && !line.startsWith('%'));
  // The first is the size; the last may be cut.
  return values.length > 1 ? values[1].trim().split(/\s+/).length - 2 : 0;
}

function matrixIn(folder: string): string {
  return join(folder, listFiles(folder).get('matrix.mtx') ?? 'matrix.mtx');
}

function holds(folder: string, matrix: string): boolean {
  return existsSync(join(folder, matrix)) || existsSync(join(folder, `${matrix}.gz`));
}
