import type { SparseMatrix } from '../../data/arrays.ts';
import {
  blockWidth,
  sparseFunctions,
  sparseProduct,
  type SparseProductArgs,
} from '../../kernels/sparseProduct.ts';
import { addRoom } from '../../kernels/wasm/sharedMemory.ts';
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

/**
 * One Gauss–Seidel sweep of A x = v from the most downstream cell to the least, then a correction that is constant on
 * groups of cells. Most steps of the chain lead to cells that are already solved, so the sweep is nearly a solution (downwind
 * ordering, Bey and Wittum 1997); what it leaves follows from the other triangle alone (Eisenstat 1981), so that every matrix
 * entry is used once. Takes up to `columns` vectors at a time.
 */
export function createPreconditioner(
  system: TransientSystem,
  connectivities: SparseMatrix,
  columns: number,
  work: Work,
): (vectors: Float64Array[]) => Promise<Preconditioned[]> {
  const { size } = system;
  const coarse = coarseCorrection(system, connectivities);
  const { groups, groupOf, image } = coarse;
  const { v, x, rest, solveLower, upper } = sweepOf(system, columns);
  return async (vectors) => {
    work.checkCancelled();
    const width = blockWidth(vectors.length);
    for (let column = 0; column < width; column++)
      for (let row = 0; row < size; row++)
        v[row * width + column] = column < vectors.length ? vectors[column][row] : 0;
    solveLower(width);
    await work.parallel(sparseProduct, { ...upper, width }, size, { tile: 1024 });

    return vectors.map((vector, column) => {
      const sums = new Float64Array(groups);
      for (let row = 0; row < size; row++) sums[groupOf[row]] += rest[row * width + column];
      const correction = coarse.solve(sums);
      const solution = new Float64Array(size);
      const product = new Float64Array(size);
      for (let row = 0; row < size; row++) {
        const at = row * width + column;
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

/** x = (D − L)⁻¹ v row by row, and what it leaves: rest = v − A x = U x. The vectors lie side by side, row-major. */
function sweepOf(
  system: TransientSystem,
  columns: number,
): {
  v: Float64Array;
  x: Float64Array;
  rest: Float64Array;
  solveLower: (width: number) => void;
  upper: SparseProductArgs;
} {
  const { memory, size, diagonal, indptr, split, indices, data } = system;
  const length = size * blockWidth(columns);
  const room = addRoom(memory, 8 * (3 * length + size));
  const part = (k: number, items: number): Float64Array =>
    new Float64Array(memory.buffer, room + 8 * k * length, items);
  const [v, x, rest, scales] = [part(0, length), part(1, length), part(2, length), part(3, size)];
  for (let row = 0; row < size; row++) scales[row] = 1 / diagonal[row];
  const starts = indptr.subarray(0, size);
  const solveLower = (width: number): void => {
    const matrix = [starts.byteOffset, split.byteOffset, indices.byteOffset, data.byteOffset] as const;
    const vectors = [scales.byteOffset, v.byteOffset, x.byteOffset, width] as const;
    sparseFunctions(memory).solveLower(size, ...matrix, ...vectors);
  };
  const ends = indptr.subarray(1);
  const upper = { memory, rows: size, starts: split, ends, indices, values: data, width: 4, x, y: rest };
  return { v, x, rest, solveLower, upper };
}
