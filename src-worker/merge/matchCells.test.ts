import { describe, expect, it } from 'vitest';

import type { Column } from '../data/dataset.ts';
import type { CellMatch } from './attempts.ts';
import type { Side } from './marks.ts';
import { matchCells } from './matchCells.ts';
import { barcodes } from './testFiles.ts';

const B = barcodes(30);
const [FAR, NEAR] = [barcodes(30, 200), barcodes(30, 28)];

function match(counts: string[] | Side, annotations: string[] | Side): CellMatch {
  const side = (one: string[] | Side): Side => (Array.isArray(one) ? { names: one, obs: {} } : one);
  return matchCells(side(counts), side(annotations), 'cells.csv');
}

/** Counts of several files. */
function files(samples: Record<string, string[]>): Side {
  const labels = Object.keys(samples);
  const codes = Int32Array.from(labels.flatMap((label, i) => samples[label].map(() => i)));
  return { names: Object.values(samples).flat(), obs: {}, files: { codes, labels } };
}

const all = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const reverse = (bases: string): string =>
  [...bases]
    .reverse()
    .map((base) => ({ A: 'T', C: 'G', G: 'C', T: 'A' })[base])
    .join('');
const dual = B.map((barcode) => `${barcode.slice(0, 8)}_${barcode.slice(8)}`);
const plates = all(30).map((i) => `0${1 + (i % 3)}_${10 + i}_${40 + ((i * 7) % 30)}`);

describe('ways to write a barcode', () => {
  it.each<[string, string[], string[]]>([
    ['the same', B.map((b) => `${b}-1`), B.map((b) => `${b}-1`)],
    ['velocyto and Cell Ranger', B.map((b) => `s:${b}x`), B.map((b) => `${b}-1`)],
    ['nothing and -1', B, B.map((b) => `${b}-1`)],
    ['R’s dot', B.map((b) => `${b}-1`), B.map((b) => `${b}.1`)],
    ['sample before and behind', B.map((b) => `s_${b}-1`), B.map((b) => `${b}-1_s`)],
    ['ArchR', B.map((b) => `${b}-1`), B.map((b) => `s#${b}-1`)],
    ['anndata’s concat', B, B.map((b) => `${b}-1-0`)],
    ['bases in two runs', B.map((b) => `s:${b}x`), dual],
    ['bases in two runs on both sides', dual.map((b) => `${b}-1`), dual.map((b) => `lib1_${b}`)],
    ['a sample named by its index', B.map((b) => `${b}-1`), B.map((b) => `CTTGTAAT_${b}`)],
    ['the other strand', B.map((b) => `${b}-1`), B.map(reverse)],
    ['wells', plates, plates],
    ['wells of velocyto', plates.map((name) => `s:${name}x`), plates],
    ['wells with a sample', plates, plates.map((name) => `lib_${name}`)],
    [
      'wells with a sample on both sides',
      plates.map((name) => `${name}__s1`),
      plates.map((name) => `lib-${name}`),
    ],
    ['running numbers', all(30).map((i) => `a:cell${i}`), all(30).map((i) => `cell${i}`)],
  ])('%s', (_, counts, annotations) => {
    const found = match(counts, annotations);
    expect(Array.from(found.partner)).toEqual(all(30));
    const mixed = match(counts, [...annotations].reverse());
    expect(Array.from(mixed.partner)).toEqual(all(30).reverse());
    if (annotations[0] !== counts[0]) expect(found.rule).toContain(`“${counts[0]}” is “${annotations[0]}”`);
  });

  it('the rule says what was compared', () => {
    expect(match(B, B).rule).toBe(`The barcodes are the same on both sides, e.g. “${B[0]}”.`);
    expect(match(B, B.map(reverse)).rule).toMatch(/16 bases are compared with their reverse complement/);
    expect(
      match(
        plates.map((name) => `s:${name}x`),
        plates,
      ).rule,
    ).toMatch(/“01_10_40” is compared; what stands before/);
    const counts = files({ a: B.map((b) => `${b}x`), b: FAR.map((b) => `${b}x`) });
    expect(match(counts, [...B.map((b) => `a_${b}`), ...FAR.map((b) => `b_${b}`)]).rule).toMatch(
      /what stands beside them tells the sample; each file with counts is a sample\.$/,
    );
  });
});

