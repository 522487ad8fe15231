import type { SparseMatrix } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';

/** Float32 holds every whole number below this one. */
const LIMIT = 2 ** 24;

/**
 * Checks that every value of a layer is a count.
 *
 * @throws DataError naming layer, row, gene and value of the first that is negative, fractional, infinite, missing
 *   (NaN), or 2²⁴ or more.
 */
export function checkCounts(
  matrix: SparseMatrix<Float32Array>,
  place: { file: string; layer: string },
  geneNames: readonly string[],
): void {
  const { data, indices, indptr } = matrix;
  for (let p = 0; p < data.length; p++) {
    const value = data[p];
    if (isCount(value)) continue;
    let row = 0;
    while (indptr[row + 1] <= p) row++;
    const { problem, remedy } = describeNonCount(value, fractionalShare(data));
    throw new DataError(problem, { ...place, gene: geneNames[indices[p]], row }, remedy);
  }
}

/** Whether a value is a count that float32 holds exactly. */
export function isCount(value: number): boolean {
  return value >= 0 && value < LIMIT && Math.floor(value) === value;
}

/** What is wrong with a value that is no count, and what to do; `fractional` is the share of such values. */
export function describeNonCount(value: number, fractional?: number): { problem: string; remedy: string } {
  if (Number.isNaN(value))
    return {
      problem: 'a count is missing (NaN).',
      remedy: 'Remove those cells or genes, or write 0 where nothing was counted.',
    };
  if (!Number.isFinite(value))
    return { problem: 'a count is infinite.', remedy: 'Export the raw counts again.' };
  if (value < 0)
    return {
      problem: `a count is negative (${value}).`,
      remedy: 'The layer looks scaled or corrected: choose the layer with raw counts.',
    };
  const share = fractional === undefined ? '' : `; so are ${Math.round(fractional * 100)} % of the values`;
  if (Math.floor(value) !== value)
    return {
      problem: `a count is not a whole number (${value}${share}).`,
      remedy:
        'The layer looks normalised or smoothed: RNA velocity is computed from raw counts. Choose the layer that holds ' +
        'them, or export the data before normalisation.',
    };
  return {
    problem: `a count is ${value}, more than 16,777,215.`,
    remedy: 'This is not a count of molecules: choose the layer with raw counts.',
  };
}

function fractionalShare(data: Float32Array): number {
  let count = 0;
  for (let p = 0; p < data.length; p++) if (Math.floor(data[p]) !== data[p]) count++;
  return count / data.length;
}
