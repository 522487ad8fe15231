import { sharedArray, type SparseMatrix } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';

/**
 * The Markov chain of cell fate, P = (1 − w) T + w C: T the transition matrix of the velocities and C the neighbour
 * weights, rows of both scaled to 1. It is kept as its two parts, since their sum would need as much memory again:
 *
 *     P_ij = moveScale[i] T_ij attraction[j] + spreadScale[i] C_ij + selfShift[i] δ_ij
 */
export interface Chain {
  cells: number;
  transition: SparseMatrix;
  connectivities: SparseMatrix;
  moveScale: Float64Array;
  spreadScale: Float64Array;
  /** What each cell's draw on the others is divided by, inverted; 1 without hub correction. */
  attraction: Float64Array;
  /** Brings P_ii to the chance to stay that T gives, which the hub correction leaves as it is. */
  selfShift: Float64Array;
}

/**
 * Joins the two parts to one chain. A cell without transitions of one part moves by the other alone; a cell with
 * neither stays where it is and reaches nothing.
 *
 * With `hubCorrection`, transitions into a cell are divided by their sum over all cells before rows are scaled to 1
 * again: one step towards a chain whose columns sum to 1 as well (Sinkhorn 1964; Landa, Coifman and Kluger 2021).
 * Cells in dense regions and hubs, which are near many others, otherwise draw the chain off its way.
 *
 * @param cellOf the cell of each row in the data, where rows stand in another order
 * @throws DataError for a negative or missing (NaN) entry, naming the cell.
 */
export function createChain(
  transition: SparseMatrix,
  connectivities: SparseMatrix,
  connectivityWeight: number,
  hubCorrection: boolean,
  cellOf?: Uint32Array,
): Chain {
  const cells = transition.rows;
  const moveSums = checkedRowSums(transition, 'transition matrix', cellOf);
  const nearSums = checkedRowSums(connectivities, 'connectivities', cellOf);
  const attraction = sharedArray('f64', cells).fill(1);
  if (hubCorrection) invertInflow(transition, moveSums, attraction);
  const moveScale = sharedArray('f64', cells);
  const spreadScale = sharedArray('f64', cells);
  const selfShift = sharedArray('f64', cells);
  for (let i = 0; i < cells; i++) {
    let self = 0;
    let leaving = 0;
    for (let p = transition.indptr[i]; p < transition.indptr[i + 1]; p++) {
      const j = transition.indices[p];
      if (j === i) self += transition.data[p];
      else leaving += transition.data[p] * attraction[j];
    }
    const weight = moveSums[i] === 0 ? 1 : nearSums[i] === 0 ? 0 : connectivityWeight;
    const stay = moveSums[i] === 0 ? 0 : leaving === 0 ? 1 : self / moveSums[i];
    moveScale[i] = leaving === 0 ? 0 : ((1 - weight) * (1 - stay)) / leaving;
    spreadScale[i] = nearSums[i] === 0 ? 0 : weight / nearSums[i];
    selfShift[i] = (1 - weight) * stay - moveScale[i] * self * attraction[i];
  }
  return { cells, transition, connectivities, moveScale, spreadScale, attraction, selfShift };
}

/** Row i of P, calling `visit` with column and probability; a column may come up to three times, to be added. */
export function visitRow(
  chain: Chain,
  i: number,
  visit: (column: number, probability: number) => void,
): void {
  const { transition, connectivities, attraction } = chain;
  if (chain.moveScale[i] > 0)
    for (let p = transition.indptr[i]; p < transition.indptr[i + 1]; p++) {
      const j = transition.indices[p];
      visit(j, chain.moveScale[i] * transition.data[p] * attraction[j]);
    }
  if (chain.spreadScale[i] > 0)
    for (let p = connectivities.indptr[i]; p < connectivities.indptr[i + 1]; p++)
      visit(connectivities.indices[p], chain.spreadScale[i] * connectivities.data[p]);
  if (chain.selfShift[i] !== 0) visit(i, chain.selfShift[i]);
}

/** One over the transitions into each cell from others, rows scaled to 1; 1 where there are none. */
function invertInflow(transition: SparseMatrix, rowSums: Float64Array, out: Float64Array): void {
  const inflow = new Float64Array(out.length);
  for (let i = 0; i < out.length; i++)
    for (let p = transition.indptr[i]; p < transition.indptr[i + 1]; p++)
      if (transition.indices[p] !== i && rowSums[i] > 0)
        inflow[transition.indices[p]] += transition.data[p] / rowSums[i];
  for (let j = 0; j < out.length; j++) out[j] = inflow[j] > 0 ? 1 / inflow[j] : 1;
}

function checkedRowSums(matrix: SparseMatrix, what: string, cellOf?: Uint32Array): Float64Array {
  const { indptr, data } = matrix;
  const sums = new Float64Array(matrix.rows);
  for (let i = 0; i < matrix.rows; i++) {
    for (let p = indptr[i]; p < indptr[i + 1]; p++) {
      if (!(data[p] >= 0 && data[p] < Infinity))
        throw new DataError(
          `the ${what} holds ${data[p]}.`,
          { step: 'fate', row: cellOf?.[i] ?? i },
          'Probabilities and weights must be finite and not negative. Run the steps before it again.',
        );
      sums[i] += data[p];
    }
  }
  return sums;
}
