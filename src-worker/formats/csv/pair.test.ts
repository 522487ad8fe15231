import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { toDense } from '../../data/sparse.ts';
import { inspectFile } from '../inspectFile.ts';
import { readDataset } from '../readDataset.ts';
import { temporaryFolder } from '../testing.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/csv');
const truth = JSON.parse(readFileSync(join(FIXTURES, 'counts.json'), 'utf8')) as {
  barcodes: string[];
  ids: string[];
  spliced: number[][];
  unspliced: number[][];
};
const temporary = temporaryFolder();

let serial = 0;
/** A folder with the files given by name. */
function folderWith(files: Record<string, string>): string {
  const path = join(temporary, String(serial++));
  mkdirSync(path);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return path;
}

const TABLE = 'gene,c1,c2,c3\nActb,1,0,2\nSox9,0,3,0\n';
const OTHER = 'gene,c1,c2,c3\nActb,0,1,1\nSox9,2,0,0\n';

async function values(path: string): Promise<{ spliced: number[]; unspliced: number[] }> {
  const { layers } = await readDataset(path);
  const { spliced, unspliced } = layers;
  return { spliced: Array.from(toDense(spliced)), unspliced: Array.from(toDense(unspliced)) };
}

describe('pairs of tables that pandas and R wrote', () => {
  it.each(['genes_x_cells', 'r', 'genes_x_cells/spliced.csv', 'r/sample.unspliced.txt'])(
    '%s gives every value',
    async (name) => {
      const dataset = await readDataset(join(FIXTURES, name));
      expect(dataset.source.format).toBe('csv-pair');
      expect(dataset.cellNames).toEqual(truth.barcodes);
      expect(dataset.geneNames).toEqual(truth.ids);
      expect(Array.from(toDense(dataset.layers['spliced']))).toEqual(truth.spliced.flat());
      expect(Array.from(toDense(dataset.layers['unspliced']))).toEqual(truth.unspliced.flat());
      expect(dataset.warnings).toEqual([]);
    },
  );

  it('cells and genes in other order are matched by name, what only one has is left out', async () => {
    const dataset = await readDataset(join(FIXTURES, 'cells_x_genes'));
    const cells = truth.barcodes.slice(0, -1);
    const genes = [0, 1, 2, 3, 4, 6, 7];
    const pick = (counts: number[][]): number[] => cells.flatMap((_, c) => genes.map((g) => counts[c][g]));
    expect(dataset.cellNames).toEqual(cells);
    expect(dataset.geneNames).toEqual(genes.map((g) => truth.ids[g]));
    expect(Array.from(toDense(dataset.layers['spliced']))).toEqual(pick(truth.spliced));
    expect(Array.from(toDense(dataset.layers['unspliced']))).toEqual(pick(truth.unspliced));
    expect(dataset.warnings).toEqual([
      expect.stringMatching(/different barcodes: 11 spliced and 10 unspliced; the 10 in both/),
      expect.stringMatching(/different genes: 8 spliced and 7 unspliced; the 7 in both/),
    ]);
  });

  it('a look says the same as the whole', async () => {
    for (const name of ['genes_x_cells', 'cells_x_genes', 'r']) {
      const path = join(FIXTURES, name);
      const summary = await inspectFile(path);
      const dataset = await readDataset(path);
      expect(summary.error).toBeUndefined();
      expect(summary.cells).toBe(dataset.cellNames.length);
      expect(summary.genes).toBe(dataset.geneNames.length);
      expect(summary.warnings).toEqual(dataset.warnings);
      expect(summary.totals?.spliced).toBe(dataset.layers['spliced'].data.reduce((a, b) => a + b, 0));
    }
  });
});

