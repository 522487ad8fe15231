import type { SparseMatrix } from '../../data/arrays.ts';
import {
  sparseProduct,
  sparseProductArgs,
  transposedProductArgs,
  type SparseProductArgs,
} from '../../kernels/sparseProduct.ts';
import type { Work } from '../work.ts';

const SMOOTHING = 2;
/** Where a step moves less than this share of the cells, the rest of the horizon is spent in place. */
const SETTLED = 1e-5;

/** Where a chain is found over a horizon of steps when it starts anywhere with equal chance. */
export interface Occupancies {
  /** Following the transitions; a share of all steps. */
  forward: Float64Array;
  /** Following them backwards, each cell's predecessors weighted by their transitions into it. */
  backward: Float64Array;
}

/**
 * Discounted occupancies, y = (1/h) Σ_t (1 − 1/h)^t x P^t, of the chain and of
 * its reverse. Ends gather the flow forwards and roots gather it backwards; on a cycle, or without direction, both are
 * alike. Unlike the stationary distributions they see every end, not only the one that a slow leak favours in the
 * very long run. Both are averaged over the neighbours twice: single cells that are near many others are visited often
 * for that alone.
 */
export async function occupancies(
  matrix: SparseMatrix<Float64Array>,
  connectivities: SparseMatrix,
  horizon: number,
  work: Work,
): Promise<Occupancies> {
  const n = matrix.rows;
  const inflow = new Float64Array(n);
  for (let p = 0; p < matrix.indptr[n]; p++) inflow[matrix.indices[p]] += matrix.data[p];
  const steps = Math.ceil(Math.log(100) * horizon);
  let forward = await occupancy(transposedProductArgs(matrix), null, horizon, steps, work);
  let backward = await occupancy(sparseProductArgs(matrix), inflow, horizon, steps, work);
  for (let pass = 0; pass < SMOOTHING; pass++) {
    work.checkCancelled();
    forward = averaged(forward, connectivities);
    backward = averaged(backward, connectivities);
  }
  return { forward, backward };
}

/** The weighted mean over each cell and its neighbours, the cell itself with the weight of a nearest neighbour. */
function averaged(values: Float64Array, { indptr, indices, data }: SparseMatrix): Float64Array {
  return values.map((own, i) => {
    let sum = own;
    let weight = 1;
    for (let p = indptr[i]; p < indptr[i + 1]; p++) {
      sum += data[p] * values[indices[p]];
      weight += data[p];
    }
    return sum / weight;
  });
}

/** How far downstream each cell lies: the log of its forward over its backward occupancy. */
export function downstreamness({ forward, backward }: Occupancies): Float64Array {
  return forward.map((f, i) => Math.log(f / backward[i]));
}

/**
 * Discounted occupancy of a chain given by its transpose. `divisor` are the sums that scale its rows to 1; from a cell
 * whose sum is 0 there is no way on, and the chain stays.
 */
async function occupancy(
  into: SparseProductArgs,
  divisor: Float64Array | null,
  horizon: number,
  steps: number,
  work: Work,
): Promise<Float64Array> {
  const n = into.rows;
  const here = new Float64Array(n).fill(1 / n);
  const { x, y } = into;
  const total = new Float64Array(n);
  const stay = new Float64Array(n);
  const keep = 1 - 1 / horizon;
  let left = 1;
  for (let step = 0; step < steps; step++) {
    for (let i = 0; i < n; i++) total[i] += (left / horizon) * here[i];
    x.set(here);
    if (divisor) {
      for (let i = 0; i < n; i++) {
        stay[i] = divisor[i] === 0 ? x[i] : 0;
        x[i] = divisor[i] === 0 ? 0 : x[i] / divisor[i];
      }
    }
    await work.parallel(sparseProduct, into, n, { tile: 2048 });
    let change = 0;
    for (let i = 0; i < n; i++) {
      const next = y[i] + stay[i];
      change += Math.abs(next - here[i]);
      here[i] = next;
    }
    left *= keep;
    if (change < SETTLED) break;
  }
  for (let i = 0; i < n; i++) total[i] += left * here[i];
  return total;
}
