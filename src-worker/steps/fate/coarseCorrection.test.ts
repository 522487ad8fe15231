import { describe, expect, it } from 'vitest';

import { solveAbsorption } from './absorption.ts';
import { createChain } from './chain.ts';
import { coarseCorrection } from './coarseCorrection.ts';
import { toSparse } from './syntheticFlow.ts';
import { transientSystem } from './transientSystem.ts';
import { workHere } from '../workHere.ts';

/** A ring of cells that the chain leaves from one place only, once in 10⁵ visits, to either of two more cells. */
function leakyRing(cells: number) {
  const leak = 1e-5;
  const moves = Array.from({ length: cells }, (_, i) => {
    const row = new Map([
      [(i + cells - 1) % cells, 0.5],
      [(i + 1) % cells, 0.5],
    ]);
    if (i === 0) {
      row.set(1, 0.5 - leak);
      row.set(cells, leak / 4);
      row.set(cells + 1, (3 * leak) / 4);
    }
    return row;
  });
  const near = moves.map((row) => new Map([...row.keys()].map((j) => [j, 1])));
  for (const end of [cells, cells + 1]) {
    moves.push(new Map([[end, 1]]));
    near.push(new Map([[0, 1]]));
  }
  return createChain(toSparse(moves), toSparse(near), 0, false);
}

describe('coarseCorrection', () => {
  it.each([300, 2000])(
    'lets a trap of %i cells be solved: all end by the odds of its only exit',
    async (cells) => {
      const chain = leakyRing(cells);
      const downstream = new Float64Array(cells + 2);
      const result = await solveAbsorption(chain, [[cells], [cells + 1]], downstream, workHere);
      expect(result.residual).toBeLessThanOrEqual(1e-12);
      expect(result.unreached).toBe(0);
      for (let i = 0; i < cells; i += 37) expect(result.probabilities[2 * i]).toBeCloseTo(0.25, 4);
    },
  );

  it('solves a residual that is constant on one part exactly, and knows what it changes', () => {
    const chain = leakyRing(60);
    const unknown = new Uint8Array(62).fill(1, 0, 60);
    const system = transientSystem(chain, unknown, new Float64Array(62), 0.5);
    const { groups, groupOf, image, solve } = coarseCorrection(system, chain.connectivities);
    const sums = new Float64Array(groups);
    for (const group of groupOf) sums[group]++;
    const correction = solve(sums);
    // (I − Q/2) x = 1 with rows of Q summing to 1 (but for the leak) is solved by x = 2, whose image is 1.
    for (let row = 0; row < 60; row++) {
      expect(correction[groupOf[row]]).toBeCloseTo(2, 3);
      let value = 0;
      for (let p = image.indptr[row]; p < image.indptr[row + 1]; p++)
        value += image.data[p] * correction[image.indices[p]];
      expect(value).toBeCloseTo(1, 3);
    }
  });
});
