import { describe, expect, it } from 'vitest';

import { sharedArray } from '../../data/arrays.ts';
import { applyChainKernel, createChain, diagonal, visitRow, type Chain } from './chain.ts';
import { localChain } from './localChain.ts';
import { flowAlong, toSparse } from './syntheticFlow.ts';

const flow = flowAlong([{ from: [0, 0], to: [5, 0] }], 80);

function multiply(chain: Chain, x: Float64Array, y: Float64Array, from: number, to: number): void {
  const attracted = x.map((value, i) => value * chain.attraction[i]);
  applyChainKernel.run({ chain, x, attracted, y }, from, to);
}

describe('the chain of cell fate', () => {
  it.each([true, false])('has rows that sum to 1 (hub correction: %s)', (hubs) => {
    const chain = createChain(flow.transition_matrix, flow.connectivities, 0.2, hubs);
    const y = sharedArray('f64', 80);
    multiply(chain, new Float64Array(80).fill(1), y, 0, 80);
    y.forEach((sum) => {
      expect(sum).toBeCloseTo(1, 12);
    });
  });

  it('gives the same product row by row as at once', () => {
    const chain = createChain(flow.transition_matrix, flow.connectivities, 0.2, true);
    const x = sharedArray('f64', 80).map((_, i) => Math.sin(i));
    const whole = sharedArray('f64', 80);
    const pieces = sharedArray('f64', 80);
    multiply(chain, x, whole, 0, 80);
    for (let i = 79; i >= 0; i--) multiply(chain, x, pieces, i, i + 1);
    expect(pieces).toEqual(whole);
    const visited = new Float64Array(80);
    for (let i = 0; i < 80; i++) visitRow(chain, i, (j, probability) => (visited[i] += probability * x[j]));
    visited.forEach((value, i) => {
      expect(value).toBeCloseTo(whole[i], 12);
    });
  });

  it('leaves the chance to stay as it is, and takes from hubs', () => {
    const transition = toSparse([
      new Map([
        [0, 0.4],
        [1, 0.3],
        [2, 0.3],
      ]),
      new Map([[2, 1]]),
      new Map([
        [0, 0.5],
        [1, 0.5],
      ]),
    ]);
    const none = toSparse([new Map(), new Map(), new Map()]);
    const plain = createChain(transition, none, 0.2, false);
    const corrected = createChain(transition, none, 0.2, true);
    expect(diagonal(plain)[0]).toBeCloseTo(0.4, 6);
    expect(diagonal(corrected)[0]).toBeCloseTo(0.4, 6);
    // From outside, cell 2 receives 1.3 and cell 1 receives 0.8.
    const row = new Float64Array(3);
    visitRow(corrected, 0, (j, probability) => (row[j] += probability));
    expect(row[1] / row[2]).toBeCloseTo(1.3 / 0.8, 5);
  });

  it('moves cells without transitions by their neighbours alone, and others without neighbours by transitions', () => {
    const transition = toSparse([new Map(), new Map([[0, 1]]), new Map()]);
    const connectivities = toSparse([new Map([[1, 0.5]]), new Map(), new Map()]);
    const chain = createChain(transition, connectivities, 0.2, true);
    const y = sharedArray('f64', 3);
    multiply(chain, Float64Array.of(1, 10, 100), y, 0, 3);
    expect([...y]).toEqual([10, 1, 0]);
  });

  it('held to direct neighbours has rows that sum to 1 over neighbours and the cell', () => {
    const chain = createChain(flow.transition_matrix, flow.connectivities, 0.2, true);
    const local = localChain(chain, 0.2);
    for (let i = 0; i < 80; i++) {
      const columns = local.indices.subarray(local.indptr[i], local.indptr[i + 1]);
      expect([...columns]).toEqual([...new Set(columns)].sort((a, b) => a - b));
      expect(columns).toContain(i);
      const sum = local.data.subarray(local.indptr[i], local.indptr[i + 1]).reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(1, 6);
    }
  });
});
