import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';

import { createChain } from './chain.ts';
import { slowSubspace } from './invariantSubspace.ts';
import { localChain } from './localChain.ts';
import { flowAlong, type Stretch } from './syntheticFlow.ts';
import { workHere } from '../workHere.ts';

function chainAlong(stretches: Stretch[], cellsEach: number) {
  const flow = flowAlong(stretches, cellsEach, 4);
  return localChain(createChain(flow.transition_matrix, flow.connectivities, 0.2, true), 0.2);
}

describe('slowSubspace', () => {
  it('finds the slow eigenvalues that a dense solver finds, and an invariant basis', async () => {
    const matrix = chainAlong(
      [
        { from: [0, 0], to: [3, 0] },
        { from: [3, 0], to: [6, 2] },
        { from: [3, 0], to: [6, -2] },
      ],
      80,
    );
    const n = matrix.rows;
    const full = Matrix.zeros(n, n);
    for (let i = 0; i < n; i++)
      for (let p = matrix.indptr[i]; p < matrix.indptr[i + 1]; p++)
        full.set(i, matrix.indices[p], matrix.data[p]);
    const exact = new EigenvalueDecomposition(full).realEigenvalues.sort((a, b) => b - a);
    const { eigenvalues, basis, unconverged } = await slowSubspace(matrix, 10, 0.8, workHere);
    expect(unconverged).toBe(0);
    const slow = exact.filter((value) => value >= 0.8).length;
    for (let k = 0; k < slow; k++) expect(eigenvalues[k]).toBeCloseTo(exact[k], 5);
    const q = new Matrix(basis.slice(0, slow).map((column) => Array.from(column))).transpose();
    const image = full.mmul(q);
    const rest = Matrix.sub(image, q.mmul(q.transpose().mmul(image)));
    expect(rest.norm()).toBeLessThan(1e-4);
    expect(Matrix.sub(q.transpose().mmul(q), Matrix.eye(slow)).norm()).toBeLessThan(1e-8);
  });

  it('finds the eigenvalue 1 once for every part without connection', async () => {
    const apart = [0, 30, 60, 90].map((y): Stretch => ({ from: [0, y], to: [4, y] }));
    const { eigenvalues } = await slowSubspace(chainAlong(apart, 60), 8, 0.9, workHere);
    expect([...eigenvalues].filter((value) => value > 1 - 1e-6)).toHaveLength(4);
  });
});
