import { expect, it } from 'vitest';

import { createChain, visitRow } from './chain.ts';
import { createPreconditioner } from './preconditioner.ts';
import { flowAlong } from './syntheticFlow.ts';
import { transientSystem } from './transientSystem.ts';
import { workHere } from '../workHere.ts';

const CELLS = 120;
const KEEP_ON = 0.999;
const flow = flowAlong([{ from: [0, 0], to: [5, 0] }], CELLS);
const chain = createChain(flow.transition_matrix, flow.connectivities, 0.2, true);
const unknown = Uint8Array.from({ length: CELLS }, (_, i) => (i % 7 === 3 ? 0 : 1));
const downstream = Float64Array.from({ length: CELLS }, (_, i) => (i * 37) % 50);
const system = transientSystem(chain, unknown, downstream, KEEP_ON);

/** A x, from the chain itself. */
function product(x: Float64Array): Float64Array {
  const rowOf = new Map(Array.from(system.cells, (cell, row) => [cell, row]));
  return x.map((value, row) => {
    let sum = value;
    visitRow(chain, system.cells[row], (j, probability) => {
      const column = rowOf.get(j);
      if (column !== undefined) sum -= KEEP_ON * probability * x[column];
    });
    return sum;
  });
}

it('has the unknown cells as rows, the most downstream first, and every step on the right side of the diagonal', () => {
  expect(system.size).toBe(unknown.reduce((a, b) => a + b, 0));
  for (let row = 1; row < system.size; row++)
    expect(downstream[system.cells[row]]).toBeLessThanOrEqual(downstream[system.cells[row - 1]]);
  for (let row = 0; row < system.size; row++) {
    const { indptr, split, indices } = system;
    for (let p = indptr[row]; p < indptr[row + 1]; p++) expect(indices[p] < row).toBe(p < split[row]);
  }
});

it('the preconditioner knows the image of what it gives, for any number of vectors at a time', async () => {
  const precondition = createPreconditioner(system, chain.connectivities, 6, workHere);
  const vectors = Array.from({ length: 6 }, (_, c) =>
    Float64Array.from({ length: system.size }, (_, row) => Math.sin(row * (c + 1))),
  );
  const together = await precondition(vectors);
  for (const [c, { solution, image }] of together.entries()) {
    const expected = product(solution);
    for (let row = 0; row < system.size; row++) expect(image[row]).toBeCloseTo(expected[row], 10);
    const [alone] = await precondition([vectors[c]]);
    expect(alone.solution).toEqual(solution);
  }
});
