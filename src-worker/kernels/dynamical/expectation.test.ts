import { describe, expect, test } from 'vitest';

import type { AssignmentMode } from './assign.ts';
import { createExpectation, type Expectation } from './expectation.ts';
import { createObservations, observe } from './gene.ts';
import type { Kinetics } from './parameters.ts';
import { createPlainExpectation } from './plainExpectation.ts';
import { simulateGene } from './simulatedGene.ts';

const fast = { alpha: 4, beta: 1, gamma: 0.5, switchTime: 3, scaling: 0.3 };
const slow = { alpha: 4, beta: 0.6, gamma: 1.4, switchTime: 3, scaling: 2 };
const even = { alpha: 2, beta: 0.8, gamma: 0.8, switchTime: 4, scaling: 1 };

/** A noisy gene of an odd number of cells, seen by the compiled expectation step and by its plain twin. */
function twins(truth: Kinetics, seed: number, cells = 501): { compiled: Expectation; plain: Expectation } {
  const { u, s, graph } = simulateGene(truth, { cells, end: 8, noise: 0.08, seed });
  const gene = createObservations(cells);
  // Some cells without s, and a stretch of time without cells.
  for (let i = 0; i < cells; i += 40) s[i] = 0;
  u.fill(u[200], 200, 260);
  s.fill(s[200], 200, 260);
  if (!observe(gene, u, s)) throw new Error('not observed');
  const compiled = createExpectation(graph, 2);
  const plain = createPlainExpectation(graph, 2);
  for (const expectation of [compiled, plain]) expectation.observe(gene);
  return { compiled, plain };
}

/** The largest difference, in parts of 1 or of the value where that is more. */
function difference(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i]) / Math.max(1, Math.abs(b[i]))), 0);
}

/** Where γ is close to β, s is the small difference of large numbers, whose last digits show. */
const toleranceOf = ({ beta, gamma }: Kinetics): number =>
  Math.abs(gamma - beta) < 1e-3 * beta ? 1e-6 : 1e-9;

const modes: AssignmentMode[] = ['inverse', 'projection'];
const cases = [fast, slow, even].flatMap((truth) => modes.map((mode) => ({ truth, mode })));

describe.each(cases)(
  'the compiled expectation step is that of its plain twin: $truth, by $mode',
  ({ truth, mode }) => {
    const trials: Kinetics[] = [
      truth,
      { ...truth, alpha: truth.alpha * 1.3, switchTime: truth.switchTime * 0.7 },
      { ...truth, gamma: truth.gamma * 0.6 },
      { ...truth, gamma: truth.beta * 1.0000001 },
      { ...truth, switchTime: 0.05 },
      { ...truth, switchTime: 15 },
      { ...truth, alpha: truth.alpha / 50 },
    ];

    test('times, distances, means, states and sums', () => {
      const { compiled, plain } = twins(truth, 7);
      for (const kinetics of trials) {
        const tolerance = toleranceOf(kinetics);
        const [ours] = compiled.assignments;
        const [theirs] = plain.assignments;
        const sum = compiled.assign(kinetics, mode, ours);
        const expected = plain.assign(kinetics, mode, theirs);
        expect(difference(ours.tauOn, theirs.tauOn)).toBeLessThan(1e-9);
        expect(difference(ours.tauOff, theirs.tauOff)).toBeLessThan(1e-9);
        expect(difference(ours.distances, theirs.distances)).toBeLessThan(tolerance);
        expect(difference(ours.means, theirs.means)).toBeLessThan(tolerance);
        expect(Array.from(ours.state)).toEqual(Array.from(theirs.state));
        expect(Math.abs(sum / expected - 1)).toBeLessThan(tolerance);
      }
    });

    test('the earlier switch, and sums at times held', () => {
      const { compiled, plain } = twins(truth, 8);
      const [ours, theirs] = [compiled, plain].map((expectation) => {
        const [before, base] = expectation.assignments;
        expectation.assign(truth, mode, before);
        expectation.assign(trials[5], mode, base);
        const earlier = expectation.earlierSwitch(before, base);
        expectation.holdTimes(before);
        return { earlier, sums: trials.map((kinetics) => expectation.sumAtTimes(kinetics)) };
      });
      if (Number.isNaN(theirs.earlier)) expect(ours.earlier).toBeNaN();
      else expect(Math.abs(ours.earlier / theirs.earlier - 1)).toBeLessThan(1e-9);
      theirs.sums.forEach((sum, k) => {
        expect(Math.abs(ours.sums[k] / sum - 1)).toBeLessThan(toleranceOf(trials[k]));
      });
    });
  },
);

test('times that crowd, with gaps far from the crowd, are sorted to find them', () => {
  const { compiled, plain } = twins(fast, 3, 300);
  const late = { ...fast, alpha: 1.2, gamma: 0.02, switchTime: 60 };
  for (const expectation of [compiled, plain])
    expectation.assign(late, 'inverse', expectation.assignments[0]);
  expect(difference(compiled.assignments[0].tauOff, plain.assignments[0].tauOff)).toBeLessThan(1e-9);
  expect(Array.from(compiled.assignments[0].state)).toEqual(Array.from(plain.assignments[0].state));
});

test('a curve whose scale cannot be divided by tells no times', () => {
  const { compiled } = twins(fast, 4);
  const flat = { ...slow, switchTime: 1e-320 };
  expect(compiled.assign(flat, 'inverse', compiled.assignments[0])).toBeNaN();
});
