import { gzipSync } from 'node:zlib';
import { join } from 'node:path';

import { refused, warned, type BadInputGroup } from './badInput.ts';
import { lines, mtx, smallFolder, writeInto } from './smallFiles.ts';

const withSpliced = (spliced: string) => (folder: string) => smallFolder(folder, { 'spliced.mtx': spliced });

export const folderCases: BadInputGroup = {
  title: 'Folders of matrices (STARsolo, kb-python, alevin-fry)',
  cases: [
    refused('no unspliced.mtx', (f) => smallFolder(f, { 'unspliced.mtx': null }), /lacks unspliced\.mtx/),
    refused('no barcodes', (f) => smallFolder(f, { 'barcodes.tsv': null }), /lacks the barcodes/),
    refused('no gene names', (f) => smallFolder(f, { 'features.tsv': null }), /lacks the names of the genes/),
    refused('an empty list of barcodes', (f) => smallFolder(f, { 'barcodes.tsv': '' }), /list is empty/),
    refused(
      'fewer barcodes than columns',
      (f) => smallFolder(f, { 'barcodes.tsv': lines(['A', 'B', 'C']) }),
      /fits neither way round/,
    ),
    refused(
      'as many cells as genes',
      (f) =>
        smallFolder(f, {
          'barcodes.tsv': lines(['A', 'B']),
          'features.tsv': lines(['g', 'h']),
          'spliced.mtx': mtx('2 2 1', '1 1 1'),
        }),
      /as many cells as genes/,
    ),
    refused(
      'lists of two different samples',
      (f) =>
        smallFolder(f, {
          'barcodes.tsv': null,
          'features.tsv': null,
          'spliced.barcodes.txt': lines(['A', 'B', 'C', 'D']),
          'unspliced.barcodes.txt': lines(['E', 'F', 'G', 'H']),
          'spliced.genes.txt': lines(['a', 'b', 'c', 'd', 'e']),
          'unspliced.genes.txt': lines(['a', 'b', 'c', 'd', 'e']),
        }),
      /no name in common/,
    ),
    refused('a row beyond the matrix', withSpliced(mtx('5 4 1', '6 1 1')), /line 3 names row 6/),
    refused('a row 0', withSpliced(mtx('5 4 1', '0 1 1')), /line 3 names row 0/),
    refused('two numbers a line', withSpliced(mtx('5 4 1', '1 1')), /line 3 should be three numbers/),
    refused('a word for a count', withSpliced(mtx('5 4 1', '1 1 many')), /“1 1 many”/),
    refused('a negative count', withSpliced(mtx('5 4 1', '1 1 -1')), /in line 3, a count is negative/),
    refused('a fractional count', withSpliced(mtx('5 4 1', '1 1 0.25')), /in line 3, .*not a whole number/),
    refused('fewer values than it says', withSpliced(mtx('5 4 2', '1 1 1')), /ends after 1 of 2 values/),
    refused('more values than it says', withSpliced(mtx('5 4 1', '1 1 1', '1 2 1')), /holds 2 values/),
    refused('no size', withSpliced(mtx('%')), /ends before its size/),
    refused('no banner', withSpliced('5 4 1\n1 1 1\n'), /does not start with “%%MatrixMarket”/),
    refused(
      'a dense matrix',
      withSpliced('%%MatrixMarket matrix array real general\n5 4\n'),
      /of the kind “matrix array real general”/,
    ),
    refused(
      'a packed matrix that was cut off',
      (f) => {
        const packed = gzipSync(mtx('5 4 2000', ...new Array<string>(2000).fill('1 1 1')));
        return smallFolder(f, {
          'spliced.mtx': null,
          'spliced.mtx.gz': packed.subarray(0, packed.length - 20),
        });
      },
      /cut off/,
    ),
    refused(
      'one matrix.mtx, as Cell Ranger writes it',
      (f) => {
        writeInto(f, 'barcodes.tsv.gz', gzipSync('A\n'));
        writeInto(f, 'features.tsv.gz', gzipSync('g\n'));
        writeInto(f, 'matrix.mtx.gz', gzipSync(mtx('1 1 1', '1 1 1')));
        return f;
      },
      /does not tell spliced from unspliced/,
    ),
    refused(
      'three counts a line, as old STARsolo wrote it',
      (f) => {
        writeInto(f, 'matrix.mtx', mtx('2 3 1', '1 1 1 0 2'));
        return f;
      },
      /spliced, unspliced and ambiguous counts in one line/,
    ),
    refused(
      'the folder above the right one',
      (f) => {
        smallFolder(join(f, 'Velocyto', 'filtered'));
        return f;
      },
      /Choose the folder/,
    ),
    refused('one matrix of the folder', (f) => join(smallFolder(f), 'spliced.mtx'), /Choose the folder/),
    refused('an empty folder', (f) => f, /folder/),
    warned(
      'barcodes without a count',
      (f) =>
        smallFolder(f, {
          'spliced.mtx': mtx('5 4 1', '1 1 3'),
          'unspliced.mtx': mtx('5 4 1', '2 3 1'),
        }),
      /2 of 4 barcodes have no count/,
    ),
  ],
};
