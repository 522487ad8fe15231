import { LuDecomposition, Matrix } from 'ml-matrix';

import type { SparseMatrix } from '../../data/arrays.ts';
import type { TransientSystem } from './transientSystem.ts';

/** More groups would make their dense system the slow part. */
const MOST_GROUPS = 800;

/** The system among groups of cells. */
export interface CoarseCorrection {
  groups: number;
  /** The group of each row. */
  groupOf: Uint32Array;
  /** A e for an e that is constant on groups: rows × groups, CSR. */
  image: { indptr: Uint32Array; indices: Uint32Array; data: Float64Array };
  /** The values of e, one a group, for a residual that was summed over each group. */
  solve(sums: Float64Array): Float64Array;
}

/**
 * Solves the part of A x = r that is slow: x constant on groups of neighbouring cells, the residual summed over
 * each group (aggregation multigrid with two levels; Vaněk, Mandel and Brezina 1996). Where a group of cells is hardly ever left, the chain's
 * other cells know nothing of it for long, and sweeps from cell to cell converge accordingly slowly; this does it in one step.
 */
export function coarseCorrection(system: TransientSystem, connectivities: SparseMatrix): CoarseCorrection {
  const { size, diagonal, indptr, indices, data } = system;
  const groupOf = groupRows(system, connectivities);
  const groups = groupOf.reduce((most, group) => Math.max(most, group + 1), 0);
  const coarse = Matrix.zeros(groups, groups);
  const image = { indptr: new Uint32Array(size + 1), indices: [] as number[], data: [] as number[] };
  const sums = new Float64Array(groups);
  const seen = new Uint8Array(groups);
  const touched: number[] = [];
  const add = (group: number, value: number): void => {
    if (seen[group] === 0) touched.push(group);
    seen[group] = 1;
    sums[group] += value;
  };
  for (let row = 0; row < size; row++) {
    const group = groupOf[row];
    add(group, diagonal[row]);
    for (let p = indptr[row]; p < indptr[row + 1]; p++) add(groupOf[indices[p]], -data[p]);
    for (const other of touched) {
      coarse.set(group, other, coarse.get(group, other) + sums[other]);
      image.indices.push(other);
      image.data.push(sums[other]);
      sums[other] = 0;
      seen[other] = 0;
    }
    touched.length = 0;
    image.indptr[row + 1] = image.indices.length;
  }
  return {
    groups,
    groupOf,
    image: {
      indptr: image.indptr,
      indices: Uint32Array.from(image.indices),
      data: Float64Array.from(image.data),
    },
    solve: substitution(new LuDecomposition(coarse)),
  };
}

/** Solves with a factored matrix, whose triangles are laid out flat for it: asked for entry by entry, they take several times as long. */
function substitution(factors: LuDecomposition): (right: Float64Array) => Float64Array {
  const order = factors.pivotPermutationVector;
  const size = order.length;
  const lower = Float64Array.from(factors.lowerTriangularMatrix.to1DArray());
  const upper = Float64Array.from(factors.upperTriangularMatrix.to1DArray());
  return (right) => {
    const x = new Float64Array(size);
    for (let i = 0; i < size; i++) {
      let sum = right[order[i]];
      for (let j = 0, p = i * size; j < i; j++, p++) sum -= lower[p] * x[j];
      x[i] = sum;
    }
    for (let i = size - 1; i >= 0; i--) {
      let sum = x[i];
      for (let j = i + 1, p = i * size + j; j < size; j++, p++) sum -= upper[p] * x[j];
      x[i] = sum / upper[i * size + i];
    }
    return x;
  };
}

/** The group of each row: a cell with its neighbours, and so on until there are few groups. */
function groupRows({ size, cells }: TransientSystem, connectivities: SparseMatrix): Uint32Array {
  const { indptr, indices } = connectivities;
  const rowOf = new Int32Array(connectivities.rows).fill(-1);
  cells.forEach((cell, row) => (rowOf[cell] = row));
  let groupOf = Uint32Array.from({ length: size }, (_, row) => row);
  for (let count = Number.POSITIVE_INFINITY; count > MOST_GROUPS;) {
    // Groups touch where cells of them are neighbours; a group joins with those it touches that are still free.
    const joined = new Map<number, number>();
    let next = 0;
    const neighbours = new Map<number, number[]>();
    for (let row = 0; row < size; row++) {
      let list = neighbours.get(groupOf[row]);
      if (!list) neighbours.set(groupOf[row], (list = []));
      for (let p = indptr[cells[row]]; p < indptr[cells[row] + 1]; p++) {
        const near = rowOf[indices[p]];
        if (near >= 0) list.push(groupOf[near]);
      }
    }
    for (const [group, near] of neighbours) {
      if (joined.has(group)) continue;
      joined.set(group, next);
      for (const other of near) if (!joined.has(other)) joined.set(other, next);
      next++;
    }
    groupOf = groupOf.map((group) => joined.get(group)!);
    if (next === count) break; // parts without connection join no further
    count = next;
  }
  return groupOf;
}
