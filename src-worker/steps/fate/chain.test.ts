import { describe, expect, it } from 'vitest';

import { createChain, visitRow, type Chain } from './chain.ts';
import { localChain } from './localChain.ts';
import { flowAlong, toSparse } from './syntheticFlow.ts';

const flow = flowAlong([{ from: [0, 0], to: [5, 0] }], 80);

/** Row i of P. */
function rowOf(chain: Chain, i: number): Float64Array {
  const row = new Float64Array(chain.cells);
  visitRow(chain, i, (j, probability) => (row[j] += probability));
  return row;
}

describe('the chain of cell fate', () => {
  it.each([true, false])('has rows that sum to 1 (hub correction: %s)', (hubs) => {
    const chain = createChain(flow.transition_matrix, flow.connectivities, 0.2, hubs);
    for (let i = 0; i < 80; i++) expect(rowOf(chain, i).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
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
    expect(rowOf(plain, 0)[0]).toBeCloseTo(0.4, 6);
    expect(rowOf(corrected, 0)[0]).toBeCloseTo(0.4, 6);
    // From outside, cell 2 receives 1.3 and cell 1 receives 0.8.
    const row = rowOf(corrected, 0);
    expect(row[1] / row[2]).toBeCloseTo(1.3 / 0.8, 5);
  });

  it('moves cells without transitions by their neighbours alone, and others without neighbours by transitions', () => {
    const transition = toSparse([new Map(), new Map([[0, 1]]), new Map()]);
    const connectivities = toSparse([new Map([[1, 0.5]]), new Map(), new Map()]);
    const chain = createChain(transition, connectivities, 0.2, true);
    expect([0, 1, 2].map((i) => [...rowOf(chain, i)])).toEqual([
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 0],
    ]);
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
