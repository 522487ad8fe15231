import { sharedArray, type SparseMatrix } from '../../data/arrays.ts';
import type { Chain } from './chain.ts';

/**
 * The same chain held to the direct neighbours (and to staying): a cell's transitions reach the neighbours of its
 * neighbours, far enough to jump between the ends of small lineages, which would then not be seen as apart.
 */
export function localChain(chain: Chain, connectivityWeight: number): SparseMatrix<Float64Array> {
  const { cells, transition, connectivities } = chain;
  const near = connectivities.indices;
  const indptr = sharedArray('u32', cells + 1);
  const capacity = near.length + cells;
  const indices = sharedArray('u32', capacity);
  const data = sharedArray('f64', capacity);
  const weightOf = new Float64Array(cells);
  let q = 0;
  for (let i = 0; i < cells; i++) {
    const start = q;
    const first = connectivities.indptr[i];
    const last = connectivities.indptr[i + 1];
    let nearSum = 0;
    let selfSeen = false;
    for (let p = first; p < last; p++) {
      if (!selfSeen && near[p] >= i) {
        if (near[p] !== i) indices[q++] = i;
        selfSeen = true;
      }
      indices[q++] = near[p];
      nearSum += connectivities.data[p];
    }
    if (!selfSeen) indices[q++] = i;

    let moveSum = 0;
    for (let p = transition.indptr[i]; p < transition.indptr[i + 1]; p++)
      weightOf[transition.indices[p]] = transition.data[p];
    for (let r = start; r < q; r++) moveSum += weightOf[indices[r]];
    const share = moveSum === 0 ? 1 : nearSum === 0 ? 0 : connectivityWeight;
    const moveScale = moveSum === 0 ? 0 : (1 - share) / moveSum;
    const nearScale = nearSum === 0 ? 0 : share / nearSum;
    for (let r = start, p = first; r < q; r++) {
      const j = indices[r];
      data[r] = moveScale * weightOf[j];
      if (p < last && near[p] === j) data[r] += nearScale * connectivities.data[p++];
      else if (moveSum === 0 && nearSum === 0) data[r] = 1;
    }
    for (let p = transition.indptr[i]; p < transition.indptr[i + 1]; p++) weightOf[transition.indices[p]] = 0;
    indptr[i + 1] = q;
  }
  return { kind: 'sparse', rows: cells, cols: cells, indptr, indices, data };
}
