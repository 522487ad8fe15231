import { statSync } from 'node:fs';

import { DataError } from '../../data/errors.ts';
import { COUNT_APART } from '../counts/makers.ts';
import { withHdf5File, type Hdf5File } from '../hdf5/file.ts';
import { isHdf5With } from '../hdf5/recognise.ts';
import { listed } from '../names/listed.ts';
import { oneLine } from '../names/oneLine.ts';
import type { Reader } from '../reader.ts';
import { emptySummary } from '../summary/summary.ts';
import type { Refusal } from './refusal.ts';

/** Reads nothing: HDF5 files of other programs are refused by what they are, each with the way to convert it. */
export const foreignReader: Reader = {
  id: 'hdf5',
  title: 'HDF5',
  recognises: (path) => isHdf5With(path, (file) => whatItIs(file) !== undefined),
  inspect: (path) =>
    withHdf5File(path, (file) => ({
      ...emptySummary(path),
      size: statSync(path).size,
      format: foreignReader.id,
      error: refusal(file).message,
    })),
  read: (path) => withHdf5File(path, (file) => Promise.reject(refusal(file))),
};

/** The parts of an h5ad file; one that has any of them is told by its reader what it lacks. */
const H5AD = ['obs', 'var', 'X', 'layers', 'obsm', 'uns', 'matrix', 'row_attrs', 'col_attrs'];
const MOST_NAMES = 8;

function refusal(file: Hdf5File): DataError {
  const { problem, remedy } = whatItIs(file)!;
  return new DataError(problem, { file: file.path }, remedy);
}

function whatItIs(file: Hdf5File): Refusal | undefined {
  const names = file.keys('');
  const has = (...wanted: string[]): boolean => wanted.every((name) => names.includes(name));
  if (has('mod', 'obs')) return muData(file);
  if (has('assays', 'meta.data')) return seurat(file);
  if (has('barcode_idx', 'umi') || has('barcode', 'gene', 'umi'))
    return {
      problem:
        'this is a molecule_info.h5 of Cell Ranger, which lists molecules but not whether they were spliced.',
      remedy: COUNT_APART,
    };
  if (has('model_weights') || file.attribute('', 'keras_version') !== undefined)
    return { problem: 'this file holds the weights of a neural network (Keras).', remedy: OTHER_FILE };
  if (names.some((name) => H5AD.includes(name))) return undefined;
  const held = listed(
    names.map((name) => `“${oneLine(name)}”`),
    MOST_NAMES,
  );
  return {
    problem: `this HDF5 file is of no format that is known: it holds ${names.length === 0 ? 'nothing' : held}.`,
    remedy: OTHER_FILE,
  };
}

const OTHER_FILE = 'Choose a file with spliced and unspliced counts: .h5ad, .loom, or a folder of matrices.';

/** mudata: one AnnData for each kind of measurement, in `mod`. */
function muData(file: Hdf5File): Refusal {
  const kinds = file.keys('mod');
  const rna = kinds.find((name) => /rna|gex|expression/i.test(name)) ?? kinds[0] ?? 'rna';
  return {
    problem: `this is a MuData file (.h5mu) with several kinds of measurements: ${kinds.map(oneLine).join(', ')}.`,
    remedy: `Write the one with spliced and unspliced counts by itself: mudata.read_h5mu(path)["${oneLine(rna)}"].write_h5ad("rna.h5ad").`,
  };
}

/** SeuratDisk: assays with counts and data, `meta.data`, `reductions`. */
function seurat(file: Hdf5File): Refusal {
  const assays = file.keys('assays');
  const both = assays.includes('spliced') && assays.includes('unspliced');
  return {
    problem: `this is a file of SeuratDisk (.h5Seurat) with the assays ${assays.map(oneLine).join(', ')}.`,
    remedy: both
      ? 'In R, write each assay as a matrix: for spliced and unspliced, Matrix::writeMM(object[["spliced"]]@counts, ' +
        '"spliced.mtx"), with features.tsv and barcodes.tsv from its row and column names; choose the folder, and add ' +
        'write.csv(object@meta.data, "cells.csv") as annotations.'
      : `It has no assays “spliced” and “unspliced”. ${COUNT_APART} Annotations come from R: write.csv(object@meta.data, "cells.csv").`,
  };
}
