import { describe, expect, it } from 'vitest';

import { rowSums, sparseFromDense, submatrix, transpose } from './sparse.ts';

const rows = [1, 0, 2, 0, 0, 3, 4, 5, 0];
const matrix = sparseFromDense(rows, 3, 3);

function toDense(m: typeof matrix): number[] {
  const out = new Array<number>(m.rows * m.cols).fill(0);
  for (let r = 0; r < m.rows; r++)
    for (let p = m.indptr[r]; p < m.indptr[r + 1]; p++) out[r * m.cols + m.indices[p]] = m.data[p];
  return out;
}

describe('sparse matrices', () => {
  it('hold the nonzero values of a dense one', () => {
    expect(matrix.data.length).toBe(5);
    expect(toDense(matrix)).toEqual(rows);
  });

  it('are turned', () => {
    expect(toDense(transpose(matrix))).toEqual([1, 0, 4, 0, 0, 5, 2, 3, 0]);
    expect(toDense(transpose(transpose(matrix)))).toEqual(rows);
  });

  it('give a submatrix in the asked order, columns ascending within a row', () => {
    const part = submatrix(matrix, [2, 0], [1, 0]);
    expect(toDense(part)).toEqual([5, 4, 0, 1]);
    expect([...part.indices]).toEqual([0, 1, 1]);
  });

  it('refuse rows and columns that they do not have', () => {
    expect(() => submatrix(matrix, [3], [0])).toThrow(RangeError);
    expect(() => submatrix(matrix, [0], [3])).toThrow(RangeError);
  });

  it('sum their rows', () => {
    expect([...rowSums(matrix)]).toEqual([3, 3, 9]);
  });
});
