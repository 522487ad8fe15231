import { describe, expect, it } from 'vitest';

import { solveAbsorption } from './absorption.ts';
import { createChain, type Chain } from './chain.ts';
import { toSparse } from './syntheticFlow.ts';
import { workHere } from '../workHere.ts';

/** A walk on 0 … n − 1 that goes up with chance p, else down, and stays at either end. */
function walk(n: number, p: number): Chain {
  const rows = Array.from({ length: n }, (_, i) =>
    i === 0 || i === n - 1
      ? new Map([[i, 1]])
      : new Map([
          [i - 1, 1 - p],
          [i + 1, p],
        ]),
  );
  return createChain(toSparse(rows), toSparse(rows.map(() => new Map<number, number>())), 0, false);
}

describe('solveAbsorption', () => {
  // 100 cells are solved directly, 300 iteratively.
  it.each([
    [100, 0.5],
    [100, 0.52],
    [300, 0.5],
    [300, 0.52],
  ])('agrees with the gambler’s ruin on %i cells at p = %d', async (n, p) => {
    const downstream = Float64Array.from({ length: n }, (_, i) => i);
    const result = await solveAbsorption(walk(n, p), [[0], [n - 1]], downstream, workHere);
    const up = Math.fround(p);
    const ratio = Math.fround(1 - p) / up;
    const top = n - 1;
    for (let i = 0; i < n; i += 7) {
      const win = p === 0.5 ? i / top : (1 - ratio ** i) / (1 - ratio ** top);
      expect(result.probabilities[i * 2 + 1]).toBeCloseTo(win, 4);
      expect(result.probabilities[i * 2]).toBeCloseTo(1 - win, 4);
      const steps = p === 0.5 ? i * (top - i) : (i - top * win) / (1 - 2 * up);
      expect(Math.abs(result.time[i] - steps)).toBeLessThan(3e-4 * (1 + steps));
    }
    expect(result.residual).toBeLessThanOrEqual(1e-12);
    expect(result.unreached).toBe(0);
  });

  it('has exact 0, 1 and time 0 in the states', async () => {
    const result = await solveAbsorption(walk(50, 0.5), [[0, 1], [49]], new Float64Array(50), workHere);
    expect([...result.probabilities.subarray(2, 4)]).toEqual([1, 0]);
    expect(result.time[1]).toBe(0);
  });

  it('marks cells that reach no state, and divides by what does arrive', async () => {
    // Cell 2 goes to state 0 or to the trap 3 with equal chance.
    const rows = [
      new Map([[0, 1]]),
      new Map([[1, 1]]),
      new Map([
        [0, 0.5],
        [3, 0.5],
      ]),
      new Map([[3, 1]]),
    ];
    const none = toSparse(rows.map(() => new Map<number, number>()));
    const chain = createChain(toSparse(rows), none, 0, false);
    const result = await solveAbsorption(chain, [[0], [1]], new Float64Array(4), workHere);
    expect([...result.probabilities.subarray(4, 6)]).toEqual([1, 0]);
    expect(result.unreached).toBe(1);
    expect(result.doubtful).toBe(1);
    expect(result.time[3]).toBeNaN();
    expect(result.probabilities[6]).toBeNaN();
  });
});
