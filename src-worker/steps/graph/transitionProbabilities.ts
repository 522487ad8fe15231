import { sharedArray, type SparseMatrix } from '../../data/arrays.ts';
import { percentile } from '../../data/percentile.ts';
import { transpose } from '../../data/sparse.ts';

export interface TransitionOptions {
  /** λ of exp(λπ), the inverse width of the kernel; 10 unless told. */
  scale?: number;
  /** Whether a cell may stay where it is (default true). */
  selfTransitions?: boolean;
  /**
   * The signed form that projections use: negative correlations count with a minus sign, and rows are scaled to
   * an absolute sum of 1. Not probabilities.
   */
  useNegative?: boolean;
  /** Whether arrows are followed backward: the transposed weights, scaled by row. */
  backward?: boolean;
}

/**
 * Transition probabilities between cells from the velocity graph π: T_ij ∝ exp(λ π_ij) over the stored pairs, with
 * weight exp(λ c_i) for staying, where c_i is the cell's self-transition; pairs and cells with 0 have no entry. In the
 * signed form T_ij ∝ sign(π_ij)(exp(λ|π_ij|) − 1).
 *
 * `graph` and `graphNeg` are cells × cells with disjoint entries (π > 0 and π < 0), `selfTransition` has one value a
 * cell (see {@link selfTransitionsOf}). Returns cells × cells whose rows sum to 1 (absolute values, in the signed
 * form). A cell without any transition stays where it is, unless `selfTransitions` is false or the form is signed:
 * then its row is empty.
 *
 * As scVelo (Bergen et al. 2020, doi:10.1038/s41587-020-0591-3).
 */
export function transitionMatrix(
  graph: SparseMatrix,
  graphNeg: SparseMatrix,
  selfTransition: ArrayLike<number>,
  options: TransitionOptions = {},
): SparseMatrix<Float32Array> {
  const { selfTransitions = true, useNegative = false, backward = false } = options;
  const rows = transitionRows(graph, graphNeg, selfTransition, options);
  fillTransitionRows(rows, 0, graph.rows);
  let matrix = rows.out;
  if (backward) {
    matrix = transpose(matrix);
    if (selfTransitions && !useNegative) matrix = withStayingCells(matrix);
  }
  normalizeRows(matrix, 0, matrix.rows);
  return matrix;
}

/**
 * The propensity of each cell to stay: how far its best correlation c_i lies below the 98th percentile of all cells',
 * cut to [0, 1].
 */
export function selfTransitionsOf(graph: SparseMatrix): Float32Array {
  const best = new Float64Array(graph.rows);
  for (let i = 0; i < graph.rows; i++)
    for (let p = graph.indptr[i]; p < graph.indptr[i + 1]; p++)
      if (graph.data[p] > best[i]) best[i] = graph.data[p];
  const bound = percentile(best, 98);
  const out = sharedArray('f32', graph.rows);
  for (let i = 0; i < graph.rows; i++) out[i] = Math.min(1, Math.max(0, bound - best[i]));
  return out;
}

/** The work of filling the rows of a transition matrix; all arrays may be on shared memory. */
export interface TransitionRows {
  graph: SparseMatrix;
  graphNeg: SparseMatrix;
  selfTransition: ArrayLike<number>;
  scale: number;
  useNegative: boolean;
  /** Cells × cells with its row pointers laid out, to be filled. */
  out: SparseMatrix<Float32Array>;
}

/** Lays out the rows of a transition matrix, without their weights. */
export function transitionRows(
  graph: SparseMatrix,
  graphNeg: SparseMatrix,
  selfTransition: ArrayLike<number>,
  options: Pick<TransitionOptions, 'scale' | 'selfTransitions' | 'useNegative'>,
): TransitionRows {
  const { scale = 10, selfTransitions = true, useNegative = false } = options;
  const cells = graph.rows;
  const indptr = sharedArray('u32', cells + 1);
  for (let i = 0; i < cells; i++) {
    const moves = withoutDiagonal(graph, i) + withoutDiagonal(graphNeg, i);
    const stays = selfTransitions && (selfTransition[i] > 0 || (moves === 0 && !useNegative));
    indptr[i + 1] = indptr[i] + moves + (stays ? 1 : 0);
  }
  const indices = sharedArray('u32', indptr[cells]);
  const data = sharedArray('f32', indptr[cells]);
  const out: SparseMatrix<Float32Array> = { kind: 'sparse', rows: cells, cols: cells, indptr, indices, data };
  return { graph, graphNeg, selfTransition, scale, useNegative, out };
}

