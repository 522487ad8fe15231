import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import type { SparseMatrix } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { sparseFromDense } from '../../data/sparse.ts';
import { createHdf5 } from '../hdf5/writer.ts';
import { inspectFile } from '../inspectFile.ts';
import { readDataset } from '../readDataset.ts';
import { refusalOf, temporaryFolder } from '../testing.ts';
import type { AnnData } from './annData.ts';
import { writeElement } from './elements.ts';
import { writeH5ad } from './write.ts';

const folder = temporaryFolder();

const CELLS = ['AAA', 'AAC', 'AAG'];
const GENES = ['Actb', 'Sox2', 'Neurog3', 'Ins1'];
const COUNTS = [0, 1, 2, 0, 3, 0, 0, 1, 5, 0, 1, 0];
const fixture = (name: string): string => join(import.meta.dirname, '../fixtures', name);
let serial = 0;

describe('counts that are none are refused by layer, gene and row', () => {
  it.each([
    ['negative', -1, /negative \(-1\).*scaled/],
    ['fractional', 0.5, /not a whole number \(0\.5.*normalised/],
    ['missing', Number.NaN, /missing \(NaN\)/],
    ['infinite', Number.POSITIVE_INFINITY, /infinite/],
    ['beyond what float32 holds exactly', 2 ** 24, /16777216, more than/],
  ])('%s', async (_, value, message) => {
    const path = await write({ layers: { spliced: counts(), unspliced: counts({ 6: value }) } });
    const error = await refusalOf(path);
    expect(error.message).toMatch(message);
    expect(error.place).toEqual({ file: path, layer: 'unspliced', gene: 'Neurog3', row: 1 });
    expect((await inspectFile(path)).error).toMatch(message);
  });

  it('in a dense layer, too', async () => {
    const data = Float32Array.from(COUNTS);
    data[6] = Number.NaN;
    const unspliced = { kind: 'dense' as const, shape: [3, 4], data };
    expect((await refusalOf(await write({ layers: { spliced: counts(), unspliced } }))).place.gene).toBe(
      'Neurog3',
    );
  });
});

describe('layers', () => {
  it('that are missing are named, with those there are', async () => {
    const path = await write({ X: counts(), layers: { exonic: counts(), intronic: counts() } });
    const error = await refusalOf(path);
    expect(error.message).toMatch(/no layers “spliced” and “unspliced”.*It has X, exonic, intronic\./);
    expect(error.message).toMatch(/--spliced-layer NAME/);
  });

  it('that are missing altogether mean that the reads were not counted for velocity', async () => {
    expect((await refusalOf(await write({ X: counts() }))).message).toMatch(/velocyto/);
  });

  it('X is not taken for spliced counts unless asked for', async () => {
    const path = await write({ X: counts(), layers: { unspliced: counts() } });
    expect((await refusalOf(path)).message).toMatch(/choose it as the spliced layer \(--spliced-layer X/);
    const dataset = await readDataset(path, { splicedLayer: 'X' });
    expect(Array.from(dataset.layers['spliced'].data)).toEqual(COUNTS.filter((count) => count > 0));
  });

  it('of other names can be chosen, but not one for both', async () => {
    const path = await write({ layers: { mature: counts(), nascent: counts() } });
    const options = { splicedLayer: 'mature', unsplicedLayer: 'nascent' };
    expect(Object.keys((await readDataset(path, options)).layers)).toEqual(['spliced', 'unspliced']);
    expect((await refusalOf(path, { ...options, unsplicedLayer: 'mature' })).message).toMatch(/both taken/);
  });

  it('of another shape than the tables are refused', async () => {
    const path = newPath();
    const writer = await createHdf5(path, [], 0);
    writeElement(writer, 'obs', { kind: 'table', index: CELLS, columns: {} });
    writeElement(writer, 'var', { kind: 'table', index: GENES, columns: {} });
    writeElement(writer, 'layers/spliced', counts());
    writeElement(writer, 'layers/unspliced', sparseFromDense(COUNTS, 4, 3));
    writer.close();
    expect((await refusalOf(path)).message).toMatch(/4 rows and 3 columns for 3 cells and 4 genes/);
    expect((await inspectFile(path)).error).toMatch(/4 rows and 3 columns/);
  });

  it('with indices beyond their columns are damaged', async () => {
    const bad = counts();
    bad.indices[0] = 9;
    const path = await write({ layers: { spliced: bad, unspliced: counts() } });
    expect((await refusalOf(path)).message).toMatch(/damaged: a value lies outside its 4 columns/);
    expect((await inspectFile(path)).error).toMatch(/damaged: a value lies outside its 4 columns/);
  });

  it('without a single count are refused by name', async () => {
    const none = sparseFromDense(new Float32Array(12), 3, 4);
    const path = await write({ layers: { spliced: counts(), unspliced: none } });
    expect((await refusalOf(path)).message).toMatch(/layer “unspliced”: there is not one unspliced count/);
    expect((await inspectFile(path)).error).toMatch(/not one unspliced count/);
  });

  it('that are the same twice are read with a warning', async () => {
    const path = await write({ layers: { spliced: counts(), unspliced: counts() } });
    const same = [expect.stringMatching(/same counts.*mean nothing/)];
    expect((await readDataset(path)).warnings).toEqual(same);
    expect((await inspectFile(path)).warnings).toEqual(same);
    const other = await write({ layers: { spliced: counts(), unspliced: counts({ 6: 3 }) } });
    expect((await readDataset(other)).warnings).toEqual([]);
  });

  it('that were normalised are refused, as in a real file', async () => {
    const error = await refusalOf(fixture('dentategyrus_100obs_fitted.h5ad'));
    expect(error.message).toMatch(/layer “spliced”, gene “Ndufb3”, row 0: a count is not a whole number/);
  });
});

describe('names', () => {
  it('that repeat are made unique, with a warning', async () => {
    const layers = { spliced: counts(), unspliced: counts({ 6: 3 }) };
    const path = await write({
      obs: { index: ['A', 'A', 'A'], columns: {} },
      var: { index: ['g', 'g-1', 'g', 'h'], columns: {} },
      layers,
    });
    const { cellNames, geneNames, warnings } = await readDataset(path);
    expect(cellNames).toEqual(['A', 'A-1', 'A-2']);
    expect(geneNames).toEqual(['g', 'g-1', 'g-2', 'h']);
    expect(warnings).toEqual([
      expect.stringMatching(/2 barcodes/),
      expect.stringMatching(/1 gene name repeats/),
    ]);
    expect((await inspectFile(path)).warnings).toEqual(warnings);
  });

  it('must exist: no cells or no genes', async () => {
    const none = sparseFromDense([], 0, 4);
    const path = await write({ obs: { index: [], columns: {} }, layers: { spliced: none, unspliced: none } });
    expect((await refusalOf(path)).message).toMatch(/0 cells and 4 genes/);
  });
});

describe('files', () => {
  it('that do not exist, are folders, are empty or of another format', async () => {
    expect((await refusalOf(join(folder, 'nothing.h5ad'))).message).toMatch(/no such file/);
    expect((await refusalOf(folder)).message).toMatch(/folder/);
    expect((await refusalOf(textFile(''))).message).toMatch(/the file is empty/);
    const packed = newPath();
    writeFileSync(packed, gzipSync(readFileSync(fixture('csc.h5ad'))));
    expect((await refusalOf(packed)).message).toMatch(/packed with gzip. Unpack it first/);
    expect((await refusalOf(textFile('words and no table\n'))).message).toMatch(/AnnData \(\.h5ad\)/);
  });

  it.skipIf(process.getuid?.() === 0)('that may not be read', async () => {
    const path = await write({ layers: { spliced: counts(), unspliced: counts() } });
    chmodSync(path, 0);
    expect((await refusalOf(path)).message).toMatch(/permission denied/);
  });

  it('that were cut off', async () => {
    const whole = readFileSync(fixture('csc.h5ad'));
    const path = newPath();
    writeFileSync(path, whole.subarray(0, 50_000));
    expect((await refusalOf(path)).message).toMatch(/cut off: it should have 92904 bytes and has 50000/);
  });

  it('that are damaged anywhere fail by name or read as before, and never read as something else', async () => {
    const whole = readFileSync(fixture('csr_gzip.h5ad'));
    const truth = await readDataset(fixture('csr_gzip.h5ad'));
    let refused = 0;
    for (let at = 2_000; at < whole.length; at += 9_000) {
      const damaged = Buffer.from(whole);
      damaged.fill(0xa5, at, at + 2_500);
      const path = newPath();
      writeFileSync(path, damaged);
      try {
        const { layers } = await readDataset(path);
        for (const name of Object.keys(layers)) expect(layers[name].data).toEqual(truth.layers[name].data);
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(0);
  });

  it('with tables or an index missing', async () => {
    const path = newPath();
    const writer = await createHdf5(path, [], 0);
    writeElement(writer, 'layers/spliced', counts());
    writeElement(writer, 'layers/unspliced', counts());
    writer.close();
    expect((await refusalOf(path)).message).toMatch(/no table “obs”/);
  });
});

async function write(contents: Partial<AnnData>): Promise<string> {
  const path = newPath();
  await writeH5ad(path, {
    obs: { index: CELLS, columns: {} },
    var: { index: GENES, columns: {} },
    ...contents,
  });
  return path;
}

function counts(changes: Record<number, number> = {}): SparseMatrix<Float32Array> {
  return sparseFromDense(Object.assign([...COUNTS], changes), 3, 4);
}

function newPath(): string {
  return join(folder, `${serial++}.h5ad`);
}

function textFile(text: string): string {
  const path = newPath();
  writeFileSync(path, text);
  return path;
}
