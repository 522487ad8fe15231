import { statSync } from 'node:fs';
import { basename } from 'node:path';

import { DataError } from '../../data/errors.ts';
import { describeNonCount, isCount } from '../counts/checkCounts.ts';
import type { CountLayer } from '../counts/countLayer.ts';
import type { CountPair, CountSink } from '../counts/countPair.ts';
import { inspectPair } from '../counts/inspectPair.ts';
import { readPair } from '../counts/readPair.ts';
import type { Checkpoint } from '../files/checkpoint.ts';
import { forEachLine } from '../files/readLines.ts';
import { joinLists, type Axes } from '../mtx/axes.ts';
import type { Reader } from '../reader.ts';
import type { FileSummary } from '../summary/summary.ts';
import { forEachCount, isEmptyRow, leadingFields, type UseCount } from './countFields.ts';
import { listsOf, openCountTable, type CountTable } from './countTable.ts';
import { findPair, isTablePair } from './pairFiles.ts';

/**
 * Reads two dense tables of text with spliced and unspliced counts, genes × cells or cells × genes, whose cells and genes
 * may stand in different order. They are read line by line: no more is kept than the counts that are not zero.
 */
export const csvPairReader: Reader = {
  id: 'csv-pair',
  title: 'two tables, spliced.csv and unspliced.csv',
  recognises: (path) => Promise.resolve(isTablePair(path)),
  inspect: (path, { checkpoint } = {}) => inspectTables(path, checkpoint),
  read: async (path, { checkpoint } = {}) => {
    const tables = await openTables(path, checkpoint);
    return readPair(pairOf(path, tables), checkpoint);
  },
};

type Tables = Record<CountLayer, CountTable>;

function inspectTables(path: string, checkpoint: Checkpoint | undefined): Promise<FileSummary> {
  let tables: Tables;
  return inspectPair({
    path,
    format: csvPairReader.id,
    describe: async (summary) => {
      tables = await openTables(path, checkpoint);
      for (const { path: file, rows, columns } of [tables.spliced, tables.unspliced]) {
        summary.size = (summary.size ?? 0) + statSync(file).size;
        summary.layers.push({
          name: basename(file)
            .replace(/\.gz$/i, '')
            .replace(/\.\w+$/, ''),
          dtype: 'text',
          encoding: 'dense',
          compression: /\.gz$/i.test(file) ? 'gzip' : undefined,
          rows: rows.length,
          cols: columns.length,
          stored: rows.length * columns.length,
        });
      }
    },
    open: () => Promise.resolve(pairOf(path, tables)),
    checkpoint,
  });
}

async function openTables(path: string, checkpoint: Checkpoint | undefined): Promise<Tables> {
  const files = findPair(path);
  return {
    spliced: await openCountTable(files.spliced, checkpoint),
    unspliced: await openCountTable(files.unspliced, checkpoint),
  };
}

function pairOf(path: string, { spliced, unspliced }: Tables): CountPair {
  // Where one table does not tell, it is written as the other is.
  const rowsAre = {
    spliced: spliced.rowsAre ?? unspliced.rowsAre,
    unspliced: unspliced.rowsAre ?? spliced.rowsAre,
  };
  if (!rowsAre.spliced || !rowsAre.unspliced)
    throw new DataError(
      `nothing tells whether the rows are cells or genes: they are named “${spliced.rows[0]}”, …, and the columns ` +
        `“${spliced.columns[0]}”, ….`,
      { file: spliced.path },
      'Write “gene” or “cell”, which is what the rows are, into the first field of the header.',
    );
  const warnings: string[] = [];
  const axes = joinLists(listsOf(spliced, rowsAre.spliced), listsOf(unspliced, rowsAre.unspliced), warnings);
  const { cellNames, geneNames, var: genes } = axes;
  const tables = { spliced, unspliced };
  return {
    path,
    format: csvPairReader.id,
    cellNames,
    geneNames,
    var: genes,
    warnings,
    readLayer: (layer, sink, checkpoint) =>
      readTable(tables[layer], rowsAre[layer] === 'cells', axes, layer, sink, checkpoint),
  };
}

async function readTable(
  table: CountTable,
  rowsAreCells: boolean,
  axes: Axes,
  layer: CountLayer,
  sink: CountSink,
  checkpoint: Checkpoint | undefined,
): Promise<void> {
  const { path, columns, trailing } = table;
  const { cellMap, geneMap } = axes[layer];
  let row = 0;
  let line = 0;
  const use: UseCount = (column, value, text) => {
    if (column >= columns.length) return;
    const listedCell = rowsAreCells ? row : column;
    const listedGene = rowsAreCells ? column : row;
    const cell = cellMap ? cellMap[listedCell] : listedCell;
    const gene = geneMap ? geneMap[listedGene] : listedGene;
    if (!isCount(value)) {
      const names = rowsAreCells ? [table.rows[row], columns[column]] : [columns[column], table.rows[row]];
      throw noCount({ value, text, line, cell: names[0], place: { file: path, layer, gene: names[1] } });
    }
    if (value > 0 && cell >= 0 && gene >= 0) sink.add(cell, gene, value);
  };
  await forEachLine(
    path,
    (bytes, from, to, number) => {
      if (number < table.firstRow || isEmptyRow(bytes, from, to, table)) return;
      line = number;
      const { next } = leadingFields(bytes, from, to, table);
      const found = next < 0 ? 0 : forEachCount(bytes, next, to, table, use);
      if (found !== columns.length + (trailing ? 1 : 0))
        throw new DataError(
          `line ${line} has ${found} values for ${columns.length} columns.`,
          { file: path, layer },
          'The file was cut off or is damaged: copy it again, or write it again from its source.',
        );
      row++;
    },
    checkpoint,
  );
}

interface NoCount {
  value: number;
  text?: string;
  line: number;
  cell: string;
  place: { file: string; layer: string; gene: string };
}

function noCount({ value, text, line, cell, place }: NoCount): DataError {
  const where = `in line ${line}, cell “${cell}”, `;
  if (text !== undefined)
    return new DataError(
      `${where}“${text.length > 40 ? `${text.slice(0, 40)}…` : text}” stands where a count should.`,
      place,
      'Write the table with names in the first column and the header, and counts everywhere else.',
    );
  const { problem, remedy } = describeNonCount(value);
  return new DataError(where + problem, place, remedy);
}
