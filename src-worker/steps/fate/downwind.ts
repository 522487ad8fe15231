import type { Chain } from './chain.ts';

/**
 * One Gauss–Seidel sweep of (I − Q) x = r, the cells taken from the most downstream to the least: most steps of the
 * chain lead to cells that are already solved, so the sweep is nearly a solution (downwind ordering, Bey and Wittum
 * 1997). Cells that are not `unknown` stay 0.
 */
export function downwindPreconditioner(
  chain: Chain,
  unknown: Uint8Array,
  downstream: Float64Array,
  self: Float64Array,
): (r: Float64Array) => Float64Array {
  const { indptr, indices, data } = chain.transition;
  const { indptr: nearPtr, indices: near, data: weight } = chain.connectivities;
  const { moveScale, spreadScale, attraction } = chain;
  const order = Uint32Array.from([...unknown.keys()].filter((i) => unknown[i] === 1));
  order.sort((a, b) => downstream[b] - downstream[a] || a - b);
  return (r) => {
    // Cells whose turn has not come hold 0 and so do not count: that is the lower triangle.
    const x = new Float64Array(r.length);
    const attracted = new Float64Array(r.length);
    for (let q = 0; q < order.length; q++) {
      const i = order[q];
      let moved = 0;
      for (let p = indptr[i]; p < indptr[i + 1]; p++) moved += data[p] * attracted[indices[p]];
      let spread = 0;
      for (let p = nearPtr[i]; p < nearPtr[i + 1]; p++) spread += weight[p] * x[near[p]];
      const inflow = moveScale[i] * moved + spreadScale[i] * spread;
      x[i] = (r[i] + inflow) / Math.max(1 - self[i], 1e-12);
      attracted[i] = attraction[i] * x[i];
    }
    return x;
  };
}
