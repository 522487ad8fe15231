import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { fileSource, type ImportSource } from '../formats/index.ts';
import { refused, warned, type BadInputGroup } from './badInput.ts';
import { CELLS, GENES, lines, smallH5ad, spliced, unspliced, writeInto } from './smallFiles.ts';

const OTHERS = ['TTTCCTGAGAAACCAT', 'TTTCCTGAGCTGAAAT', 'TTTCCTGCATTGGTAC', 'TTTCGGGTCGGCGCAT'];

export const mergeCases: BadInputGroup = {
  title: 'Several files together',
  cases: [
    refused(
      'annotations of other cells',
      (f) =>
        annotated(
          f,
          OTHERS.map((cell) => `${cell}-1`),
        ),
      /none of its 4 cells was found among the 4 cells with counts/,
    ),
    refused(
      'annotations of some cells only, and nothing said about the rest',
      (f) =>
        annotated(
          f,
          CELLS.slice(0, 3).map((cell) => `${cell}-1`),
        ),
      /3 cells with both counts and annotations.*1 of 4 cells with counts not in it/,
    ),
    refused(
      'annotated cells without counts, and nothing said about them',
      (f) => annotated(f, [...CELLS, OTHERS[0]]),
      /1 of its 5 cells without counts/,
    ),
    refused(
      'barcodes that repeat in the annotations',
      (f) => annotated(f, [CELLS[0], CELLS[0], CELLS[1], CELLS[2]]),
      /line 3/,
    ),
    refused(
      'annotations without barcodes',
      async (f) => ({
        counts: [{ path: await smallH5ad(f) }],
        annotations: [writeInto(f, 'clusters.csv', lines(['cluster,score', 'a,1', 'b,2', 'c,3', 'd,4']))],
      }),
      /barcode/,
    ),
    refused(
      'samples with equal barcodes whose marks say nothing of the samples',
      async (f) => ({
        counts: [{ path: await sample(f, 'first') }, { path: await sample(f, 'second') }],
        annotations: [
          writeInto(
            f,
            'cells.csv',
            lines([
              'barcode,cluster',
              ...['x', 'y'].flatMap((mark) => CELLS.map((cell) => `${cell}-${mark},a`)),
            ]),
          ),
        ],
      }),
      /sample/,
    ),
    refused(
      'the same file twice',
      async (f) => {
        const path = await smallH5ad(f);
        return { counts: [{ path }, { path }] };
      },
      /given twice/,
    ),
    refused(
      'one sample given twice, under two names',
      async (f) => ({
        counts: [{ path: await smallH5ad(f, {}, 'a.h5ad') }, { path: await smallH5ad(f, {}, 'b.h5ad') }],
      }),
      /same barcodes and the same counts/,
    ),
    refused(
      'two samples of the same name',
      async (f) => ({
        counts: [
          { path: await sample(f, 'a'), sample: 'mouse' },
          { path: await sample(f, 'b'), sample: 'mouse' },
        ],
      }),
      /sample is named “mouse”/,
    ),
    refused(
      'gene symbols in one sample, Ensembl ids in the other',
      async (f) => ({
        counts: [
          { path: await sample(f, 'a') },
          {
            path: await sample(
              f,
              'b',
              GENES.map((_, i) => `ENSMUSG0000000000${i}`),
            ),
          },
        ],
      }),
      /Ensembl ids.*symbols/,
    ),
    refused(
      'a bad file among good ones',
      async (f) => ({
        counts: [
          { path: await sample(f, 'a') },
          { path: await smallH5ad(f, { X: spliced(), layers: {} }, 'processed.h5ad') },
        ],
      }),
      /processed\.h5ad/,
    ),
    refused(
      'a file of counts that is not there',
      async (f) => ({ counts: [{ path: await sample(f, 'a') }, { path: join(f, 'b.h5ad') }] }),
      /no such file/,
    ),
    warned(
      'annotations of some cells only, the others left out',
      async (f) => ({ ...(await annotated(f, CELLS.slice(0, 3))), unmatched: 'drop' }),
      /Left out: 1 cell .*“AAACGGGTCGGCGCAT”/,
    ),
    warned(
      'annotations of some cells only, the others kept',
      async (f) => ({ ...(await annotated(f, CELLS.slice(0, 3))), unmatched: 'keep' }),
      /Not in cells\.csv.*1 cell /,
    ),
    warned(
      'samples that list different genes',
      async (f) => ({
        counts: [
          { path: await sample(f, 'a') },
          { path: await sample(f, 'b', [...GENES.slice(0, 4), 'Sst']) },
        ],
      }),
      /list different genes.*the 4 that all have/,
    ),
  ],
};

/** A file with counts of {@link CELLS}, and a table with clusters of the cells of the given names. */
async function annotated(folder: string, names: string[]): Promise<ImportSource> {
  const table = writeInto(
    folder,
    'cells.csv',
    lines(['barcode,cluster', ...names.map((name) => `${name},a`)]),
  );
  return fileSource(await smallH5ad(folder), { annotations: [table] });
}

/** A file of one sample, whose counts differ from those of another. */
function sample(folder: string, name: string, genes = GENES): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const count = name.charCodeAt(0);
  const ofEveryCell = Object.fromEntries(CELLS.map((_, cell) => [cell * GENES.length, count + cell]));
  return smallH5ad(
    folder,
    {
      var: { index: genes, columns: {} },
      layers: { spliced: spliced(ofEveryCell), unspliced: unspliced(ofEveryCell) },
    },
    `${name}.h5ad`,
  );
}
