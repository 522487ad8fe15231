import { describe, expect, test } from 'vitest';

import type { Assignment, AssignmentMode, Numbers } from './assign.ts';
import { createExpectation, ratesMeet, type Expectation } from './expectation.ts';
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

/** What 32 bits leave of a number after some steps, in parts of 1 or of the value where that is more. */
const TOLERANCE = 1e-5;
/** Where γ is close to β the compiled step moves them apart, by a thousandth. */
const TOLERANCE_OF_EQUAL_RATES = 5e-3;

/** How many numbers are not the same within the tolerance. */
function different(a: Numbers, b: Numbers, tolerance = TOLERANCE): number {
  let count = 0;
  for (let i = 0; i < a.length; i++)
    if (!(Math.abs(a[i] - b[i]) <= tolerance * Math.max(1, Math.abs(b[i])))) count++;
  return count;
}

/** How many cells are in another state, though the phases do not lie equally near to them. */
function inOtherStates(a: Assignment, b: Assignment): number {
  let count = 0;
  for (let i = 0; i < a.state.length; i++) {
    const [off, on] = [b.means[2 * i], b.means[2 * i + 1]];
    if (a.state[i] !== b.state[i] && Math.abs(off - on) > TOLERANCE * Math.max(1, on)) count++;
  }
  return count;
}

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
      { ...truth, switchTime: 0.1 },
      { ...truth, switchTime: 15 },
      { ...truth, alpha: truth.alpha / 50 },
    ];

    test('times, distances, means, states and sums', () => {
      const { compiled, plain } = twins(truth, 7);
      for (const kinetics of trials) {
        const [ours] = compiled.assignments;
        const [theirs] = plain.assignments;
        const ratio = compiled.assign(kinetics, mode, ours) / plain.assign(kinetics, mode, theirs);
        if (ratesMeet(kinetics)) {
          expect(Math.abs(ratio - 1)).toBeLessThan(TOLERANCE_OF_EQUAL_RATES);
          continue;
        }
        expect(Math.abs(ratio - 1)).toBeLessThan(TOLERANCE);
        // Of points on a curve that are as near as each other, the projection may take either.
        expect(different(ours.tauOn, theirs.tauOn)).toBeLessThanOrEqual(2);
        expect(different(ours.tauOff, theirs.tauOff)).toBeLessThanOrEqual(2);
        expect(different(ours.distances, theirs.distances)).toBeLessThanOrEqual(2);
        expect(different(ours.means, theirs.means)).toBe(0);
        expect(inOtherStates(ours, theirs)).toBe(0);
      }
    });

    test('states at given times', () => {
      const { compiled, plain } = twins(truth, 11);
      const [before] = plain.assignments;
      plain.assign(truth, mode, before);
      const [tauOn, tauOff] = [Float32Array.from(before.tauOn), Float32Array.from(before.tauOff)];
      const [ours, theirs] = [compiled, plain].map((expectation) => {
        const [, assignment] = expectation.assignments;
        expectation.assignAtTimes(trials[1], tauOn, tauOff, assignment);
        return assignment;
      });
      const tolerance = ratesMeet(truth) ? TOLERANCE_OF_EQUAL_RATES : TOLERANCE;
      expect(different(ours.distances, theirs.distances, tolerance)).toBe(0);
      expect(different(ours.means, theirs.means, tolerance)).toBe(0);
      if (!ratesMeet(truth)) expect(inOtherStates(ours, theirs)).toBe(0);
    });

    test('smoothed times and velocities', () => {
      const { compiled, plain } = twins(truth, 10);
      const [ours, theirs] = [compiled, plain].map((expectation) => {
        const [assignment, room] = expectation.assignments;
        const time = new Float32Array(assignment.tauOn.length);
        const velocity = new Float32Array(assignment.tauOn.length);
        expectation.assign(truth, mode, assignment);
        expectation.velocities(assignment, room, time, velocity);
        return { time, velocity };
      });
      const tolerance = ratesMeet(truth) ? TOLERANCE_OF_EQUAL_RATES : TOLERANCE;
      expect(different(ours.time, theirs.time, tolerance)).toBe(0);
      expect(different(ours.velocity, theirs.velocity, tolerance)).toBe(0);
      expect(theirs.velocity.some((value) => value !== 0)).toBe(true);
    });

    test('sums with states held', () => {
      const { compiled, plain } = twins(truth, 9);
      const [ours, theirs] = [compiled, plain].map((expectation) => {
        expectation.assign(truth, mode, expectation.assignments[0]);
        expectation.holdStates(expectation.assignments[0]);
        return trials.map((kinetics) => expectation.sumInStates(kinetics));
      });
      theirs.forEach((sum, k) => {
        const tolerance = ratesMeet(trials[k]) ? TOLERANCE_OF_EQUAL_RATES : TOLERANCE;
        expect(Math.abs(ours[k] / sum - 1)).toBeLessThan(tolerance);
      });
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
      else expect(Math.abs(ours.earlier / theirs.earlier - 1)).toBeLessThan(TOLERANCE);
      theirs.sums.forEach((sum, k) => {
        const tolerance = ratesMeet(trials[k]) ? TOLERANCE_OF_EQUAL_RATES : TOLERANCE;
        expect(Math.abs(ours.sums[k] / sum - 1)).toBeLessThan(tolerance);
      });
    });
  },
);

test('times that crowd, with gaps far from the crowd, are sorted to find them', () => {
  const { compiled, plain } = twins(fast, 3, 300);
  const late = { ...fast, alpha: 1.2, gamma: 0.02, switchTime: 60 };
  for (const expectation of [compiled, plain])
    expectation.assign(late, 'inverse', expectation.assignments[0]);
  expect(different(compiled.assignments[0].tauOff, plain.assignments[0].tauOff)).toBe(0);
  expect(Array.from(compiled.assignments[0].state)).toEqual(Array.from(plain.assignments[0].state));
});

test('a curve whose scale cannot be divided by tells no times', () => {
  const { compiled } = twins(fast, 4);
  const flat = { ...slow, switchTime: 1e-320 };
  expect(compiled.assign(flat, 'inverse', compiled.assignments[0])).toBeNaN();
  expect(compiled.sumInStates(flat)).toBeNaN();
});
