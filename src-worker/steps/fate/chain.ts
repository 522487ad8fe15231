import { sharedArray, type SparseMatrix } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { defineKernel } from '../../kernels/kernel.ts';

/**
 * The Markov chain of cell fate, P = (1 − w) T + w C: T the transition matrix of the velocities and C the neighbour
 * weights, rows of both scaled to 1. It is kept as its two parts, since their sum would need as much memory again.
 */
export interface Chain {
  cells: number;
  transition: SparseMatrix;
  connectivities: SparseMatrix;
  /** P_ij = transitionScale[i] T_ij + connectivityScale[i] C_ij. */
  transitionScale: Float64Array;
  connectivityScale: Float64Array;
}

interface ApplyArguments {
  chain: Chain;
  x: Float64Array;
  y: Float64Array;
}

/** y = P x. */
export const applyChainKernel = defineKernel('fate.applyChain', (args: ApplyArguments, from, to) => {
  const { chain, x, y } = args;
  const { indptr, indices, data } = chain.transition;
  const { indptr: nearPtr, indices: near, data: weight } = chain.connectivities;
  for (let i = from; i < to; i++) {
    let moved = 0;
    for (let p = indptr[i]; p < indptr[i + 1]; p++) moved += data[p] * x[indices[p]];
    let spread = 0;
    for (let p = nearPtr[i]; p < nearPtr[i + 1]; p++) spread += weight[p] * x[near[p]];
    y[i] = chain.transitionScale[i] * moved + chain.connectivityScale[i] * spread;
  }
});

/**
 * Joins the two parts to one chain. A cell without transitions of one part moves by the other alone; a cell with
 * neither stays where it is and reaches nothing.
 *
 * @throws DataError for a negative or missing (NaN) entry, naming the cell.
 */
export function createChain(
  transition: SparseMatrix,
  connectivities: SparseMatrix,
  connectivityWeight: number,
): Chain {
  const cells = transition.rows;
  const transitionSums = checkedRowSums(transition, 'transition matrix');
  const connectivitySums = checkedRowSums(connectivities, 'connectivities');
  const transitionScale = sharedArray('f64', cells);
  const connectivityScale = sharedArray('f64', cells);
  for (let i = 0; i < cells; i++) {
    const t = transitionSums[i];
    const c = connectivitySums[i];
    const weight = t === 0 ? 1 : c === 0 ? 0 : connectivityWeight;
    transitionScale[i] = t === 0 ? 0 : (1 - weight) / t;
    connectivityScale[i] = c === 0 ? 0 : weight / c;
  }
  return { cells, transition, connectivities, transitionScale, connectivityScale };
}

/** P_ii of every cell. */
export function diagonal(chain: Chain): Float64Array {
  const out = new Float64Array(chain.cells);
  addDiagonal(chain.transition, chain.transitionScale, out);
  addDiagonal(chain.connectivities, chain.connectivityScale, out);
  return out;
}

function addDiagonal(matrix: SparseMatrix, scale: Float64Array, out: Float64Array): void {
  for (let i = 0; i < matrix.rows; i++)
    for (let p = matrix.indptr[i]; p < matrix.indptr[i + 1]; p++)
      if (matrix.indices[p] === i) out[i] += scale[i] * matrix.data[p];
}

function checkedRowSums(matrix: SparseMatrix, what: string): Float64Array {
  const { indptr, data } = matrix;
  const sums = new Float64Array(matrix.rows);
  for (let i = 0; i < matrix.rows; i++) {
    for (let p = indptr[i]; p < indptr[i + 1]; p++) {
      if (!(data[p] >= 0 && data[p] < Infinity))
        throw new DataError(
          `the ${what} holds ${data[p]}.`,
          { step: 'fate', row: i },
          'Probabilities and weights must be finite and not negative. Run the steps before it again.',
        );
      sums[i] += data[p];
    }
  }
  return sums;
}
