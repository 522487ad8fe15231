import type { SparseMatrix } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { COUNT_LAYERS, type CountLayer } from './countLayer.ts';

/** What to do about a layer without a single count. */
export const NO_COUNTS_REMEDY =
  'RNA velocity needs both spliced and unspliced counts: check how the reads were counted, or choose another layer.';

/** What to tell where both layers are the same. */
export const SAME_COUNTS =
  'The spliced and the unspliced layer hold the same counts, so the velocities mean nothing: check how the file was made.';

/** @throws DataError where a layer adds up to nothing. */
export function requireTotals(totals: Record<CountLayer, number>, file: string): void {
  for (const layer of COUNT_LAYERS)
    if (totals[layer] === 0)
      throw new DataError(`there is not one ${layer} count.`, { file, layer }, NO_COUNTS_REMEDY);
}

/** Adds a warning where the two layers hold the same counts. */
export function warnIfSame(
  spliced: SparseMatrix<Float32Array>,
  unspliced: SparseMatrix<Float32Array>,
  warnings: string[],
): void {
  if (areSame(spliced, unspliced)) warnings.push(SAME_COUNTS);
}

/**
 * {@link warnIfSame} for layers of which only each gene's total is known: those with different totals differ, and only where
 * all are the same are the layers read whole.
 */
export function warnIfSameTotals(
  totals: Record<CountLayer, Float64Array>,
  readWhole: (layer: CountLayer) => SparseMatrix<Float32Array>,
  warnings: string[],
): void {
  if (totals.spliced.every((total, gene) => total === totals.unspliced[gene]))
    warnIfSame(readWhole('spliced'), readWhole('unspliced'), warnings);
}

/** Counts of a layer, all told. */
export function totalOf({ data }: SparseMatrix<Float32Array>): number {
  let sum = 0;
  for (let p = 0; p < data.length; p++) sum += data[p];
  return sum;
}

function areSame(a: SparseMatrix<Float32Array>, b: SparseMatrix<Float32Array>): boolean {
  if (a.data.length !== b.data.length) return false;
  for (let p = 0; p < a.data.length; p++)
    if (a.data[p] !== b.data[p] || a.indices[p] !== b.indices[p]) return false;
  return a.indptr.every((from, row) => from === b.indptr[row]);
}
