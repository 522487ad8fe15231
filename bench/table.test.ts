import { expect, it } from 'vitest';

import { resultTable } from './table.ts';

it('shows medians, the ratio to our own run of the same model, and every stage of every tool', () => {
  const run = (seconds: number, stages: Record<string, number>) => ({ seconds, peakMB: 100, stages });
  const table = resultTable([
    {
      model: 'dynamical',
      tool: 'RNAVelocity',
      runs: [run(3, { pca: 1 }), run(2, { pca: 0.5 }), run(9, { pca: 2 })],
    },
    { model: 'dynamical', tool: 'scvelo', runs: [run(30, { umap: 4 })] },
  ]);
  expect(table).toContain('| dynamical | RNAVelocity | 3.0 | 1.0 × | 100 |');
  expect(table).toContain('| dynamical | scvelo | 30.0 | 10.0 × | 100 |');
  expect(table).toContain('| pca | 1.00 |  |');
  expect(table).toContain('| umap |  | 4.00 |');
});
