import { expect, it } from 'vitest';

import type { AnnotationReport, MergeReport } from '../../src-main/ipc/types.ts';
import { mismatchOf } from './mismatch.ts';

const file = (matched: number, without: number, extra: number): AnnotationReport => ({
  path: '/data/clusters.csv',
  rule: 'the whole barcodes are compared',
  matched,
  onlyCounts: { count: without, examples: [] },
  onlyAnnotations: { count: extra, examples: [] },
});
const merge = (...annotations: AnnotationReport[]): MergeReport => ({
  samples: [
    { name: 'A', path: '/data/A.loom', cells: 60, genes: 10 },
    { name: 'B', path: '/data/B.loom', cells: 40, genes: 10 },
  ],
  annotations,
});

it('cells that all match need no choice', () => {
  expect(mismatchOf(merge())).toBeUndefined();
  expect(mismatchOf(merge(file(100, 0, 0), file(100, 0, 0)))).toBeUndefined();
});

it('cells without annotation and annotations without counts are counted', () => {
  expect(mismatchOf(merge(file(90, 10, 3)))).toEqual({ cells: 100, both: 90, without: 10, extra: 3 });
  expect(mismatchOf(merge(file(100, 0, 3)))).toEqual({ cells: 100, both: 100, without: 0, extra: 3 });
});

it('of several files that each lack cells, it is not known how many cells all have', () => {
  expect(mismatchOf(merge(file(90, 10, 0), file(80, 20, 1)))).toEqual({
    cells: 100,
    both: undefined,
    without: 20,
    extra: 1,
  });
  expect(mismatchOf(merge(file(90, 10, 0), file(100, 0, 0)))?.both).toBe(90);
});