describe('how tables of counts may be written', () => {
  it.each([
    ['with quotes around everything', (text: string) => text.replace(/[^,\n]+/g, '"$&"')],
    [
      'with semicolons and decimal commas',
      (text: string) => text.replaceAll(',', ';').replace(/(?<=;)\d/g, '$&,0'),
    ],
    [
      'with CRLF, blank lines and trailing delimiters',
      (text: string) => text.replaceAll('\n', ',\r\n') + ',,,,\r\n\r\n',
    ],
    [
      'with row numbers and symbols',
      (text: string) => text.replace('gene', ',gene').replace('Actb', '1,Actb').replace('Sox9', '2,Sox9'),
    ],
  ])('%s', async (_, change) => {
    const path = folderWith({ 'spliced.csv': change(TABLE), 'unspliced.csv': change(OTHER) });
    const { cellNames, geneNames } = await readDataset(path);
    expect(cellNames).toEqual(['c1', 'c2', 'c3']);
    expect(geneNames).toEqual(['Actb', 'Sox9']);
    expect(await values(path)).toEqual({ spliced: [1, 0, 0, 3, 2, 0], unspliced: [0, 2, 1, 0, 1, 0] });
  });

  it('with ids and symbols', async () => {
    const change = (text: string): string =>
      text.replace('gene', 'gene_id,symbol').replace('Actb', 'g1,Actb').replace('Sox9', 'g2,Sox9');
    const path = folderWith({ 'spliced.csv': change(TABLE), 'unspliced.csv': change(OTHER) });
    const { geneNames, var: genes } = await readDataset(path);
    expect(geneNames).toEqual(['Actb', 'Sox9']);
    expect(genes['gene_ids']).toEqual({ kind: 'strings', values: ['g1', 'g2'] });
  });

  it('one table that does not tell which way round it is follows the other', async () => {
    const path = folderWith({ 'spliced.csv': TABLE, 'unspliced.csv': OTHER.replace('gene', '') });
    expect((await values(path)).unspliced).toEqual([0, 2, 1, 0, 1, 0]);
  });
});

describe('pairs of tables that cannot be used', () => {
  it.each([
    [
      'names that do not tell cells from genes',
      TABLE.replace('gene', ''),
      OTHER.replace('gene', ''),
      /nothing tells whether.*“Actb”.*“c1”.*Write “gene” or “cell”/,
    ],
    [
      'a negative count',
      TABLE,
      OTHER.replace('9,2', '9,-2'),
      /layer “unspliced”, gene “Sox9”: in line 3, cell “c1”, a count is negative/,
    ],
    [
      'a fraction',
      TABLE,
      OTHER.replace('9,2', '9,0.5'),
      /in line 3, cell “c1”, a count is not a whole number/,
    ],
    ['a missing count', TABLE, OTHER.replace('9,2', '9,NA'), /in line 3, cell “c1”, a count is missing/],
    ['text', TABLE, OTHER.replace('9,2', '9,two'), /in line 3, cell “c1”, “two” stands where a count should/],
    ['a row cut off', TABLE, OTHER.slice(0, -3), /line 3 has 2 values for 3 columns/],
    ['no counts', TABLE, OTHER.replace(/(?<=,)\d/g, '0'), /there is not one unspliced count/],
    ['a row without name', TABLE, OTHER.replace('Sox9', ''), /line 3 does not begin with the name/],
    ['a header alone', TABLE, 'gene,c1,c2,c3\n', /no rows/],
    ['an empty file', TABLE, '', /empty/],
    ['cells of another sample', TABLE, OTHER.replaceAll('c', 'd'), /no name in common/],
    [
      'genes twice in lists that differ',
      TABLE,
      'gene,c1,c2,c3\nActb,1,1,1\nActb,1,1,1\n',
      /names in it repeat/,
    ],
    [
      'bytes that are no text',
      TABLE,
      `${OTHER}Gapdh,\0,1,2\n`,
      /no name in common|stands where a count should|line 4/,
    ],
  ])('%s', async (_, spliced, unspliced, message) => {
    const path = folderWith({ 'a_spliced.csv': spliced, 'a_unspliced.csv': unspliced });
    await expect(readDataset(path)).rejects.toThrow(message);
    expect((await inspectFile(path)).error).toMatch(message);
  });

  it('several pairs in a folder', async () => {
    const path = folderWith({
      'a_spliced.csv': TABLE,
      'a_unspliced.csv': OTHER,
      'b_spliced.csv': TABLE,
      'b_unspliced.csv': OTHER,
    });
    await expect(readDataset(path)).rejects.toThrow(/2 pairs of tables: a_spliced\.csv, b_spliced\.csv/);
    expect((await readDataset(join(path, 'b_unspliced.csv'))).cellNames).toHaveLength(3);
  });
});
