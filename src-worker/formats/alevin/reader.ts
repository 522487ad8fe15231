import { statSync } from 'node:fs';

import { DataError } from '../../data/errors.ts';
import { describeNonCount, isCount } from '../counts/checkCounts.ts';
import type { CountPair } from '../counts/countPair.ts';
import { inspectPair } from '../counts/inspectPair.ts';
import { readPair } from '../counts/readPair.ts';
import { summariseMatrix } from '../mtx/describeFolder.ts';
import { readEntries, readHeader } from '../mtx/matrixMarket.ts';
import { readBarcodes, readGenes } from '../mtx/names.ts';
import { uniqueNames } from '../names/uniqueNames.ts';
import type { Reader } from '../reader.ts';
import type { FileSummary } from '../summary/summary.ts';
import { findAlevinFiles, isAlevinFolder, type AlevinFiles } from './folder.ts';

/**
 * Reads the output of alevin-fry in its USA mode: one matrix, cells × three times the genes, with spliced, unspliced and
 * ambiguous counts one behind the other (He et al. 2022, doi:10.1038/s41592-022-01408-3). Spliced counts are spliced and
 * ambiguous ones together, as alevin-fry's own loaders have them for velocity.
 */
export const alevinReader: Reader = {
  id: 'alevin-fry',
  title: 'the output folder of alevin-fry',
  recognises: (path) => Promise.resolve(isAlevinFolder(path)),
  inspect: (path, { checkpoint } = {}) =>
    inspectPair({
      path,
      format: 'alevin-fry',
      describe: (summary) => describeOutput(findAlevinFiles(path), summary),
      open: () => openOutput(path),
      checkpoint,
    }),
  read: async (path, { checkpoint } = {}) => readPair(await openOutput(path), checkpoint),
};

const SPLICED_AND_AMBIGUOUS =
  'Spliced counts are alevin-fry’s spliced and ambiguous counts together: a read within one exon does not tell them apart.';

async function openOutput(path: string): Promise<CountPair> {
  const files = findAlevinFiles(path);
  const warnings = [SPLICED_AND_AMBIGUOUS];
  const barcodes = await readBarcodes(files.barcodes);
  const ids = genesOf(await readBarcodes(files.genes), files, (await readHeader(files.matrix)).cols);
  const names = files.geneNames === undefined ? undefined : await namesOf(files.geneNames, ids);
  const genes = ids.length;
  return {
    path,
    format: 'alevin-fry',
    cellNames: uniqueNames(barcodes, 'barcodes', warnings),
    geneNames: uniqueNames(names ?? ids, 'gene names', warnings),
    var: names ? { gene_ids: { kind: 'strings', values: ids } } : {},
    warnings,
    readLayer: async (layer, sink, checkpoint) => {
      const { rows, cols } = await readHeader(files.matrix);
      if (rows !== barcodes.length || cols !== 3 * genes)
        throw new DataError(
          `the matrix is ${rows} × ${cols}, and the lists beside it have ${barcodes.length} cells and three times ${genes} ` +
            'genes.',
          { file: files.matrix },
          'The files belong to different outputs: copy the folder again.',
        );
      await readEntries(
        files.matrix,
        (cell, column, value, line) => {
          if (!isCount(value)) {
            const place = { file: files.matrix, gene: ids[column % genes], row: cell };
            throw nonCount(value, line, place);
          }
          const isUnspliced = column >= genes && column < 2 * genes;
          if (isUnspliced === (layer === 'unspliced')) sink.add(cell, column % genes, value);
        },
        checkpoint,
      );
    },
  };
}

/** The genes of the columns, which are named `G`, then `G-U`, then `G-A`. @throws DataError where they are not. */
function genesOf(columns: string[], { genes: file, usaMode }: AlevinFiles, matrixColumns: number): string[] {
  const count = Math.floor(columns.length / 3);
  const suffixed =
    columns.length % 3 === 0 &&
    columns
      .slice(0, count)
      .every((name, i) => columns[i + count] === `${name}-U` && columns[i + 2 * count] === `${name}-A`);
  if (usaMode !== false && suffixed) return columns.slice(0, count);
  // A list of the genes alone is enough where the output says what its columns are.
  if (usaMode === true && matrixColumns === 3 * columns.length) return columns;
  throw new DataError(
    'this output of alevin-fry does not tell spliced from unspliced counts (it was not made in USA mode).',
    { file },
    'Index the transcripts together with the introns (simpleaf index, which makes a spliced+intronic reference), map and ' +
      'quantify again: simpleaf quant --resolution cr-like.',
  );
}

async function namesOf(path: string, ids: string[]): Promise<string[]> {
  const table = await readGenes(path);
  const names = new Map(table.ids.map((id, i) => [id, table.names?.[i] ?? '']));
  return ids.map((id) => names.get(id) || id);
}

function nonCount(
  value: number,
  line: number,
  place: { file: string; gene: string; row: number },
): DataError {
  const { problem, remedy } = describeNonCount(value);
  const fractional = value > 0 && Number.isFinite(value) && !Number.isInteger(value);
  return new DataError(
    `in line ${line}, ${problem}`,
    place,
    fractional
      ? 'Quantify again with --resolution cr-like, which counts whole molecules; cr-like-em and parsimony-em share them out ' +
          'between genes.'
      : remedy,
  );
}

async function describeOutput({ matrix, barcodes, genes }: AlevinFiles, summary: FileSummary): Promise<void> {
  const sizes = [matrix, barcodes, genes].map((file) => statSync(file).size);
  summary.size = sizes.reduce((a, b) => a + b, 0);
  summary.layers.push(await summariseMatrix(matrix));
}
