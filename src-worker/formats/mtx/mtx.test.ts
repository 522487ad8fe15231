import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { inspectFile } from '../inspectFile.ts';
import { readDataset } from '../readDataset.ts';
import { inspectText } from '../summary/inspectText.ts';
import { refusalOf, rowsOf, temporaryFolder } from '../testing.ts';

/** The values of the fixtures; see make_fixtures.py. */
interface Truth {
  barcodes: string[];
  ids: string[];
  names: string[];
  spliced: number[][];
  unspliced: number[][];
  ambiguous: number[][];
}

const fixture = (name: string): string => join(import.meta.dirname, '../fixtures/mtx', name);
const STARSOLO = fixture('starsolo/Velocyto/filtered');
const truth = JSON.parse(readFileSync(fixture('truth.json'), 'utf8')) as Truth;
const uniqueNames = truth.names.map((name, i) => (truth.names.indexOf(name) < i ? `${name}-1` : name));
const both = truth.spliced.map((row, c) => row.map((count, g) => count + truth.ambiguous[c][g]));
const temporary = temporaryFolder();

describe('a folder is read value by value', () => {
  it.each([
    ['of STARsolo, genes × cells', STARSOLO, truth.spliced],
    ['of scipy, packed, cells × genes in no order', fixture('generic'), truth.spliced],
    ['of kb-python’s nac workflow, mature and ambiguous together', fixture('kb_nac'), both],
  ])('%s', async (_, path, spliced) => {
    const dataset = await readDataset(path);
    expect(dataset.source).toEqual({ path, format: 'mtx' });
    expect(dataset.cellNames).toEqual(truth.barcodes);
    expect(dataset.geneNames).toEqual(uniqueNames);
    expect(dataset.var).toEqual({ gene_ids: { kind: 'strings', values: truth.ids } });
    expect(rowsOf(dataset.layers['spliced'])).toEqual(spliced);
    expect(rowsOf(dataset.layers['unspliced'])).toEqual(truth.unspliced);
    for (const { data } of Object.values(dataset.layers))
      expect(data.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(dataset.warnings).toContainEqual(expect.stringMatching(/1 gene name repeats/));
    const mature = expect.stringMatching(/mature and ambiguous.*--spliced-layer mature/) as string;
    expect(dataset.warnings).toHaveLength(spliced === both ? 2 : 1);
    if (spliced === both) expect(dataset.warnings).toContainEqual(mature);
  });

  it('of kb-python with other barcodes in each layer: what both have, with the numbers', async () => {
    const { cellNames, geneNames, layers, warnings } = await readDataset(fixture('kb_lamanno'));
    const last = truth.barcodes.length - 1;
    expect(cellNames).toEqual(truth.barcodes.slice(1, last));
    expect(geneNames).toEqual(truth.ids);
    expect(rowsOf(layers['spliced'])).toEqual(truth.spliced.slice(1, last));
    expect(rowsOf(layers['unspliced'])).toEqual(truth.unspliced.slice(1, last));
    expect(warnings).toEqual([
      'The layers list different barcodes: 11 spliced and 11 unspliced; the 10 in both were read, the others left out.',
    ]);
  });

  it('with the matrices that are asked for', async () => {
    const mature = await readDataset(fixture('kb_nac'), { splicedLayer: 'mature' });
    expect(rowsOf(mature.layers['spliced'])).toEqual(truth.spliced);
    const other = await readDataset(STARSOLO, { unsplicedLayer: 'ambiguous' });
    expect(rowsOf(other.layers['unspliced'])).toEqual(truth.ambiguous);
    const same = await refusalOf(STARSOLO, { unsplicedLayer: 'spliced' });
    expect(same.message).toMatch(/both taken from spliced\.mtx/);
  });

  it('barcodes without a count are left out, with a warning', async () => {
    const path = made({ barcodes: 'A\nB\nC\nD\nE\nF\nG\n', spliced: mtx('2 7 2', '1 2 3', '2 5 1') });
    write(path, 'unspliced.mtx', mtx('2 7 1', '2 2 4'));
    const { cellNames, layers, warnings } = await readDataset(path);
    expect(cellNames).toEqual(['B', 'E']);
    expect(rowsOf(layers['spliced'])).toEqual([
      [3, 0],
      [0, 1],
    ]);
    expect(rowsOf(layers['unspliced'])).toEqual([
      [0, 4],
      [0, 0],
    ]);
    expect(warnings).toEqual([expect.stringMatching(/5 of 7 barcodes have no count.*“filtered”/)]);
  });

  it('with carriage returns, blank lines, tabs, exponents and repeated places', async () => {
    const text = mtx('2 3 5', '1 1 2', '', '1\t2  1e2', ' 2 3 4.0', '1 1 1', '2 2 0').replaceAll(
      '\n',
      '\r\n',
    );
    const { layers, geneNames } = await readDataset(made({ spliced: text.trimEnd() }));
    expect(geneNames).toEqual(['g1', 'g2']);
    expect(rowsOf(layers['spliced'])).toEqual([
      [3, 0],
      [100, 0],
      [0, 4],
    ]);
  });

  it('larger than a block of reading, packed or not', async () => {
    const cells = 30_000;
    const lines = Array.from(
      { length: cells * 2 },
      (_, i) => `${(i % 2) + 1} ${(i >> 1) + 1} ${(i % 977) + 1}`,
    );
    const spliced = mtx(`2 ${cells} ${lines.length}`, ...lines);
    const barcodes = Array.from({ length: cells }, (_, c) => `${'ACGT'.repeat(12)}${c}\n`).join('');
    const path = made({ barcodes, spliced, unspliced: mtx(`2 ${cells} 1`, '1 1 1') });
    const plain = await readDataset(path);
    expect(plain.cellNames).toHaveLength(cells);
    expect(Array.from(plain.layers['spliced'].data)).toEqual(lines.map((_, i) => (i % 977) + 1));
    rmSync(join(path, 'spliced.mtx'));
    const half = spliced.length >> 1;
    const parts = [spliced.slice(0, half), spliced.slice(half)].map((part) => gzipSync(part));
    writeFileSync(join(path, 'spliced.mtx.gz'), Buffer.concat(parts));
    expect((await readDataset(path)).layers['spliced'].data).toEqual(plain.layers['spliced'].data);
  });

  it('inspect says the same', async () => {
    const summary = await inspectFile(STARSOLO);
    expect(summary).toMatchObject({ format: 'mtx', cells: 12, genes: 9 });
    expect(summary.totals).toEqual({ spliced: sum(truth.spliced), unspliced: sum(truth.unspliced) });
    expect(summary.error).toBeUndefined();
    expect(inspectText(summary)).toMatch(/spliced: coordinate integer, 9 × 12/);
    expect((await inspectFile(fixture('generic'))).layers[0].compression).toBe('gzip');
  });
});

describe('a folder with parts missing is refused by what it lacks', () => {
  it.each([
    ['spliced.mtx', /lacks spliced\.mtx\. It has ambiguous\.mtx, unspliced\.mtx/],
    ['unspliced.mtx', /lacks unspliced\.mtx/],
    ['barcodes.tsv', /lacks the barcodes of the cells \(barcodes\.tsv\)/],
    ['features.tsv', /lacks the names of the genes \(features\.tsv or genes\.tsv\)/],
  ])('%s', async (name, message) => {
    const path = newFolder();
    cpSync(STARSOLO, path, { recursive: true });
    rmSync(join(path, name));
    expect((await refusalOf(path)).message).toMatch(message);
    expect((await inspectFile(path)).error).toMatch(message);
  });

  it('everything: says what makes such folders', async () => {
    const message = (await refusalOf(newFolder())).message;
    expect(message).toMatch(
      /no matrices \(\.mtx\) at all.*--soloFeatures Gene Velocyto.*kb count --workflow nac/,
    );
    expect(message).toMatch(/alevin-fry.*velocyto run/);
  });

  it('the folder above says which to choose', async () => {
    expect((await refusalOf(fixture('starsolo'))).message).toMatch(/Choose the folder.*Velocyto\/filtered/);
  });

  it('a folder of 10x Genomics says why one matrix is not enough', async () => {
    const path = newFolder();
    write(path, 'matrix.mtx.gz', gzipSync(mtx('2 3 1', '1 1 1')));
    const { message } = await refusalOf(path);
    expect(message).toMatch(
      /does not tell spliced from unspliced.*STARsolo.*kb-python.*alevin-fry.*velocyto/,
    );
  });

  it('old STARsolo’s three counts a line are told how to convert', async () => {
    const old = newFolder();
    write(old, 'matrix.mtx', mtx('2 3 1', '1 1 1 0 2'));
    expect((await refusalOf(old)).message).toMatch(
      /spliced, unspliced and ambiguous counts in one line.*awk/,
    );
  });

  it('one matrix alone asks for its folder', async () => {
    expect((await refusalOf(join(STARSOLO, 'spliced.mtx'))).message).toMatch(/one matrix.*Choose the folder/);
    expect((await refusalOf(join(fixture('generic'), 'spliced.mtx.gz'))).message).toMatch(
      /Choose the folder/,
    );
  });
});

describe('matrices that cannot be used are refused', () => {
  it.each([
    ['-1', /in line 3, a count is negative/],
    ['0.5', /in line 3, a count is not a whole number/],
    ['nan', /missing \(NaN\)/],
    ['inf', /infinite/],
    ['16777216', /more than 16,777,215/],
  ])('a count of %s, by layer, gene and cell', async (value, message) => {
    const path = made({ unspliced: mtx('2 3 2', `2 3 ${value}`, '1 1 1') });
    const error = await refusalOf(path);
    expect(error.message).toMatch(message);
    const file = join(path, 'unspliced.mtx');
    expect(error.place).toEqual({ file, layer: 'unspliced', gene: 'g2', row: 2 });
    expect((await inspectFile(path)).error).toBe(error.message);
  });

  it.each([
    [
      'an index beyond the matrix',
      mtx('2 3 1', '3 1 1'),
      /line 3 names row 3 and column 1 of a matrix of 2 × 3/,
    ],
    ['an index of 0', mtx('2 3 1', '0 1 1'), /line 3 names row 0/],
    ['two numbers a line', mtx('2 3 1', '1 1'), /line 3 should be three numbers and is “1 1”/],
    ['words', mtx('2 3 1', '1 1 many'), /line 3 should be three numbers and is “1 1 many”/],
    ['a size that is none', mtx('2 3', '1 1 1'), /line 2 should be three numbers/],
    ['fewer values than it says', mtx('2 3 2', '1 1 1'), /cut off: it ends after 1 of 2 values/],
    ['more values than it says', mtx('2 3 1', '1 1 1', '1 2 1'), /holds 2 values, and its header says 1/],
    ['no size', mtx('%'), /cut off: it ends before its size/],
    ['no banner', '2 3 1\n1 1 1\n', /does not start with “%%MatrixMarket”/],
    [
      'another kind',
      '%%MatrixMarket matrix array real general\n2 3\n',
      /of the kind “matrix array real general”/,
    ],
    ['another shape', mtx('2 4 1', '1 1 1'), /2 × 4, which fits neither way.*lists 3 cells.*2 genes/],
    ['no count at all', mtx('2 3 1', '1 1 0'), /not one spliced count/],
  ])('with %s', async (_, spliced, message) => {
    expect((await refusalOf(made({ spliced }))).message).toMatch(message);
  });

  it('where cells and genes are as many, since nothing tells which are the rows', async () => {
    const path = made({ barcodes: 'A\nB\n', spliced: mtx('2 2 1', '1 1 1') });
    expect((await refusalOf(path)).message).toMatch(/2 rows and columns for as many cells as genes/);
  });

  it('packed and cut off, or packed and damaged', async () => {
    const path = newFolder();
    cpSync(fixture('generic'), path, { recursive: true });
    const file = join(path, 'spliced.mtx.gz');
    const whole = readFileSync(file);
    writeFileSync(file, whole.subarray(0, whole.length - 30));
    expect((await refusalOf(path)).message).toMatch(/spliced\.mtx\.gz: the file is cut off/);
    writeFileSync(file, Buffer.from(whole).fill(0xff, 60, 90));
    expect((await refusalOf(path)).message).toMatch(/spliced\.mtx\.gz: .*(damaged|three numbers)/);
  });

  it('lists that are empty, or of different samples', async () => {
    expect((await refusalOf(made({ barcodes: '' }))).message).toMatch(/barcodes\.tsv: the list is empty/);
    const path = newFolder();
    cpSync(fixture('kb_lamanno'), path, { recursive: true });
    write(path, 'spliced.barcodes.txt', Array.from({ length: 11 }, (_, i) => `other${i}\n`).join(''));
    expect((await refusalOf(path)).message).toMatch(/no name in common.*different samples/);
    write(path, 'spliced.barcodes.txt', 'same\n'.repeat(11));
    expect((await refusalOf(path)).message).toMatch(/10 names in it repeat/);
  });
});

let serial = 0;

/** A folder of 2 genes × 3 cells in which the given files differ. */
function made(parts: { barcodes?: string; spliced?: string; unspliced?: string }): string {
  const path = newFolder();
  write(path, 'barcodes.tsv', parts.barcodes ?? 'A\nB\nC\n');
  write(path, 'features.tsv', 'g1\ng2\n');
  write(path, 'spliced.mtx', parts.spliced ?? mtx('2 3 3', '1 1 2', '1 2 1', '2 3 4'));
  write(path, 'unspliced.mtx', parts.unspliced ?? mtx('2 3 3', '2 1 1', '1 2 3', '1 3 1'));
  return path;
}

function mtx(...lines: string[]): string {
  return ['%%MatrixMarket matrix coordinate real general', ...lines, ''].join('\n');
}

function newFolder(): string {
  const path = join(temporary, String(serial++));
  mkdirSync(path);
  return path;
}

function write(path: string, name: string, contents: string | Buffer): void {
  writeFileSync(join(path, name), contents);
}

function sum(values: number[][]): number {
  return values.flat().reduce((a, b) => a + b, 0);
}
