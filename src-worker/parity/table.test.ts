import { expect, test } from 'vitest';

import { parityTable } from './table.ts';

const rows = [
  { stage: 'moments', quantity: 'Ms', measured: 3.8e-7, bound: '≤ 1e-5', passed: true, detail: 'a' },
  { stage: 'graph', quantity: '|π|', measured: 0.25, bound: '≤ 0.1', passed: false, detail: 'b' },
];

test('the parity table aligns its columns and says what fails', () => {
  expect(parityTable(rows).split('\n')).toEqual([
    'stage    quantity  measured  bound         detail',
    'moments  Ms          3.8e-7  ≤ 1e-5  pass  a',
    'graph    |π|           0.25  ≤ 0.1   FAIL  b',
    '',
    '1 of 2 comparisons fail.',
  ]);
});

test('the Markdown table escapes bars', () => {
  expect(parityTable(rows, 'markdown')).toContain('| graph | \\|π\\| | 0.25 | ≤ 0.1 | FAIL | b |');
});
