import { expect, it } from 'vitest';

import { sparseFromDense } from '../../data/sparse.ts';
import { emptySummary } from '../summary/summary.ts';
import { summariseCounts, unsplicedNote, warnOfShare, type GeneTotals } from './unsplicedShare.ts';

const GENES = ['MT-CO1', 'GRCh38_MT-ND1', ...Array.from({ length: 498 }, (_, i) => `Gene${i}`)];

/** Counts of the mitochondrial genes and of all others, in both layers. */
function totals(
  mitochondrial: { spliced: number; unspliced: number },
  others: { spliced: number; unspliced: number },
): GeneTotals {
  const of = (which: 'spliced' | 'unspliced'): Float64Array =>
    Float64Array.from(GENES, (_, gene) => (gene < 2 ? mitochondrial[which] / 2 : others[which] / 498));
  return { spliced: of('spliced'), unspliced: of('unspliced') };
}

it('a usual share needs no words', () => {
  expect(
    unsplicedNote(GENES, totals({ spliced: 500, unspliced: 2 }, { spliced: 7_500, unspliced: 2_000 })),
  ).toBeUndefined();
});

it('few unspliced counts: introns not counted, or probes', () => {
  const note = unsplicedNote(
    GENES,
    totals({ spliced: 500, unspliced: 0 }, { spliced: 9_400, unspliced: 100 }),
  );
  expect(note).toMatch(/Only 1 % of the counts are unspliced.*introns were counted.*Flex/);
});

it('nuclei are named: much unspliced, little from mitochondria', () => {
  const note = unsplicedNote(
    GENES,
    totals({ spliced: 40, unspliced: 0 }, { spliced: 3_960, unspliced: 6_000 }),
  );
  expect(note).toMatch(/look like single nuclei: 60 % of the counts are unspliced and 0\.4 % mitochondrial/);
});

it('swapped layers show by mitochondrial genes, which have no introns', () => {
  const swapped = totals({ spliced: 5, unspliced: 895 }, { spliced: 2_000, unspliced: 7_100 });
  expect(unsplicedNote(GENES, swapped)).toMatch(/probably swapped: 80 % .* 99 % .*--spliced-layer/);
});

it('where mitochondrial genes are many or not known, both are possible', () => {
  const many = totals({ spliced: 900, unspliced: 0 }, { spliced: 2_100, unspliced: 7_000 });
  expect(unsplicedNote(GENES, many)).toMatch(/70 % .* which is much.*nuclei or damaged cells.*not swapped/);
  const ids = GENES.map((_, i) => `ENSG${i}`);
  expect(
    unsplicedNote(ids, totals({ spliced: 5, unspliced: 895 }, { spliced: 2_000, unspliced: 7_100 })),
  ).toMatch(/which is much/);
});

it('a choice of genes and a handful of counts say nothing', () => {
  const few = totals({ spliced: 0, unspliced: 5 }, { spliced: 10, unspliced: 90 });
  expect(unsplicedNote(GENES, few)).toBeUndefined();
  const panel = { spliced: new Float64Array(5).fill(10), unspliced: new Float64Array(5).fill(900) };
  expect(unsplicedNote(GENES.slice(0, 5), panel)).toBeUndefined();
});

it('a summary and a dataset say the same', () => {
  const counts = totals({ spliced: 40, unspliced: 0 }, { spliced: 3_984, unspliced: 5_976 });
  const summary = emptySummary('x');
  summariseCounts(summary, GENES, counts);
  expect(summary.totals).toEqual({ spliced: 4_024, unspliced: 5_976 });
  expect(summary.unsplicedFraction).toBeCloseTo(0.5976);
  const warnings: string[] = [];
  const layer = (which: 'spliced' | 'unspliced') => sparseFromDense(counts[which], 1, GENES.length);
  warnOfShare(GENES, { spliced: layer('spliced'), unspliced: layer('unspliced') }, warnings);
  expect(warnings).toEqual(summary.warnings);
  expect(warnings).toEqual([expect.stringMatching(/single nuclei/)]);
});
