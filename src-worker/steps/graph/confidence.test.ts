import { describe, expect, it } from 'vitest';

import { denseFrom } from '../../data/arrays.ts';
import { sparseFromDense } from '../../data/sparse.ts';
import { runStepHere } from '../runStepHere.ts';
import { velocityConfidence } from './confidence.ts';

// Three cells in a row of two genes that move apart from each other; the last one does not move.
const inputs = {
  velocity: denseFrom('f32', [1, 2, 0, -1, -2, 0], [2, 3]),
  Ms: denseFrom('f32', [0, 1, 2, 2, 1, 0], [2, 3]),
  velocity_genes: denseFrom('u8', [1, 1]),
  distances: sparseFromDense([0, 1, 2, 1, 0, 1, 2, 1, 0], 3, 3),
  velocity_graph: sparseFromDense([0, 1, 1, 0, 0, 1, 0, 0, 0], 3, 3),
  velocity_graph_neg: sparseFromDense([0, 0, 0, -1, 0, 0, 0, 0, 0], 3, 3),
};

describe('velocity confidence', () => {
  it('gives length, agreement with neighbours and agreement with the expected move', async () => {
    const ours = await runStepHere(velocityConfidence, inputs);
    expect(ours.velocity_length.data[1]).toBeCloseTo(Math.sqrt(8), 6);
    // One neighbour agrees wholly; the other does not move and counts as 0.
    expect(ours.velocity_confidence.data[0]).toBeCloseTo(0.5, 6);
    expect(ours.velocity_confidence_transition.data[0]).toBeCloseTo(1, 6);
  });

  it('is 0, not missing, for a cell that does not move', async () => {
    const ours = await runStepHere(velocityConfidence, inputs);
    expect(ours.velocity_length.data[2]).toBe(0);
    expect(ours.velocity_confidence.data[2]).toBe(0);
    expect(ours.velocity_confidence_transition.data[2]).toBe(0);
  });

  it('refuses fewer than two velocity genes', async () => {
    const none = { ...inputs, velocity_genes: denseFrom('u8', [0, 0]) };
    await expect(runStepHere(velocityConfidence, none)).rejects.toThrow(/there are none/);
  });
});
