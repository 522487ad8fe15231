import { Matrix } from 'ml-matrix';

import { sharedArray, type SparseMatrix } from '../../data/arrays.ts';
import { defineKernel } from '../../kernels/kernel.ts';
import type { Work } from '../work.ts';
import { coarseCorrection } from './coarseCorrection.ts';
import type { TransientSystem } from './transientSystem.ts';

/** What the preconditioner makes of a vector v. */
export interface Preconditioned {
  /** M⁻¹ v, with M near A. */
  solution: Float64Array;
  /** A M⁻¹ v. */
  image: Float64Array;
}

/** Columns that one sweep takes along: their values lie side by side, so that a matrix entry serves all of them. */
const COLUMNS = 4;

interface SweepArguments {
  system: TransientSystem;
  /** Groups of four columns one after the other, each row-major. */
  v: Float64Array;
  x: Float64Array;
  rest: Float64Array;
}

/** x = (D − L)⁻¹ v, and what that leaves: v − A x = U x. Items are groups of four columns. */
const sweepKernel = defineKernel('fate.sweep', (args: SweepArguments, from, to) => {
  const { system, v, x, rest } = args;
  const { size, diagonal, indptr, split, indices, data } = system;
  for (let group = from; group < to; group++) {
    const start = group * size * COLUMNS;
    for (let row = 0; row < size; row++) {
      const at = start + row * COLUMNS;
      let a = v[at];
      let b = v[at + 1];
      let c = v[at + 2];
      let d = v[at + 3];
      for (let p = indptr[row]; p < split[row]; p++) {
        const value = data[p];
        const q = start + indices[p] * COLUMNS;
        a += value * x[q];
        b += value * x[q + 1];
        c += value * x[q + 2];
        d += value * x[q + 3];
      }
      const scale = 1 / diagonal[row];
      x[at] = a * scale;
      x[at + 1] = b * scale;
      x[at + 2] = c * scale;
      x[at + 3] = d * scale;
    }
    for (let row = 0; row < size; row++) {
      let a = 0;
      let b = 0;
      let c = 0;
      let d = 0;
      for (let p = split[row]; p < indptr[row + 1]; p++) {
        const value = data[p];
        const q = start + indices[p] * COLUMNS;
        a += value * x[q];
        b += value * x[q + 1];
        c += value * x[q + 2];
        d += value * x[q + 3];
      }
      const at = start + row * COLUMNS;
      rest[at] = a;
      rest[at + 1] = b;
      rest[at + 2] = c;
      rest[at + 3] = d;
    }
  }
});

/**
 * One Gauss–Seidel sweep of A x = v from the most downstream cell to the least, then a correction that is constant on
 * groups of cells. Most steps of the chain lead to cells that are already solved, so the sweep is nearly a solution (downwind
 * ordering, Bey and Wittum 1997); what it leaves follows from the other triangle alone (Eisenstat 1981), so that every matrix
 * entry is used once. Takes several vectors at a time.
 */
export function createPreconditioner(
  system: TransientSystem,
  connectivities: SparseMatrix,
  work: Work,
): (vectors: Float64Array[]) => Promise<Preconditioned[]> {
  const { size } = system;
  const coarse = coarseCorrection(system, connectivities);
  const { groups, groupOf, image } = coarse;
  return async (vectors) => {
    work.checkCancelled();
    const parts = Math.ceil(vectors.length / COLUMNS);
    const v = sharedArray('f64', parts * size * COLUMNS);
    const x = sharedArray('f64', v.length);
    const rest = sharedArray('f64', v.length);
    const placeOf = (column: number): number =>
      Math.floor(column / COLUMNS) * size * COLUMNS + (column % COLUMNS);
    vectors.forEach((vector, column) => {
      for (let row = 0, at = placeOf(column); row < size; row++, at += COLUMNS) v[at] = vector[row];
    });
    await work.parallel(sweepKernel, { system, v, x, rest }, parts, { tile: 1 });

    const sums = Matrix.zeros(groups, vectors.length);
    vectors.forEach((_, column) => {
      const total = new Float64Array(groups);
      for (let row = 0, at = placeOf(column); row < size; row++, at += COLUMNS)
        total[groupOf[row]] += rest[at];
      total.forEach((sum, group) => sums.set(group, column, sum));
    });
    const corrections = coarse.solve(sums);
    return vectors.map((vector, column) => {
      const correction = Float64Array.from(corrections.getColumn(column));
      const solution = new Float64Array(size);
      const product = new Float64Array(size);
      for (let row = 0, at = placeOf(column); row < size; row++, at += COLUMNS) {
        solution[row] = x[at] + correction[groupOf[row]];
        let sum = vector[row] - rest[at];
        for (let p = image.indptr[row]; p < image.indptr[row + 1]; p++)
          sum += image.data[p] * correction[image.indices[p]];
        product[row] = sum;
      }
      return { solution, image: product };
    });
  };
}
