import { describe, expect, it } from 'vitest';

import { rowSums, sparseFromDense, toDense } from '../../data/sparse.ts';

import { runStepHere } from '../runStepHere.ts';
import { mixWithDiffusion } from './diffusion.ts';
import { transitionMatrixStep } from './transitionMatrix.ts';
import { selfTransitionsOf, transitionMatrix } from './transitionProbabilities.ts';

const graph = sparseFromDense([0, 0.5, 0, 0, 0, 0.9, 0, 0, 0], 3, 3);
const graphNeg = sparseFromDense([0, 0, -0.2, -0.4, 0, 0, 0, 0, 0], 3, 3);
const self = [0.4, 0, 0];

describe('transition probabilities', () => {
  it('are proportional to exp(λπ), with the self-transition on the diagonal', () => {
    const total = Math.exp(4) + Math.exp(5) + Math.exp(-2);
    const dense = toDense(transitionMatrix(graph, graphNeg, self));
    expect(dense[0]).toBeCloseTo(Math.exp(4) / total, 6);
    expect(dense[1]).toBeCloseTo(Math.exp(5) / total, 6);
    expect(dense[2]).toBeCloseTo(Math.exp(-2) / total, 6);
    expect(dense[4]).toBe(0);
  });

  it('keep a cell without any transition where it is', () => {
    expect([...toDense(transitionMatrix(graph, graphNeg, self))].slice(6)).toEqual([0, 0, 1]);
    const backward = transitionMatrix(graph, graphNeg, [0, 0, 0], { backward: true });
    rowSums(backward).forEach((sum) => expect(sum).toBeCloseTo(1, 6));
    const leaving = transitionMatrix(graph, graphNeg, self, { selfTransitions: false });
    expect([...toDense(leaving)].slice(6)).toEqual([0, 0, 0]);
  });

  it('carry the sign of π in the signed form', () => {
    const dense = toDense(transitionMatrix(graph, graphNeg, self, { useNegative: true, scale: 5 }));
    const total = Math.expm1(2) + Math.expm1(2.5) + Math.expm1(1);
    expect(dense[0]).toBeCloseTo(Math.expm1(2) / total, 6);
    expect(dense[2]).toBeCloseTo(-Math.expm1(1) / total, 6);
  });

  it('go backward along the same weights', () => {
    const dense = toDense(
      transitionMatrix(graph, graphNeg, self, { backward: true, selfTransitions: false }),
    );
    expect(dense[1]).toBeCloseTo(1, 6);
    expect(dense[3]).toBeCloseTo(1, 6);
    expect(dense[6]).toBeCloseTo(Math.exp(-2) / (Math.exp(-2) + Math.exp(9)), 6);
  });

  it('replace a diagonal that a foreign graph has', () => {
    const foreign = sparseFromDense([0.7, 0.5, 0, 0, 0, 0.9, 0, 0, 0], 3, 3);
    expect(transitionMatrix(foreign, graphNeg, self)).toEqual(transitionMatrix(graph, graphNeg, self));
  });

  it('are the same from the step, on any tiles', async () => {
    const { transition_matrix } = await runStepHere(transitionMatrixStep, {
      velocity_graph: graph,
      velocity_graph_neg: graphNeg,
      velocity_self_transition: { kind: 'dense', shape: [3], data: Float32Array.from(self) },
    });
    expect(transition_matrix).toEqual(transitionMatrix(graph, graphNeg, Float32Array.from(self)));
  });

  it('take the propensity to stay from the gap to the 98th percentile of best correlations', () => {
    const out = selfTransitionsOf(graph);
    const bound = 0.5 + 0.96 * (0.9 - 0.5);
    expect(out[0]).toBeCloseTo(bound - 0.5, 6);
    expect(out[1]).toBe(0);
    expect(out[2]).toBeCloseTo(bound, 6);
  });
});

describe('diffusion', () => {
  const connectivities = sparseFromDense([0, 1, 0.5, 1, 0, 0, 0.5, 0, 0], 3, 3);

  it('mixes in the neighbour graph, corrected for density, and keeps rows at 1', () => {
    const T = transitionMatrix(graph, graphNeg, self);
    const mixed = mixWithDiffusion(T, connectivities, 0.2);
    rowSums(mixed).forEach((sum) => expect(sum).toBeCloseTo(1, 6));
    // Densities are 1.5, 1 and 0.5: both neighbours of the first cell get the same share.
    const before = toDense(T);
    const after = toDense(mixed);
    expect(after[1]).toBeCloseTo(0.8 * before[1] + 0.1, 6);
    expect(after[2]).toBeCloseTo(0.8 * before[2] + 0.1, 6);
  });

  it('leaves a cell without neighbours as it was', () => {
    const lonely = sparseFromDense([0, 1, 0, 1, 0, 0, 0, 0, 0], 3, 3);
    const T = transitionMatrix(graph, graphNeg, self);
    expect([...toDense(mixWithDiffusion(T, lonely, 0.5))].slice(6)).toEqual([0, 0, 1]);
  });

  it('is asked for by name where the connectivities are missing', async () => {
    const inputs = {
      velocity_graph: graph,
      velocity_graph_neg: graphNeg,
      velocity_self_transition: { kind: 'dense' as const, shape: [3], data: Float32Array.from(self) },
    };
    await expect(runStepHere(transitionMatrixStep, inputs, { diffusionWeight: 0.2 })).rejects.toThrow(
      /connectivities/,
    );
  });
});