describe('samples', () => {
  it('of one file of counts that holds several', () => {
    const counts = ['old', 'new'].flatMap((sample) => B.map((b) => `${sample}:${b}x`));
    const annotations = ['new', 'old'].flatMap((sample) => B.map((b) => `${b}-1_${sample}`));
    const { partner, samples } = match(counts, annotations);
    expect(Array.from(partner)).toEqual(all(60).map((i) => (i + 30) % 60));
    expect(samples).toEqual([
      { counts: 'old', annotations: 'old', matched: 30 },
      { counts: 'new', annotations: 'new', matched: 30 },
    ]);
  });

  it('of a file beside one that holds several', () => {
    const side = files({
      merged: [...B.map((b) => `s1:${b}x`), ...B.map((b) => `s2:${b}x`)],
      s3: B.map((b) => `s3:${b}x`),
    });
    const annotations = ['s3', 's2', 's1'].flatMap((sample) => B.map((b) => `${sample}_${b}`));
    expect(Array.from(match(side, annotations).partner.filter((_, cell) => cell % 30 === 0))).toEqual([
      60, 30, 0,
    ]);
  });

  it('of Cell Ranger’s aggr, by overlap', () => {
    const side = files({ b: FAR.map((b) => `b:${b}x`), a: B.map((b) => `a:${b}x`) });
    const { partner, samples } = match(side, [...B.map((b) => `${b}-1`), ...FAR.map((b) => `${b}-2`)]);
    expect(Array.from(partner)).toEqual(all(60).map((i) => (i + 30) % 60));
    expect(samples?.map(({ counts, annotations }) => [counts, annotations])).toEqual([
      ['b', '2'],
      ['a', '1'],
    ]);
  });

  it('whose barcodes hardly meet need no mark in the annotations', () => {
    const side = files({ a: B.map((b) => `a:${b}x`), b: FAR.map((b) => `b:${b}x`) });
    const { partner, samples } = match(side, [...FAR, ...B]);
    expect(Array.from(partner)).toEqual(all(60).map((i) => (i + 30) % 60));
    expect(samples).toBeUndefined();
  });

  it('are not mixed up where barcodes meet by chance', () => {
    // Counts of one sample; two barcodes of the other sample are among its own.
    const side = files({ far: NEAR.map((b) => `${b}-1`) });
    const { partner, matched, samples } = match(side, [
      ...B.map((b) => `${b}-1_x`),
      ...NEAR.map((b) => `${b}-1_y`),
    ]);
    expect(matched).toBe(30);
    expect(Array.from(partner)).toEqual(all(30).map((i) => i + 30));
    expect(samples).toEqual([{ counts: 'far', annotations: 'y', matched: 30 }]);
  });

  it('that have no counts stay without', () => {
    const side = files({ a: B.map((b) => `a:${b}x`), b: B.map((b) => `b:${b}x`) });
    const found = match(
      side,
      ['a', 'b', 'c'].flatMap((sample) => B.map((b) => `${sample}_${b}`)),
    );
    expect(found.matched).toBe(60);
    expect(found.samples).toHaveLength(2);
  });

  it('s1 and s10 are different names', () => {
    const side = files({ s1: B.map((b) => `${b}-1`), s10: B.map((b) => `${b}-1`) });
    const annotations = ['s10_rep', 's1_rep'].flatMap((sample) => B.map((b) => `${sample}_${b}`));
    expect(match(side, annotations).samples).toEqual([
      { counts: 's1', annotations: 's1_rep', matched: 30 },
      { counts: 's10', annotations: 's10_rep', matched: 30 },
    ]);
  });

  it('numbers that count from another start name no sample', () => {
    const wells = all(96).map((i) => `${'ABCDEFGH'[i % 8]}${1 + (i >> 3)}`);
    for (const samples of [
      ['1', '2'],
      ['2', '1'],
    ])
      expect(() =>
        match(
          files({ [samples[0]]: wells.slice(0, 90), [samples[1]]: wells.slice(6) }),
          ['0', '1'].flatMap((batch) => wells.slice(10, 80).map((well) => `${well}-${batch}`)),
        ),
      ).toThrow(/cannot be told apart: “[01]” names no sample of the counts/);
    const same = files({ '1': wells, '2': wells });
    const { samples } = match(
      same,
      ['2', '1'].flatMap((plate) => wells.map((well) => `${well}-${plate}`)),
    );
    expect(samples?.map(({ counts, annotations }) => [counts, annotations])).toEqual([
      ['1', '1'],
      ['2', '2'],
    ]);
  });

  it('names that were given the wrong way round are told, not believed', () => {
    const codes = Int32Array.from(all(60), (i) => (i < 30 ? 0 : 1));
    const given = (labels: string[]): Side => ({
      names: [...B.map((b) => `a:${b}x`), ...FAR.map((b) => `b:${b}x`)],
      obs: {},
      files: { codes, labels, own: ['a', 'b'] },
    });
    const annotations = [...B.map((b) => `a_${b}`), ...FAR.map((b) => `b_${b}`)];
    expect(() => match(given(['b', 'a']), annotations)).toThrow(
      /the file that was given the sample name “b” has the barcodes of “a”/,
    );
    expect(match(given(['first', 'second']), annotations).matched).toBe(60);
    const numbered = [...B.map((b) => `${b}-0`), ...FAR.map((b) => `${b}-1`)];
    expect(match(given(['1', '2']), numbered).matched).toBe(60);
  });

  it('by a column whose values name them, whatever it is called', () => {
    const side = files({ wt: B, ko: B });
    const obs: Record<string, Column> = {
      genotype: { kind: 'strings', values: all(60).map((i) => (i < 30 ? 'KO' : 'WT')) },
    };
    const names = [...B, ...B.map((b) => `${b}-1`)];
    const { partner, rule } = match(side, { names, obs });
    expect(Array.from(partner)).toEqual(all(60).map((i) => (i + 30) % 60));
    expect(rule).toMatch(/the column “genotype” tells the sample/);
  });

  it('where two annotated cells fit one with counts, that is said', () => {
    const names = [...B.map((b) => `${b}-1_x`), ...B.map((b) => `${b}-1_y`)];
    expect(() => match(B, names)).toThrow(
      /two cells of the annotations, both fit “[ACGT]{16}” of the counts/,
    );
  });

  it('that differ in half of their barcodes are not told apart by overlap', () => {
    const [a, b] = [barcodes(40), barcodes(40, 15)];
    const side = files({ first: a, second: b });
    expect(() => match(side, [...a.map((one) => `${one}-x7`), ...b.map((one) => `${one}-x8`)])).toThrow(
      /cannot be told apart: “x7” names no sample of the counts, and shares 40 barcodes with “first”, 25 with “second”/,
    );
  });
});

