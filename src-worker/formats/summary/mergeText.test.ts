import { expect, it } from 'vitest';

import { inspectText } from './inspectText.ts';
import type { MergeReport } from './mergeReport.ts';
import { emptySummary } from './summary.ts';

const report: MergeReport = {
  samples: [
    { name: 'day 1', path: 'a.loom', cells: 1200, genes: 5 },
    { name: 'day\n2', path: 'b.loom', cells: 2, genes: 6 },
  ],
  sharedGenes: 4,
  annotations: [
    {
      path: 'cells.csv',
      rule: '“s:AACx” is “AAC-1”: the 3 bases are compared.',
      matched: 1190,
      onlyCounts: { count: 12, examples: ['s:A', 's:B'] },
      onlyAnnotations: { count: 1, examples: ['C'] },
      samples: [{ counts: 'day 1', annotations: '1', matched: 1190 }],
    },
  ],
};

it('the text tells samples, the rule, what matched and what did not', () => {
  const text = inspectText({ ...emptySummary('a.loom, b.loom, cells.csv'), merge: report });
  expect(text.split('\n').slice(1)).toEqual([
    '  Samples',
    '    day 1: 1,200 cells × 5 genes, a.loom',
    '    day 2: 2 cells × 6 genes, b.loom',
    '    4 genes are in all of them',
    '  Annotations cells.csv',
    '    “s:AACx” is “AAC-1”: the 3 bases are compared.',
    '    Cells on both sides: 1,190',
    '    Only with counts: 12 (s:A, s:B, …)',
    '    Only annotated: 1 (C)',
    '    Sample day 1 is “1” of the annotations: 1,190 cells',
  ]);
});

it('a report of nothing adds nothing', () => {
  expect(inspectText({ ...emptySummary('x'), merge: { samples: [], annotations: [] } })).toBe('x');
});
