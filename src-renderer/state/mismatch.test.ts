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
  expect(mismatchOf(merge(), 100)).toBeUndefined();
  expect(mismatchOf(merge(file(100, 0, 0), file(100, 0, 0)), 100)).toBeUndefined();
});

it('cells without annotation and annotations without counts are counted', () => {
  expect(mismatchOf(merge(file(90, 10, 3)), 90)).toEqual({ cells: 100, both: 90, partial: 1, extra: 3 });
  expect(mismatchOf(merge(file(100, 0, 3)), 100)).toEqual({ cells: 100, both: 100, partial: 0, extra: 3 });
});

it('files that lack other cells are counted each', () => {
  expect(mismatchOf(merge(file(90, 10, 0), file(80, 20, 1)), 75)).toEqual({
    cells: 100,
    both: 75,
    partial: 2,
    extra: 1,
  });
});