describe('whatever the order of cells, files and rows', () => {
  /** A permutation of 0 … n−1 that depends on the seed. */
  const shuffled = (n: number, seed: number): number[] =>
    all(n).sort((a, b) => Math.imul(a * 7 + seed, 2654435761) - Math.imul(b * 7 + seed, 2654435761));

  it.each(all(12))('each cell finds the same annotation (%i)', (seed) => {
    const order = shuffled(3, seed);
    const samples = order.map((i) => ['p', 'q', 'r'][i]);
    const side = files(
      Object.fromEntries(
        samples.map((name) => [name, shuffled(30, seed + name.charCodeAt(0)).map((i) => `${name}:${B[i]}x`)]),
      ),
    );
    const rows = ['p', 'q', 'r'].flatMap((name) => B.map((b) => `${b}-1_${name}`));
    const names = shuffled(90, seed + 5).map((i) => rows[i]);
    const { partner } = match(side, names);
    side.names.forEach((name, cell) => {
      const [sample, barcode] = name.split(':');
      expect(names[partner[cell]]).toBe(`${barcode.slice(0, 16)}-1_${sample}`);
    });
  });
});

it('many samples with the same barcodes take no time that grows with their square', () => {
  const list = barcodes(2000);
  const samples = all(20).map((i) => `donor ${String.fromCharCode(97 + i)}`);
  const side = files(Object.fromEntries(samples.map((name) => [name, list])));
  const found = match(
    side,
    samples.flatMap((name) => list.map((b) => `${b}-1_${name}`)),
  );
  expect(found.matched).toBe(40_000);
  expect(found.samples).toHaveLength(20);
});
