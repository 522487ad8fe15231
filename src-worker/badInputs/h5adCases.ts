import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import type { SparseMatrix } from '../data/arrays.ts';
import { sparseFromDense } from '../data/sparse.ts';
import { writeElement } from '../formats/h5ad/elements.ts';
import { fileSource } from '../formats/source.ts';
import { refused, warned, type BadInputGroup } from './badInput.ts';
import { CELLS, GENES, smallH5ad, smallHdf5, spliced, unspliced, writeInto } from './smallFiles.ts';

const NORMALISED = join(import.meta.dirname, '../formats/fixtures/dentategyrus_100obs_fitted.h5ad');
const none = sparseFromDense(new Float32Array(CELLS.length * GENES.length), CELLS.length, GENES.length);
const withUnspliced = (changes: Record<number, number>) => (folder: string) =>
  smallH5ad(folder, { layers: { spliced: spliced(), unspliced: unspliced(changes) } });

export const h5adCases: BadInputGroup = {
  title: 'AnnData files (h5ad)',
  cases: [
    refused('a negative count', withUnspliced({ 3: -1 }), /layer “unspliced”, gene “Ins1”, row 0.*negative/),
    refused('a fractional count', withUnspliced({ 3: 0.5 }), /gene “Ins1”, row 0.*not a whole number/),
    refused('a missing count (NaN)', withUnspliced({ 3: Number.NaN }), /missing \(NaN\)/),
    refused('an infinite count', withUnspliced({ 3: Number.POSITIVE_INFINITY }), /infinite/),
    refused('a count beyond 2²⁴', withUnspliced({ 3: 2 ** 24 }), /more than 16,777,215/),
    refused(
      'layers that were normalised',
      (f) => writeInto(f, 'fitted.h5ad', readFileSync(NORMALISED)),
      /not a whole number.*normalised/,
    ),
    refused('no layers at all', (f) => smallH5ad(f, { X: spliced(), layers: {} }), /velocyto/),
    refused(
      'only unspliced counts in a layer',
      (f) => smallH5ad(f, { X: spliced(), layers: { unspliced: unspliced() } }),
      /choose it as the spliced layer/,
    ),
    refused(
      'layers of other names',
      (f) => smallH5ad(f, { layers: { exonic: spliced(), intronic: unspliced() } }),
      /It has exonic, intronic/,
    ),
    refused(
      'one layer chosen for both',
      async (f) => fileSource(await smallH5ad(f), { splicedLayer: 'unspliced' }),
      /both taken/,
    ),
    refused(
      'a layer chosen that is not there',
      async (f) => fileSource(await smallH5ad(f), { splicedLayer: 'exons' }),
      /no layer “exons”/,
    ),
    refused(
      'a layer of another shape',
      (f) =>
        smallHdf5(f, 'counts.h5ad', (writer) => {
          writeElement(writer, 'obs', { kind: 'table', index: CELLS, columns: {} });
          writeElement(writer, 'var', { kind: 'table', index: GENES, columns: {} });
          writeElement(writer, 'layers/spliced', spliced());
          writeElement(writer, 'layers/unspliced', sparseFromDense(new Float32Array(20).fill(1), 5, 4));
        }),
      /5 rows and 4 columns for 4 cells and 5 genes/,
    ),
    refused(
      'a value outside its columns',
      (f) => {
        const bad = spliced();
        bad.indices[0] = 9;
        return smallH5ad(f, { layers: { spliced: bad, unspliced: unspliced() } });
      },
      /outside its 5 columns/,
    ),
    refused(
      'no unspliced count',
      (f) => smallH5ad(f, { layers: { spliced: spliced(), unspliced: none } }),
      /not one unspliced count/,
    ),
    refused(
      'no spliced count',
      (f) => smallH5ad(f, { layers: { spliced: none, unspliced: unspliced() } }),
      /not one spliced count/,
    ),
    refused(
      'no cells',
      (f) => {
        const empty = sparseFromDense([], 0, GENES.length);
        return smallH5ad(f, {
          obs: { index: [], columns: {} },
          layers: { spliced: empty, unspliced: empty },
        });
      },
      /0 cells and 5 genes/,
    ),
    refused(
      'no genes',
      (f) => {
        const empty = sparseFromDense([], CELLS.length, 0);
        return smallH5ad(f, {
          var: { index: [], columns: {} },
          layers: { spliced: empty, unspliced: empty },
        });
      },
      /4 cells and 0 genes/,
    ),
    refused(
      'no table of cells',
      (f) =>
        smallHdf5(f, 'counts.h5ad', (writer) => {
          writeElement(writer, 'layers/spliced', spliced());
          writeElement(writer, 'layers/unspliced', unspliced());
        }),
      /no table “obs”/,
    ),
    refused(
      'the file cut off',
      async (f) => {
        const whole = readFileSync(await smallH5ad(f));
        return writeInto(f, 'cut.h5ad', whole.subarray(0, whole.length >> 1));
      },
      /cut off: it should have/,
    ),
    refused(
      'the file packed with gzip',
      async (f) => writeInto(f, 'counts.h5ad.gz', gzipSync(readFileSync(await smallH5ad(f)))),
      /packed with gzip/,
    ),
    warned(
      'more unspliced than spliced counts, as in nuclei',
      (f) => manyGenes(f, 1, 3, 'spliced'),
      /nuclei/,
    ),
    warned(
      'layers exchanged, as the mitochondrial genes tell',
      (f) => manyGenes(f, 1, 3, 'unspliced'),
      /exchanged|swapped/,
    ),
    warned('hardly any unspliced counts', (f) => manyGenes(f, 60, 1, 'spliced'), /introns/),
    warned(
      'barcodes that repeat',
      (f) => smallH5ad(f, { obs: { index: ['A', 'A', 'B', 'C'], columns: {} } }),
      /1 barcode repeats/,
    ),
    warned(
      'gene names that repeat',
      (f) => smallH5ad(f, { var: { index: ['g', 'g', 'h', 'i', 'j'], columns: {} } }),
      /1 gene name repeats/,
    ),
    warned(
      'the same counts twice',
      (f) => smallH5ad(f, { layers: { spliced: spliced(), unspliced: spliced() } }),
      /same counts/,
    ),
  ],
};

/** 300 genes in 20 cells with so many counts each; the first two, mitochondrial, are counted in one layer only. */
function manyGenes(
  folder: string,
  inSpliced: number,
  inUnspliced: number,
  mitochondrial: 'spliced' | 'unspliced',
): Promise<string> {
  const [cells, genes] = [20, 300];
  const layer = (name: 'spliced' | 'unspliced', count: number): SparseMatrix<Float32Array> =>
    sparseFromDense(
      Float32Array.from({ length: cells * genes }, (_, i) => {
        if (i % genes > 1) return count + ((i * 7) % 3 === 0 ? 1 : 0);
        if (name !== mitochondrial) return 0;
        return name === 'spliced' ? 2 : 40;
      }),
      cells,
      genes,
    );
  return smallH5ad(folder, {
    obs: { index: Array.from({ length: cells }, (_, c) => `cell${c}`), columns: {} },
    var: {
      index: Array.from({ length: genes }, (_, g) => (g < 2 ? `mt-Nd${g + 1}` : `Gene${g}`)),
      columns: {},
    },
    layers: { spliced: layer('spliced', inSpliced), unspliced: layer('unspliced', inUnspliced) },
  });
}
