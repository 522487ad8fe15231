import { mkdirSync } from 'node:fs';

import { describe, expect, it } from 'vitest';

import { denseFrom } from '../data/arrays.ts';
import { sparseFromDense } from '../data/sparse.ts';
import type { AnnData } from '../formats/h5ad/annData.ts';
import { inspectImport, readImport } from './readImport.ts';
import { nameSamples } from './sampleNames.ts';
import { barcodes, countOf, GENES, rowOf, testFolder } from './testFiles.ts';

const { at, counts } = testFolder();
const [A, B] = [barcodes(6), barcodes(6, 50)];

async function two(
  first: Parameters<typeof counts>[2] = {},
  second: Parameters<typeof counts>[2] = {},
  [a, b] = [A, B],
): Promise<{ counts: { path: string }[] }> {
  return {
    counts: [
      { path: await counts('first.h5ad', a, { seed: 1, ...first }) },
      { path: await counts('second.h5ad', b, { seed: 2, ...second }) },
    ],
  };
}

describe('cells of several samples', () => {
  it('stand below each other with their counts, sample and names', async () => {
    const dataset = await readImport(await two());
    expect(dataset.cellNames).toEqual([...A, ...B]);
    expect(dataset.obs).toEqual({
      sample: {
        kind: 'categorical',
        codes: Int32Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1),
        categories: ['first', 'second'],
      },
    });
    for (const [seed, names] of [A, B].entries())
      for (const layer of ['spliced', 'unspliced'])
        for (const name of names)
          expect(rowOf(dataset, name, layer)).toEqual(
            GENES.map((gene) => countOf(seed + 1, name, gene, layer)),
          );
    expect(dataset.warnings).toEqual([]);
    expect(dataset.source.format).toBe('h5ad');
    const { merge, cells, totals } = await inspectImport(await two());
    expect(cells).toBe(12);
    expect(totals?.spliced).toBe(dataset.layers['spliced'].data.reduce((x, y) => x + y, 0));
    expect(merge).toEqual({
      samples: [
        { name: 'first', path: at('first.h5ad'), cells: 6, genes: 5 },
        { name: 'second', path: at('second.h5ad'), cells: 6, genes: 5 },
      ],
      annotations: [],
    });
  });

  it('get their sample into their names where barcodes meet', async () => {
    const dataset = await readImport(await two({}, {}, [A, [...A.slice(0, 1), ...B]]));
    expect(dataset.cellNames[0]).toBe(`first:${A[0]}`);
    expect(dataset.cellNames[6]).toBe(`second:${A[0]}`);
    expect(dataset.warnings).toEqual([expect.stringMatching(/1 barcodes are in several samples/)]);
  });

  it('one sample given twice is refused, whatever its order and name', async () => {
    const copy = [...A].reverse();
    await expect(readImport(await two({ seed: 1 }, { seed: 1 }, [A, copy]))).rejects.toThrow(
      /second.h5ad: 6 of its 6 cells have the same barcodes and the same counts as cells of .*first.h5ad/,
    );
    await expect(
      readImport(await two({ seed: 1 }, { seed: 1 }, [A, [...A.slice(0, 2), ...B]])),
    ).resolves.toBeDefined();
  });
});

describe('genes of several samples', () => {
  it('in another order are brought into that of the first', async () => {
    const dataset = await readImport(await two({}, { genes: [...GENES].reverse() }));
    expect(dataset.geneNames).toEqual(GENES);
    expect(rowOf(dataset, B[2])).toEqual(GENES.map((gene) => countOf(2, B[2], gene, 'spliced')));
    expect(dataset.warnings).toEqual([]);
  });

  it('that not all have are left out and told', async () => {
    const given = await two({}, { genes: ['Pax6', 'Xist', ...GENES.slice(0, 2)] });
    const dataset = await readImport(given);
    expect(dataset.geneNames).toEqual(['Actb', 'Gapdh', 'Pax6']);
    expect(rowOf(dataset, B[0])).toEqual(dataset.geneNames.map((gene) => countOf(2, B[0], gene, 'spliced')));
    expect(dataset.warnings).toEqual([
      expect.stringMatching(/different genes \(5, 4\): the 3 that all have, compared by names/),
    ]);
    expect((await inspectImport(given)).merge?.sharedGenes).toBe(3);
  });

  it('are compared by ids where all have them, without their versions', async () => {
    const ids = GENES.map((_, i) => `ENSMUSG0000000000${i}`);
    const withIds = (list: string[], names: string[]): Partial<AnnData> => ({
      var: { index: names, columns: { gene_ids: { kind: 'strings', values: list } } },
    });
    const renamed = ['Actb', 'Gapdh', 'Sox2-old', 'Pax6', 'Neurog3'];
    const given = await two(
      {
        more: withIds(
          ids.map((id) => `${id}.2`),
          GENES,
        ),
      },
      {
        genes: renamed,
        more: withIds(
          ids.map((id) => `${id}.3`),
          renamed,
        ),
      },
    );
    const { geneNames, warnings } = await readImport(given);
    expect(geneNames).toEqual(GENES);
    expect(warnings).toEqual([expect.stringMatching(/Columns of genes that differ.*gene_ids/)]);
    const named = await readImport(await two({ genes: ids }, { more: withIds(ids, GENES) }));
    expect(named.geneNames).toEqual(GENES);
    expect(rowOf(named, A[1])).toEqual(ids.map((id) => countOf(1, A[1], id, 'spliced')));
  });

  it('ids against symbols are refused', async () => {
    const ids = GENES.map((_, i) => `ENSMUSG0000000000${i}`);
    await expect(readImport(await two({ genes: ids }, {}))).rejects.toThrow(
      /0 genes in common, of 5.*first.h5ad names genes by Ensembl ids \(“ENSMUSG00000000000”\).*second.h5ad by symbols \(“Actb”\)/,
    );
    const { error, merge } = await inspectImport(await two({ genes: ids }, {}));
    expect(error).toMatch(/0 genes in common/);
    expect(merge?.samples).toHaveLength(2);
  });

  it('of two species are refused', async () => {
    await expect(readImport(await two({}, { genes: ['A', 'B', 'C', 'D', 'Actb'] }))).rejects.toThrow(
      /1 genes in common, of 5.*different species or references/,
    );
  });
});

