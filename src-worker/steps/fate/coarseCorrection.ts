import { LuDecomposition, Matrix } from 'ml-matrix';

import { visitRow, type Chain } from './chain.ts';

/** More groups would make their dense system the slow part. */
const MOST_GROUPS = 800;

/**
 * Solves the part of (I − κ Q) x = r that is slow: x constant on groups of neighbouring cells, the residual summed over
 * each group (aggregation multigrid with two levels; Vaněk, Mandel and Brezina 1996). Where a group of cells is hardly ever left, the chain's
 * other cells know nothing of it for long, and sweeps from cell to cell converge accordingly slowly; this does it in one step.
 *
 * @param keepOn κ, the chance a step that the chain goes on
 * @returns what adds the correction for the residual `r` to `x`; cells that are not `unknown` stay as they are.
 */
export function coarseCorrection(
  chain: Chain,
  unknown: Uint8Array,
  keepOn: number,
): (r: Float64Array, x: Float64Array) => void {
  const groupOf = groupCells(chain, unknown);
  const groups = groupOf.reduce((most, group) => Math.max(most, group + 1), 0);
  const system = Matrix.zeros(groups, groups);
  for (let i = 0; i < chain.cells; i++) {
    const row = groupOf[i];
    if (row < 0) continue;
    system.set(row, row, system.get(row, row) + 1);
    visitRow(chain, i, (j, probability) => {
      const column = groupOf[j];
      if (column >= 0) system.set(row, column, system.get(row, column) - keepOn * probability);
    });
  }
  const factors = new LuDecomposition(system);
  return (r, x) => {
    const sums = Matrix.zeros(groups, 1);
    for (let i = 0; i < r.length; i++)
      if (groupOf[i] >= 0) sums.set(groupOf[i], 0, sums.get(groupOf[i], 0) + r[i]);
    const correction = factors.solve(sums);
    for (let i = 0; i < r.length; i++) if (groupOf[i] >= 0) x[i] += correction.get(groupOf[i], 0);
  };
}

/** The group of each unknown cell, −1 for others: a cell with its neighbours, and so on until there are few groups. */
function groupCells(chain: Chain, unknown: Uint8Array): Int32Array {
  const { indptr, indices } = chain.connectivities;
  let groupOf = Int32Array.from(unknown, (flag, i) => (flag === 1 ? i : -1));
  for (let count = Number.POSITIVE_INFINITY; count > MOST_GROUPS;) {
    // Groups touch where cells of them are neighbours; a group joins with those it touches that are still free.
    const joined = new Map<number, number>();
    let next = 0;
    const neighbours = new Map<number, number[]>();
    for (let i = 0; i < groupOf.length; i++) {
      if (groupOf[i] < 0) continue;
      let list = neighbours.get(groupOf[i]);
      if (!list) neighbours.set(groupOf[i], (list = []));
      for (let p = indptr[i]; p < indptr[i + 1]; p++)
        if (groupOf[indices[p]] >= 0) list.push(groupOf[indices[p]]);
    }
    for (const [group, near] of neighbours) {
      if (joined.has(group)) continue;
      joined.set(group, next);
      for (const other of near) if (!joined.has(other)) joined.set(other, next);
      next++;
    }
    groupOf = groupOf.map((group) => (group < 0 ? -1 : joined.get(group)!));
    if (next === count) break; // parts without connection join no further
    count = next;
  }
  return groupOf;
}
