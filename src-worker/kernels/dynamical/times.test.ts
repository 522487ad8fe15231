import { expect, test } from 'vitest';

import { splicedAt, unsplicedAt } from './curve.ts';
import { createObservations, observe } from './gene.ts';
import { inductionTime, invertCurves } from './inverse.ts';
import { createNearestScratch, projectOnCurves } from './nearest.ts';
import { phasesOf } from './parameters.ts';
import { simulateGene } from './simulatedGene.ts';

const fast = { alpha: 4, beta: 1, gamma: 0.5, switchTime: 3, scaling: 0.3 };
const slow = { alpha: 4, beta: 0.6, gamma: 1.4, switchTime: 3, scaling: 2 };

test.each([
  ['γ < β, from u and s', fast],
  ['γ > β, from u', slow],
])('the inverse finds the time of every cell on the curve: %s', (_, kinetics) => {
  const cells = 200;
  const { u, s, times } = simulateGene(kinetics, { cells, end: 6 });
  const gene = createObservations(cells);
  observe(gene, u, s);
  const on = new Float64Array(cells);
  const off = new Float64Array(cells);
  invertCurves(gene, kinetics, phasesOf(kinetics), on, off);
  for (let i = 0; i < cells; i++) {
    if (times[i] < 3) expect(on[i]).toBeCloseTo(times[i], 6);
    else expect(off[i]).toBeCloseTo(times[i] - 3, 6);
    expect(on[i]).toBeLessThanOrEqual(3);
  }
});

test('the time at which induction reached a point is found', () => {
  for (const { alpha, beta, gamma } of [fast, slow]) {
    const { on } = phasesOf({ alpha, beta, gamma, switchTime: 9, scaling: 1 });
    expect(inductionTime(unsplicedAt(on, 2), splicedAt(on, 2), alpha, beta, gamma)).toBeCloseTo(2, 8);
  }
});

test('the projection takes the nearest of all points, whichever cell was before', () => {
  const cells = 300;
  const { u, s } = simulateGene(slow, { cells, end: 6, noise: 0.1 });
  const gene = createObservations(cells);
  observe(gene, u, s);
  const phases = phasesOf(slow);
  const on = new Float64Array(cells);
  projectOnCurves(gene, slow, phases, createNearestScratch(), on, new Float64Array(cells));
  for (let i = 0; i < cells; i++) {
    let best = 0;
    let least = Infinity;
    for (let k = 0; k < 200; k++) {
      const tau = (k * slow.switchTime) / 199;
      const distance =
        (unsplicedAt(phases.on, tau) - u[i] / slow.scaling) ** 2 + (splicedAt(phases.on, tau) - s[i]) ** 2;
      if (distance < least) {
        least = distance;
        best = tau;
      }
    }
    expect(on[i]).toBeCloseTo(best, 12);
  }
});