/** Fills the rows from … to − 1 with weights that are not scaled yet; columns ascend. */
export function fillTransitionRows(rows: TransitionRows, from: number, to: number): void {
  const { graph, graphNeg, selfTransition, scale, useNegative, out } = rows;
  for (let i = from; i < to; i++) {
    let positive = graph.indptr[i];
    let negative = graphNeg.indptr[i];
    const positiveEnd = graph.indptr[i + 1];
    const negativeEnd = graphNeg.indptr[i + 1];
    const end = out.indptr[i + 1];
    const moves = withoutDiagonal(graph, i) + withoutDiagonal(graphNeg, i);
    let stay = end - out.indptr[i] > moves ? i : Infinity;
    for (let p = out.indptr[i]; p < end; p++) {
      if (positive < positiveEnd && graph.indices[positive] === i) positive++;
      if (negative < negativeEnd && graphNeg.indices[negative] === i) negative++;
      const a = positive < positiveEnd ? graph.indices[positive] : Infinity;
      const b = negative < negativeEnd ? graphNeg.indices[negative] : Infinity;
      if (stay < a && stay < b) {
        out.indices[p] = i;
        out.data[p] = weightOf(scale * selfTransition[i], useNegative);
        stay = Infinity;
      } else if (a < b) {
        out.indices[p] = a;
        out.data[p] = weightOf(scale * graph.data[positive++], useNegative);
      } else {
        out.indices[p] = b;
        out.data[p] = weightOf(scale * graphNeg.data[negative++], useNegative);
      }
    }
  }
}

/** Scales the rows from … to − 1 to an absolute sum of 1; empty rows stay empty. */
export function normalizeRows(matrix: SparseMatrix, from: number, to: number): void {
  const { indptr, data } = matrix;
  for (let i = from; i < to; i++) {
    let sum = 0;
    for (let p = indptr[i]; p < indptr[i + 1]; p++) sum += Math.abs(data[p]);
    if (sum === 0) continue;
    for (let p = indptr[i]; p < indptr[i + 1]; p++) data[p] /= sum;
  }
}

function weightOf(x: number, signed: boolean): number {
  if (!signed) return Math.exp(x);
  return x < 0 ? -Math.expm1(-x) : Math.expm1(x);
}

function withoutDiagonal(matrix: SparseMatrix, row: number): number {
  const end = matrix.indptr[row + 1];
  let count = end - matrix.indptr[row];
  for (let p = matrix.indptr[row]; p < end; p++) if (matrix.indices[p] === row) count--;
  return count;
}

/** The same matrix with a diagonal entry of 1 in every row that has none at all. */
function withStayingCells(matrix: SparseMatrix<Float32Array>): SparseMatrix<Float32Array> {
  const { rows, indptr } = matrix;
  const added: number[] = [];
  for (let i = 0; i < rows; i++) if (indptr[i + 1] === indptr[i]) added.push(i);
  if (added.length === 0) return matrix;
  const out: SparseMatrix<Float32Array> = {
    ...matrix,
    indptr: sharedArray('u32', rows + 1),
    indices: sharedArray('u32', indptr[rows] + added.length),
    data: sharedArray('f32', indptr[rows] + added.length),
  };
  for (let i = 0, before = 0; i < rows; i++) {
    const place = indptr[i] + before;
    out.indptr[i] = place;
    if (indptr[i + 1] === indptr[i]) {
      out.indices[place] = i;
      out.data[place] = 1;
      before++;
    } else {
      out.indices.set(matrix.indices.subarray(indptr[i], indptr[i + 1]), place);
      out.data.set(matrix.data.subarray(indptr[i], indptr[i + 1]), place);
    }
  }
  out.indptr[rows] = indptr[rows] + added.length;
  return out;
}
