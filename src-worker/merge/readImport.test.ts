import { mkdirSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { denseFrom } from '../data/arrays.ts';
import { sparseFromDense, toDense } from '../data/sparse.ts';
import { inspectFile, readDataset } from '../formats/index.ts';
import { inspectImport, readImport } from './readImport.ts';
import { barcodes, countOf, GENES, rowOf, testFolder } from './testFiles.ts';

const { at, counts, annotated, table } = testFolder();

const B = barcodes(12);
const velocyto = (sample: string, list = B): string[] => list.map((barcode) => `${sample}:${barcode}x`);
const cellRanger = (list = B): string[] => list.map((barcode) => `${barcode}-1`);
const clusters = (values: string[]): string[] => values.map((_, i) => `cluster ${i % 3}`);
const categories = (values: string[]): { kind: 'categorical'; codes: Int32Array; categories: string[] } => ({
  kind: 'categorical',
  codes: Int32Array.from(values, (_, i) => i % 3),
  categories: ['a', 'b', 'c'],
});
const csvOf = (names: string[]): string[] => [
  'barcode,cell_type',
  ...names.map((name, i) => `${name},${clusters(names)[i]}`),
];

describe('one file of counts and nothing else', () => {
  it('is what its reader reads', async () => {
    const path = await counts('single.h5ad', cellRanger());
    expect(await readImport({ counts: [{ path }] })).toEqual(await readDataset(path));
    expect(await inspectImport({ counts: [{ path }] })).toEqual(await inspectFile(path));
  });
});

describe('velocyto’s sample:AAAC…x against AAAC…-1', () => {
  it('merges, the cells in the order of the counts, and says how', async () => {
    const path = await counts('velocyto.h5ad', velocyto('sampleA'));
    const names = cellRanger().reverse();
    const umap = denseFrom(
      'f32',
      Array.from({ length: 24 }, (_, i) => i),
      [12, 2],
    );
    const annotation = await annotated('seurat.h5ad', names, {
      obs: { index: names, columns: { cell_type: categories(names) } },
      obsm: { X_umap: umap },
    });
    const source = { counts: [{ path }], annotations: [annotation] };
    const dataset = await readImport(source);
    expect(dataset.cellNames).toEqual(velocyto('sampleA'));
    expect(dataset.obs['cell_type']).toMatchObject({
      codes: Int32Array.from(B, (_, i) => (11 - i) % 3),
    });
    expect(Array.from(dataset.obsm['X_umap'].data.subarray(0, 4))).toEqual([22, 23, 20, 21]);
    expect(toDense(dataset.layers['spliced'])).toEqual(toDense((await readDataset(path)).layers['spliced']));
    const summary = await inspectImport(source);
    expect(summary.error).toBeUndefined();
    expect(summary.merge?.annotations[0]).toMatchObject({
      matched: 12,
      onlyCounts: { count: 0 },
      onlyAnnotations: { count: 0 },
    });
    expect(summary.merge?.annotations[0].rule).toBe(
      `“sampleA:${B[0]}x” is “${B[0]}-1”: the 16 bases are compared; what stands before and after them is left out.`,
    );
    expect(summary.obs.find(({ usual }) => usual)?.name).toBe('cell_type');
    expect(summary).toMatchObject({ cells: 12, genes: 5, obsm: [{ name: 'X_umap', columns: 2 }] });
    expect(summary.merge?.samples).toEqual([{ name: 'sampleA', path, cells: 12, genes: 5 }]);
  });
});

describe('several samples with equal barcodes', () => {
  const source = async (
    names: (mark: string, barcode: string) => string,
    marks = ['sampleA', 'sampleB'],
  ): Promise<Parameters<typeof readImport>[0]> => {
    const a = await counts('a.h5ad', velocyto('sampleA'), { seed: 1 });
    const b = await counts('b.h5ad', velocyto('sampleB'), { seed: 2 });
    const list = marks.flatMap((mark) => B.map((barcode) => names(mark, barcode)));
    return { counts: [{ path: a }, { path: b }], annotations: [table('two.csv', csvOf(list))] };
  };
  it.each([
    ['in front', (mark: string, barcode: string) => `${mark}_${barcode}-1`],
    ['behind', (mark: string, barcode: string) => `${barcode}-1_${mark}`],
    ['as ArchR has it', (mark: string, barcode: string) => `${mark}#${barcode}-1`],
    ['with more text', (mark: string, barcode: string) => `exp7_${mark}_${barcode}`],
    [
      'in other letters',
      (mark: string, barcode: string) => `${mark.toUpperCase().replace('SAMPLE', 'sample-')}:${barcode}-1`,
    ],
  ])('are told apart by the mark %s', async (_, names) => {
    const given = await source(names);
    const dataset = await readImport(given);
    expect(dataset.cellNames).toEqual([...velocyto('sampleA'), ...velocyto('sampleB')]);
    expect(dataset.obs['sample']).toMatchObject({ categories: ['sampleA', 'sampleB'] });
    expect(dataset.obs['cell_type']).toMatchObject({
      codes: Int32Array.from({ length: 24 }, (__, i) => i % 3),
    });
    expect(rowOf(dataset, velocyto('sampleB')[3])).toEqual(
      GENES.map((gene) => countOf(2, velocyto('sampleB')[3], gene, 'spliced')),
    );
    const { merge } = await inspectImport(given);
    expect(merge?.annotations[0].samples?.map((one) => [one.counts, one.matched])).toEqual([
      ['sampleA', 12],
      ['sampleB', 12],
    ]);
  });

  it('are not told apart by names that say nothing', async () => {
    const given = await source((mark, barcode) => `${barcode}-${mark === 'sampleA' ? 1 : 2}`);
    await expect(readImport(given)).rejects.toThrow(
      /cannot be told apart.*“1” names no sample.*Give each file.*\(1, 2\)/,
    );
    const summary = await inspectImport(given);
    expect(summary.error).toMatch(/cannot be told apart/);
    expect(summary).toMatchObject({
      cells: 24,
      genes: 5,
      merge: { samples: [{ name: 'sampleA' }, { name: 'sampleB' }] },
    });
  });

  it('are told apart by names given to the files', async () => {
    const given = await source((mark, barcode) => `${barcode}-${mark === 'sampleA' ? 2 : 1}`);
    const [a, b] = given.counts;
    const dataset = await readImport({
      ...given,
      counts: [
        { ...a, sample: '2' },
        { ...b, sample: '1' },
      ],
    });
    expect(dataset.obs['sample']).toMatchObject({ categories: ['2', '1'] });
    expect(dataset.obs['cell_type']).toMatchObject({
      codes: Int32Array.from({ length: 24 }, (_, i) => i % 3),
    });
  });

  it('are told apart by overlap where that is clear', async () => {
    const [first, second] = [barcodes(40), barcodes(40, 35)];
    const a = await counts('far_a.h5ad', cellRanger(first), { seed: 1 });
    const b = await counts('far_b.h5ad', cellRanger(second), { seed: 2 });
    const list = [...second.map((barcode) => `${barcode}-1-0`), ...first.map((barcode) => `${barcode}-1-1`)];
    const given = { counts: [{ path: a }, { path: b }], annotations: [table('concat.csv', csvOf(list))] };
    const { merge, error, warnings } = await inspectImport(given);
    expect(error).toBeUndefined();
    expect(merge?.annotations[0].samples).toEqual([
      { counts: 'far_a', annotations: '1', matched: 40 },
      { counts: 'far_b', annotations: '0', matched: 40 },
    ]);
    expect(warnings.join()).toMatch(/5 barcodes are in several samples: .*“far_a:/);
    const dataset = await readImport(given);
    expect(dataset.cellNames[0]).toBe(`far_a:${first[0]}-1`);
    expect(dataset.obs['cell_type']).toMatchObject({
      codes: Int32Array.from({ length: 80 }, (_, i) => (i < 40 ? i + 40 : i - 40) % 3),
    });
  });

  it('are told apart by a column of the annotations, also where repeats were numbered', async () => {
    const a = await counts('column_a.h5ad', cellRanger(), { seed: 1 });
    const b = await counts('column_b.h5ad', cellRanger(), { seed: 2 });
    const names = [...cellRanger(), ...cellRanger().map((name) => `${name}-1`)];
    const annotation = await annotated('made_unique.h5ad', names, {
      obs: {
        index: names,
        columns: {
          library: {
            kind: 'categorical',
            codes: Int32Array.from(names, (_, i) => (i < 12 ? 1 : 0)),
            categories: ['column_a', 'column_b'],
          },
          n: { kind: 'numbers', values: Float64Array.from(names, (_, i) => i) },
        },
      },
    });
    const dataset = await readImport({ counts: [{ path: a }, { path: b }], annotations: [annotation] });
    expect(dataset.obs['n']).toEqual({
      kind: 'numbers',
      values: Float64Array.from(names, (_, i) => (i + 12) % 24),
    });
  });

  it('are refused where an annotated cell fits two', async () => {
    const given = await source((_, barcode) => `${barcode}-1`, ['one']);
    await expect(readImport(given)).rejects.toThrow(
      new RegExp(
        `“${B[0]}-1” fits two cells with counts: “sampleA:${B[0]}x” of sampleA and “sampleB:${B[0]}x” of sampleB`,
      ),
    );
  });

  it('names that barcodes speak against are not believed', async () => {
    const [first, second] = [barcodes(30), barcodes(30, 100)];
    const a = await counts('x1.h5ad', cellRanger(first), { seed: 1 });
    const b = await counts('x2.h5ad', cellRanger(second), { seed: 2 });
    const list = [
      ...second.map((barcode) => `x1_${barcode}-1`),
      ...first.map((barcode) => `x2_${barcode}-1`),
    ];
    await expect(
      readImport({ counts: [{ path: a }, { path: b }], annotations: [table('swapped.csv', csvOf(list))] }),
    ).rejects.toThrow(/by its name “x1” is the sample “x1”.*share 0.*but it shares 30 with “x2”/);
  });
});

describe('cells that only one side has', () => {
  const given = async (): Promise<Parameters<typeof readImport>[0]> => {
    const path = await counts('more.h5ad', cellRanger(B.slice(0, 10)), {
      more: {
        obsm: {
          X_pca: denseFrom(
            'f32',
            Array.from({ length: 10 }, (_, i) => i),
            [10, 1],
          ),
        },
        obsp: { connectivities: sparseFromDense(new Float64Array(100).fill(1), 10, 10) },
      },
    });
    const names = B.slice(2);
    const annotation = await annotated('fewer.h5ad', names, {
      obs: {
        index: names,
        columns: {
          cell_type: categories(names),
          n: { kind: 'numbers', values: Float64Array.from(names, (_, i) => i) },
          good: { kind: 'booleans', values: Uint8Array.from(names, (_, i) => i % 2) },
          note: { kind: 'strings', values: names.map((name) => `note ${name}`) },
        },
      },
      obsm: {
        X_umap: denseFrom(
          'f32',
          Array.from({ length: 20 }, (_, i) => i),
          [10, 2],
        ),
      },
      obsp: { distances: sparseFromDense(new Float64Array(100).fill(1), 10, 10) },
    });
    return { counts: [{ path }], annotations: [annotation] };
  };

  it('are refused unless told, with numbers, examples and the ways out', async () => {
    await expect(readImport(await given())).rejects.toThrow(
      new RegExp(
        `8 cells with both.*2 of 10 cells with counts not in it \\(“${B[0]}-1”, “${B[1]}-1”\\), and 2 of its 10 cells without ` +
          `counts \\(“${B[10]}”, “${B[11]}”\\).*--unmatched drop.*--unmatched keep.*import view`,
      ),
    );
    const { error, merge, cells } = await inspectImport(await given());
    expect(error).toMatch(/8 cells with both/);
    expect(cells).toBe(10);
    expect(merge?.annotations[0]).toMatchObject({
      matched: 8,
      onlyCounts: { count: 2, examples: [`${B[0]}-1`, `${B[1]}-1`] },
      onlyAnnotations: { count: 2, examples: [B[10], B[11]] },
    });
  });

  it('are dropped where asked, with a warning', async () => {
    const dataset = await readImport({ ...(await given()), unmatched: 'drop' });
    expect(dataset.cellNames).toEqual(cellRanger(B.slice(2, 10)));
    expect(rowOf(dataset, `${B[4]}-1`)).toEqual(
      GENES.map((gene) => countOf(0, `${B[4]}-1`, gene, 'spliced')),
    );
    expect(dataset.obs['n']).toEqual({ kind: 'numbers', values: Float64Array.of(0, 1, 2, 3, 4, 5, 6, 7) });
    expect(Array.from(dataset.obsm['X_umap'].data.subarray(0, 4))).toEqual([0, 1, 2, 3]);
    expect(Array.from(dataset.obsm['X_pca'].data)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    expect(dataset.obsp).toEqual({});
    expect(dataset.warnings.join('\n')).toMatch(
      /Left out: 2 cells with counts(.|\n)*Left out: 2 cells of fewer.h5ad without counts/,
    );
    expect(dataset.warnings.join('\n')).toMatch(/distances of fewer.h5ad was left out/);
    expect(dataset.warnings.join('\n')).toMatch(/neighbours of the counts \(connectivities\) were left out/);
  });

  it('of a whole sample are told as such, and the sample is no category any more', async () => {
    const files = await Promise.all(
      [0, 4, 8].map((from) => counts(`part${from}.h5ad`, cellRanger(B.slice(from, from + 4)))),
    );
    const annotation = table('two.csv', csvOf(cellRanger(B.slice(0, 8))));
    const { obs, warnings } = await readImport({
      counts: files.map((path) => ({ path })),
      annotations: [annotation],
      unmatched: 'drop',
    });
    expect(obs['sample']).toMatchObject({ categories: ['part0', 'part4'] });
    expect(warnings).toContain('two.csv has no cell of the sample “part8”.');
  });

  it('are kept where asked, with missing values', async () => {
    const dataset = await readImport({ ...(await given()), unmatched: 'keep' });
    expect(dataset.cellNames).toHaveLength(10);
    expect(dataset.obs['n']).toEqual({
      kind: 'numbers',
      values: Float64Array.of(NaN, NaN, 0, 1, 2, 3, 4, 5, 6, 7),
    });
    expect(dataset.obs['cell_type']).toMatchObject({ codes: Int32Array.of(-1, -1, 0, 1, 2, 0, 1, 2, 0, 1) });
    expect(dataset.obs['good']).toEqual({
      kind: 'categorical',
      codes: Int32Array.of(-1, -1, 0, 1, 0, 1, 0, 1, 0, 1),
      categories: ['False', 'True'],
    });
    expect(dataset.obs['note']).toMatchObject({
      values: ['', '', ...B.slice(2, 10).map((name) => `note ${name}`)],
    });
    expect(Object.keys(dataset.obsm)).toEqual(['X_pca']);
    expect(Object.keys(dataset.obsp)).toEqual(['connectivities']);
    expect(dataset.warnings.join('\n')).toMatch(/X_umap, distances of fewer.h5ad were left out/);
  });

  it.each(['refuse', 'drop', 'keep'] as const)('all of them is always refused (%s)', async (unmatched) => {
    const path = await counts('here.h5ad', cellRanger());
    const annotations = [table('elsewhere.csv', csvOf(cellRanger(barcodes(9, 500))))];
    await expect(readImport({ counts: [{ path }], annotations, unmatched })).rejects.toThrow(
      new RegExp(
        `elsewhere.csv: none of its 9 cells was found among the 12 cells with counts: “${barcodes(1, 500)[0]}-1”.*“${B[0]}-1”`,
      ),
    );
  });

  it('almost all of them is refused as chance', async () => {
    const path = await counts('hundred.h5ad', cellRanger(barcodes(100)));
    const annotations = [table('other.csv', csvOf(cellRanger(barcodes(100, 98))))];
    await expect(readImport({ counts: [{ path }], annotations, unmatched: 'drop' })).rejects.toThrow(
      /only 2 of its 100 cells/,
    );
  });
});

describe('graphs', () => {
  it('follow their cells into another order', async () => {
    const path = await counts('graph.h5ad', cellRanger(B.slice(0, 3)));
    const names = [B[2], B[0], B[1]];
    const annotation = await annotated('graph_annotation.h5ad', names, {
      obsp: { connectivities: sparseFromDense([0, 1, 2, 3, 0, 4, 5, 6, 0], 3, 3) },
    });
    const { obsp } = await readImport({ counts: [{ path }], annotations: [annotation] });
    expect(Array.from(toDense(obsp['connectivities']))).toEqual([0, 4, 3, 6, 0, 5, 1, 2, 0]);
  });
});

describe('columns of the same name', () => {
  it('the later one takes the name, the earlier one is kept', async () => {
    const path = await counts('columns.h5ad', cellRanger(), {
      more: {
        obs: {
          index: cellRanger(),
          columns: { cell_type: categories(B), same: { kind: 'numbers', values: new Float64Array(12) } },
        },
      },
    });
    const one = table('one.csv', ['barcode,cell_type,same', ...B.map((name) => `${name},new,0`)]);
    const { obs, warnings } = await readImport({ counts: [{ path }], annotations: [one] });
    expect(Object.keys(obs)).toEqual(['cell_type', 'same', 'cell_type_earlier']);
    expect(obs['cell_type_earlier']).toMatchObject({ codes: categories(B).codes });
    expect(warnings).toEqual([
      expect.stringMatching(/“cell_type” of one.csv takes the place.*“cell_type_earlier”/),
    ]);
  });

  it('the samples that files stand for make way for those of the annotations', async () => {
    const a = await counts('s1.h5ad', cellRanger(B.slice(0, 6)));
    const b = await counts('s2.h5ad', cellRanger(B.slice(6)));
    const annotation = table('samples.csv', [
      'barcode,sample',
      ...B.map((name, i) => `${name},${i < 6 ? 'day 1' : 'day 2'}`),
    ]);
    const { obs, cellNames } = await readImport({
      counts: [{ path: a }, { path: b }],
      annotations: [annotation],
    });
    expect(cellNames).toEqual(cellRanger());
    expect(obs['sample']).toMatchObject({ categories: ['day 1', 'day 2'] });
    expect(obs['sample_file']).toMatchObject({ categories: ['s1', 's2'] });
  });
});

describe('files that give nothing', () => {
  it('a folder without barcodes is refused by name', async () => {
    const path = await counts('plain.h5ad', cellRanger());
    mkdirSync(at('no barcodes'));
    await expect(readImport({ counts: [{ path }], annotations: [at('no barcodes')] })).rejects.toThrow(
      /^.*no barcodes: /,
    );
  });

  it('a file given twice, also as annotations', async () => {
    const path = await counts('twice.h5ad', cellRanger());
    await expect(readImport({ counts: [{ path }, { path }] })).rejects.toThrow(
      /twice.h5ad: this file is given twice/,
    );
    await expect(readImport({ counts: [{ path }], annotations: [path] })).rejects.toThrow(/given twice/);
    expect((await inspectImport({ counts: [{ path }, { path }] })).error).toMatch(/given twice/);
  });

  it('no file at all', async () => {
    await expect(readImport({ counts: [] })).rejects.toThrow(/no file with counts/);
  });
});

describe('samples that the user gave other names', () => {
  it('are found by the names in their barcodes all the same', async () => {
    const paths = [
      await counts('own_a.h5ad', velocyto('sampleA')),
      await counts('own_b.h5ad', velocyto('sampleB'), { seed: 2 }),
    ];
    const names = ['sampleA', 'sampleB'].flatMap((sample) => B.map((barcode) => `${sample}_${barcode}-1`));
    const annotation = table('own.csv', csvOf(names));
    const source = {
      counts: paths.map((path, i) => ({ path, sample: `day ${i + 1}` })),
      annotations: [annotation],
    };
    const summary = await inspectImport(source);
    expect(summary.error).toBeUndefined();
    expect(summary.merge?.samples.map(({ name }) => name)).toEqual(['day 1', 'day 2']);
    expect(summary.merge?.annotations[0].matched).toBe(24);
  });
});

describe('whatever the order of files, cells and rows', () => {
  const turned = <T>(list: T[], by: number): T[] => [...list.slice(by), ...list.slice(0, by)];
  it.each([0, 1, 2, 3, 4])('each cell has its counts, sample and annotation (%i)', async (seed) => {
    const samples = turned(['u', 'v', 'w'], seed);
    const list = seed % 2 === 0 ? B : [...B].reverse();
    const paths = [];
    for (const [i, sample] of samples.entries()) {
      const genes = turned(GENES, i + seed);
      const path = await counts(
        `order_${seed}_${sample}.h5ad`,
        velocyto(sample, turned(list, seed + 3 * i)),
        { genes },
      );
      paths.push({ path });
    }
    const rows = turned(
      ['u', 'v', 'w'].flatMap((sample) => B.map((barcode) => `${sample}_${barcode}-1,${sample}${barcode}`)),
      7 * seed,
    );
    const annotation = table(`order_${seed}.csv`, ['barcode,note', ...rows]);
    const dataset = await readImport({ counts: paths, annotations: [annotation] });
    const { note, sample } = dataset.obs;
    if (note.kind !== 'strings' || sample.kind !== 'categorical') throw new Error('other kinds');
    dataset.cellNames.forEach((name, cell) => {
      const [mark, barcode] = name.slice(0, -1).split(':');
      expect(note.values[cell]).toBe(mark + barcode);
      expect(sample.categories[sample.codes[cell]]).toBe(mark);
      for (const layer of ['spliced', 'unspliced'])
        expect(rowOf(dataset, name, layer)).toEqual(
          dataset.geneNames.map((gene) => countOf(0, name, gene, layer)),
        );
    });
  });
});

describe('several files with annotations', () => {
  it('are joined one after the other; with drop, cells that all have stay', async () => {
    const path = await counts('several.h5ad', cellRanger());
    const one = table('first.csv', ['barcode,x', ...B.slice(2).map((name, i) => `${name},${i}.5`)]);
    const two = table('second.csv', [
      'barcode,y,__proto__',
      ...B.slice(0, 8).map((name, i) => `${name}-1-3,${i}.5,${i}`),
    ]);
    const dataset = await readImport({ counts: [{ path }], annotations: [one, two], unmatched: 'drop' });
    expect(dataset.cellNames).toEqual(cellRanger(B.slice(2, 8)));
    expect(dataset.obs['x']).toMatchObject({ values: Float64Array.of(0.5, 1.5, 2.5, 3.5, 4.5, 5.5) });
    expect(dataset.obs['y']).toMatchObject({ values: Float64Array.of(2.5, 3.5, 4.5, 5.5, 6.5, 7.5) });
    expect(Object.keys(dataset.obs)).toEqual(['x', 'y', '__proto__']);
    expect(dataset.source).toEqual({ path: [path, one, two].join(', '), format: 'h5ad + csv' });
  });

  it('without a cell in common leave none', async () => {
    const path = await counts('apart.h5ad', cellRanger());
    const one = table('left.csv', csvOf(B.slice(0, 6)));
    const two = table('right.csv', csvOf(B.slice(6)));
    const source = { counts: [{ path }], annotations: [one, two] };
    await expect(readImport({ ...source, unmatched: 'drop' })).rejects.toThrow(/no cell is in all files/);
    const { merge } = await inspectImport(source);
    expect(merge?.annotations.map(({ matched }) => matched)).toEqual([6, 6]);
  });

  it('a file that is missing or damaged is named beside what the counts hold', async () => {
    const path = await counts('fine.h5ad', cellRanger());
    const { error, cells } = await inspectImport({ counts: [{ path }], annotations: [at('nothing.csv')] });
    expect(error).toMatch(/nothing.csv: there is no such file/);
    expect(cells).toBe(12);
    const { error: other, cells: none } = await inspectImport({
      counts: [{ path }, { path: at('no.loom') }],
    });
    expect(other).toMatch(/no.loom: there is no such file/);
    expect(none).toBe(0);
  });
});
