import { expect, it } from 'vitest';

import { resultTable, type Run } from './table.ts';

const run = (seconds: number, stages: Record<string, number>): Run => ({
  seconds,
  cpuSeconds: 1.5 * seconds,
  peakMB: 100,
  stages: Object.fromEntries(
    Object.entries(stages).map(([name, taken]) => [name, { seconds: taken, peakMB: 50 + taken }]),
  ),
});

it('shows medians, the ratio to our own run of the same model, and every stage of every tool', () => {
  const table = resultTable([
    {
      model: 'dynamical',
      tool: 'RNAVelocity',
      runs: [run(3, { pca: 1 }), run(2, { pca: 0.5 }), run(9, { pca: 2 })],
    },
    { model: 'dynamical', tool: 'scvelo', runs: [run(30, { umap: 4, pca: 5 })] },
  ]);
  expect(table).toContain('| dynamical | RNAVelocity | 3.0 | 4.5 | 1.0 × | 100 |');
  expect(table).toContain('| dynamical | scvelo | 30.0 | 45.0 | 10.0 × | 100 |');
  expect(table).toContain('| pca | 1.00 | 51 | 1.0 | 5.00 | 55 | 5.0 |');
  expect(table).toContain('| umap |   |  |  | 4.00 | 54 |  |');
});

it('leaves ratios out where ours was not run', () => {
  const table = resultTable([{ model: 'steady_state', tool: 'scvelo', runs: [run(8, { pca: 2 })] }]);
  expect(table).toContain('| steady_state | scvelo | 8.0 | 12.0 |  | 100 |');
});
