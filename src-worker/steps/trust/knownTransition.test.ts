import { describe, expect, it } from 'vitest';

import { denseFrom } from '../../data/arrays.ts';
import { sparseFromDense } from '../../data/sparse.ts';
import { knownTransition } from './knownTransition.ts';

/** Four cells on a line, the first two in A, the others in B; each is a neighbour of the next. */
const positions = denseFrom('f32', [0, 0, 1, 0, 2, 0, 3, 0], [4, 2]);
const neighbours = sparseFromDense(Float64Array.of(0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0, 1, 0), 4, 4);
const clusters = {
  kind: 'categorical' as const,
  codes: Int32Array.of(0, 0, 1, 1),
  categories: ['A', 'B', 'C'],
};
const agreement = (velocity: number[], from: string, to: string): unknown =>
  knownTransition(positions, denseFrom('f32', velocity, [4, 2]), neighbours, clusters, from, to);

describe('a known transition', () => {
  const rightwards = [1, 0, 1, 0, 1, 0, 1, 0];

  it('is agreed with by velocities that point across the border, and not by those that point back', () => {
    expect(agreement(rightwards, 'A', 'B')).toEqual({ agreement: 1, pairs: 1 });
    expect(agreement(rightwards, 'B', 'A')).toEqual({ agreement: -1, pairs: 1 });
    expect(agreement([0, 1, 0, 1, 0, 1, 0, 1], 'A', 'B')).toEqual({ agreement: 0, pairs: 1 });
  });

  it('says nothing where the clusters do not touch or are not there, and 0 for cells at rest', () => {
    expect(agreement(rightwards, 'A', 'C')).toEqual({ agreement: null, pairs: 0 });
    expect(agreement(rightwards, 'A', 'none')).toEqual({ agreement: null, pairs: 0 });
    expect(agreement([0, 0, 0, 0, 0, 0, 0, 0], 'A', 'B')).toEqual({ agreement: 0, pairs: 1 });
  });
});
