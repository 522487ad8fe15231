import { describe, expect, it } from 'vitest';

import {
  reordered,
  rowSums,
  singlePrecision,
  sparseFromDense,
  submatrix,
  toDense,
  transpose,
} from './sparse.ts';

const rows = [1, 0, 2, 0, 0, 3, 4, 5, 0];
const matrix = sparseFromDense(rows, 3, 3);

describe('sparse matrices', () => {
  it('hold the nonzero values of a dense one', () => {
    expect(matrix.data.length).toBe(5);
    expect([...toDense(matrix)]).toEqual(rows);
  });

  it('are turned', () => {
    expect([...toDense(transpose(matrix))]).toEqual([1, 0, 4, 0, 0, 5, 2, 3, 0]);
    expect([...toDense(transpose(transpose(matrix)))]).toEqual(rows);
  });

  it('keep their precision when turned, unless asked for a lower one', () => {
    const fine = { ...matrix, data: Float64Array.from(matrix.data, (value) => value + 1e-12) };
    expect(transpose(fine).data[0]).toBe(1 + 1e-12);
    expect(singlePrecision(fine)).toEqual(matrix);
  });

  it('give a submatrix in the asked order, columns ascending within a row', () => {
    const part = submatrix(matrix, [2, 0], [1, 0]);
    expect([...toDense(part)]).toEqual([5, 4, 0, 1]);
    expect([...part.indices]).toEqual([0, 1, 1]);
  });

  it('give all of themselves with values of their own, where they lie being shared', () => {
    const all = submatrix(matrix, [0, 1, 2], [0, 1, 2]);
    expect(all).toEqual(matrix);
    expect(all.indices).toBe(matrix.indices);
    expect(all.data).not.toBe(matrix.data);
  });

  it('put rows and columns alike in another order, columns ascending within a row', () => {
    const order = Uint32Array.of(2, 0, 1);
    expect(reordered(matrix, order)).toEqual(submatrix(matrix, order, order));
    expect([...toDense(reordered(matrix, Uint32Array.of(2, 0)))]).toEqual([0, 4, 2, 1]);
    const fine = { ...matrix, data: Float64Array.from(matrix.data, (value) => value + 1e-12) };
    expect(reordered(fine, order).data[0]).toBe(4 + 1e-12);
  });

  it('refuse rows and columns that they do not have', () => {
    expect(() => submatrix(matrix, [3], [0])).toThrow(RangeError);
    expect(() => submatrix(matrix, [0], [3])).toThrow(RangeError);
  });

  it('sum their rows', () => {
    expect([...rowSums(matrix)]).toEqual([3, 3, 9]);
  });
});
