import { expect, it } from 'vitest';

import { barPlot } from './barPlot.ts';
import { growthPlot } from './growthPlot.ts';

it('bars say what they stand for and are longer the more seconds they show', () => {
  const of = (tool: string, seconds: number) => ({
    model: 'steady_state',
    tool,
    runs: [{ seconds, cpuSeconds: seconds, peakMB: 1, stages: {} }],
  });
  const picture = barPlot([of('RNAVelocity', 4), of('a < b', 40)], 'Whole & part');
  expect(picture).toContain('Whole &amp; part');
  expect(picture).toContain('steady state · a &lt; b');
  const widths = [...picture.matchAll(/<rect x="190"[^>]* width="([\d.]+)"/g)].map((match) =>
    Number(match[1]),
  );
  expect(widths).toHaveLength(2);
  expect(widths[1]).toBeGreaterThan(widths[0]);
});

it('growth is drawn beside n log n from the smallest run', () => {
  const points = [
    { cells: 3000, seconds: 5, cpuSeconds: 9, peakMB: 400 },
    { cells: 100_000, seconds: 200, cpuSeconds: 390, peakMB: 4000 },
  ];
  const picture = growthPlot(points, 'steady state');
  expect(picture).toContain('100,000');
  expect(picture).toContain('n log n');
  expect(picture).not.toContain('NaN');
  expect(picture.match(/<circle/g)).toHaveLength(4);
});