describe('what single samples say', () => {
  it('columns are united, with missing values; other things are left out', async () => {
    const obs = (index: string[], columns: AnnData['obs']['columns']): Partial<AnnData> => ({
      obs: { index, columns },
    });
    const given = await two(
      {
        more: {
          ...obs(A, {
            sample: { kind: 'strings', values: A.map(() => 'mine') },
            n: { kind: 'numbers', values: Float64Array.of(1, 2, 3, 4, 5, 6) },
            leiden: {
              kind: 'categorical',
              codes: Int32Array.of(0, 1, 0, 1, 0, -1),
              categories: ['0', '1'],
              colors: ['#111111', '#222222'],
            },
            good: { kind: 'booleans', values: Uint8Array.of(1, 0, 1, 0, 1, 0) },
          }),
          obsm: { X_umap: denseFrom('f32', new Float32Array(12), [6, 2]) },
          obsp: { distances: sparseFromDense(new Float64Array(36).fill(1), 6, 6) },
        },
      },
      {
        more: obs(B, {
          leiden: { kind: 'categorical', codes: Int32Array.of(0, 1, 0, 1, 0, 0), categories: ['1', '2'] },
          mixed: { kind: 'numbers', values: Float64Array.of(1, 2, 3, 4, 5, NaN) },
        }),
      },
    );
    const { obs: table, obsm, obsp, warnings } = await readImport(given);
    expect(Object.keys(table)).toEqual(['sample_file', 'sample', 'n', 'leiden', 'good', 'mixed']);
    expect(table['n']).toEqual({
      kind: 'numbers',
      values: Float64Array.of(1, 2, 3, 4, 5, 6, NaN, NaN, NaN, NaN, NaN, NaN),
    });
    expect(table['leiden']).toEqual({
      kind: 'categorical',
      codes: Int32Array.of(0, 1, 0, 1, 0, -1, 1, 2, 1, 2, 1, 1),
      categories: ['0', '1', '2'],
    });
    expect(table['good']).toMatchObject({
      categories: ['False', 'True'],
      codes: Int32Array.of(1, 0, 1, 0, 1, 0, -1, -1, -1, -1, -1, -1),
    });
    expect(obsm).toEqual({});
    expect(obsp).toEqual({});
    expect(warnings).toEqual([
      expect.stringMatching(/“sample” already: the samples are named in “sample_file”/),
      expect.stringMatching(/“leiden” was made for each sample alone/),
      expect.stringMatching(/Embeddings and neighbours of single samples.*X_umap, distances/),
    ]);
  });
});

describe('names of samples', () => {
  it('are those given, from the barcodes, or from the paths', () => {
    const of = (paths: string[], names: string[][] = paths.map(() => ['AAACCTGA-1'])): string[] =>
      nameSamples(
        paths.map((path) => ({ path })),
        names,
      );
    expect(of(['x/a.loom', 'x/b.loom'])).toEqual(['a', 'b']);
    expect(of(['x/a.loom', 'x/b.loom'], [['one:AAACCTGAx'], ['two:AAACCTGAx']])).toEqual(['one', 'two']);
    expect(of(['x/a.loom', 'x/b.loom'], [['one:AAACCTGAx'], ['one:AAACCTGAx']])).toEqual(['a', 'b']);
    expect(of(['x/a.loom'], [['possorted_genome_bam_X2:AAACCTGAx']])).toEqual(['a']);
    expect(of(['/d/s1/velocyto/out.loom', '/d/s2/velocyto/out.loom'])).toEqual(['s1', 's2']);
    expect(
      nameSamples(
        [{ path: 'a.loom', sample: ' day 1 ' }, { path: 'b.loom' }],
        [['x:AAACCTGAx'], ['y:AAACCTGAx']],
      ),
    ).toEqual(['day 1', 'y']);
  });

  it('of folders are the part in which the paths differ', () => {
    const folders = ['s1', 's2'].map((name) => at(`runs/${name}/Solo.out/Velocyto/filtered`));
    for (const folder of folders) mkdirSync(folder, { recursive: true });
    const none = [['AAACCTGA'], ['AAACCTGA']];
    expect(
      nameSamples(
        folders.map((path) => ({ path })),
        none,
      ),
    ).toEqual(['s1', 's2']);
    expect(nameSamples([{ path: folders[0] }], [none[0]])).toEqual(['s1']);
    const other = at('other/deep/raw');
    mkdirSync(other, { recursive: true });
    expect(nameSamples([{ path: folders[0] }, { path: other }], none)).toEqual(['s1', 'deep']);
  });

  it('that are the same or empty are refused', () => {
    const files = (
      a: string,
      b: string,
    ): [{ path: string; sample: string }, { path: string; sample: string }] => [
      { path: 'a', sample: a },
      { path: 'b', sample: b },
    ];
    expect(() => nameSamples(files('x', 'x'), [[], []])).toThrow(
      /b: its sample is named “x”, and so is that of a/,
    );
    expect(() => nameSamples(files('x', ' '), [[], []])).toThrow(/b: the name of its sample is empty/);
  });
});
