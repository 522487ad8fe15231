import { sharedArray, type SparseMatrix } from '../../data/arrays.ts';
import { transpose } from '../../data/sparse.ts';

/**
 * The same matrix with strictly ascending columns in every row: rows out of order are sorted, and values stored
 * twice for one place are added up. A matrix that is so already is returned as it is.
 */
export function canonical(matrix: SparseMatrix<Float32Array>): SparseMatrix<Float32Array> {
  const order = worstOrder(matrix);
  if (order === 'ascending') return matrix;
  // Transposing twice sorts every row in time linear in the stored values.
  const sorted = order === 'unsorted' ? transpose(transpose(matrix)) : matrix;
  return worstOrder(sorted) === 'ascending' ? sorted : mergeRepeats(sorted);
}

/** The sum of matrices of one shape, {@link canonical}. */
export function sumOfMatrices(matrices: readonly SparseMatrix<Float32Array>[]): SparseMatrix<Float32Array> {
  const [{ rows, cols }] = matrices;
  if (matrices.length === 1) return canonical(matrices[0]);
  const entries = matrices.reduce((sum, { data }) => sum + data.length, 0);
  const indptr = sharedArray('u32', rows + 1);
  const indices = sharedArray('u32', entries);
  const data = sharedArray('f32', entries);
  for (let r = 0, q = 0; r < rows; r++) {
    for (const matrix of matrices) {
      const [from, to] = [matrix.indptr[r], matrix.indptr[r + 1]];
      indices.set(matrix.indices.subarray(from, to), q);
      data.set(matrix.data.subarray(from, to), q);
      q += to - from;
    }
    indptr[r + 1] = q;
  }
  return canonical({ kind: 'sparse', rows, cols, indptr, indices, data });
}

function worstOrder({ rows, indptr, indices }: SparseMatrix): 'ascending' | 'repeated' | 'unsorted' {
  let repeated = false;
  for (let r = 0; r < rows; r++) {
    for (let p = indptr[r] + 1; p < indptr[r + 1]; p++) {
      if (indices[p] < indices[p - 1]) return 'unsorted';
      if (indices[p] === indices[p - 1]) repeated = true;
    }
  }
  return repeated ? 'repeated' : 'ascending';
}

function mergeRepeats(matrix: SparseMatrix<Float32Array>): SparseMatrix<Float32Array> {
  const { rows, cols } = matrix;
  const indptr = sharedArray('u32', rows + 1);
  const indices = new Uint32Array(matrix.indices.length);
  const data = new Float32Array(matrix.data.length);
  let q = 0;
  for (let r = 0; r < rows; r++) {
    const start = q;
    for (let p = matrix.indptr[r]; p < matrix.indptr[r + 1]; p++) {
      if (q > start && indices[q - 1] === matrix.indices[p]) data[q - 1] += matrix.data[p];
      else {
        indices[q] = matrix.indices[p];
        data[q++] = matrix.data[p];
      }
    }
    indptr[r + 1] = q;
  }
  const merged: SparseMatrix<Float32Array> = {
    kind: 'sparse',
    rows,
    cols,
    indptr,
    indices: sharedArray('u32', q),
    data: sharedArray('f32', q),
  };
  merged.indices.set(indices.subarray(0, q));
  merged.data.set(data.subarray(0, q));
  return merged;
}
