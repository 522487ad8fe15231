import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

import type { CentredMatrix } from './centredMatrix.ts';
import { sideBySide } from './componentArrays.ts';

export interface Components {
  /** Sums of squares along the axes, largest first. */
  squares: Float64Array;
  /** The axes, a genes × count block, each with the sign that makes its largest entry positive. */
  axes: Float64Array;
  /** The positions of the cells along them, a cells × count block. */
  positions: Float64Array;
}

/**
 * The axes turned within the space that they span until the positions along them do not correlate (Rayleigh and Ritz), in double
 * precision: sums of squares are then as accurate as the square of what the axes still lack.
 */
export async function refineAxes(matrix: CentredMatrix, axes: readonly Float64Array[]): Promise<Components> {
  const count = axes.length;
  const block = sideBySide(axes, matrix.genes);
  const positions = await matrix.times(block, count);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    crossProducts(positions, count),
    {
      assumeSymmetric: true,
    },
  );
  const order = Array.from(realEigenvalues.keys()).sort((a, b) => realEigenvalues[b] - realEigenvalues[a]);
  const turn = order.map((e) => Float64Array.from({ length: count }, (_, c) => eigenvectorMatrix.get(c, e)));
  turnRows(block, turn);
  const signs = signsOf(block, count);
  turn.forEach((column, c) => {
    for (let k = 0; k < count; k++) column[k] *= signs[c];
  });
  for (let p = 0; p < block.length; p++) block[p] *= signs[p % count];
  turnRows(positions, turn);
  return {
    squares: Float64Array.from(order, (e) => Math.max(0, realEigenvalues[e])),
    axes: block,
    positions,
  };
}

function crossProducts(block: Float64Array, count: number): Matrix {
  const sums = new Float64Array(count * count);
  for (let start = 0; start < block.length; start += count) {
    for (let a = 0; a < count; a++) {
      const x = block[start + a];
      for (let b = 0; b <= a; b++) sums[a * count + b] += x * block[start + b];
    }
  }
  const matrix = new Matrix(count, count);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b <= a; b++) {
      matrix.set(a, b, sums[a * count + b]);
      matrix.set(b, a, sums[a * count + b]);
    }
  }
  return matrix;
}

/** Each row of the block becomes its products with the columns. */
function turnRows(block: Float64Array, columns: readonly Float64Array[]): void {
  const count = columns.length;
  const row = new Float64Array(count);
  for (let start = 0; start < block.length; start += count) {
    for (let c = 0; c < count; c++) {
      const column = columns[c];
      let sum = 0;
      for (let k = 0; k < count; k++) sum += column[k] * block[start + k];
      row[c] = sum;
    }
    block.set(row, start);
  }
}

/** For each column −1 where its entry of the largest magnitude is negative. */
function signsOf(block: Float64Array, count: number): Float64Array {
  const largest = new Float64Array(count);
  for (let p = 0; p < block.length; p++)
    if (Math.abs(block[p]) > Math.abs(largest[p % count])) largest[p % count] = block[p];
  return largest.map((value) => (value < 0 ? -1 : 1));
}
