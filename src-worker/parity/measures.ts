import type { SparseMatrix } from '../data/arrays.ts';
import { toDense } from '../data/sparse.ts';
import type { ParityRow } from './row.ts';

/** A row that passes where the measured value is at most `bound`. */
export function atMost(row: Omit<ParityRow, 'bound' | 'passed'>, bound: number): ParityRow {
  const shown = bound > 0 && bound < 1e-3 ? bound.toExponential() : String(bound);
  return { ...row, bound: `≤ ${shown}`, passed: row.measured <= bound };
}

/** A row that passes where the measured value is at least `bound`. */
export function atLeast(row: Omit<ParityRow, 'bound' | 'passed'>, bound: number): ParityRow {
  return { ...row, bound: `≥ ${bound}`, passed: row.measured >= bound };
}

/** The share of items that lie within a relative tolerance of the reference; of those in `among`, where given. */
export function shareWithin(
  ours: ArrayLike<number>,
  theirs: ArrayLike<number>,
  tolerance: number,
  among?: ArrayLike<number>,
): number {
  if (ours.length !== theirs.length) return 0;
  let count = 0;
  let within = 0;
  for (let i = 0; i < ours.length; i++) {
    if (among && !among[i]) continue;
    count++;
    if (Math.abs(ours[i] - theirs[i]) <= tolerance * Math.abs(theirs[i])) within++;
  }
  return count > 0 ? within / count : 0;
}

/** The largest absolute difference; infinite where lengths differ or only one side is NaN. */
export function largestDifference(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  if (ours.length !== theirs.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < ours.length; i++) {
    if (Number.isNaN(ours[i]) && Number.isNaN(theirs[i])) continue;
    const difference = Math.abs(ours[i] - theirs[i]);
    largest = Number.isNaN(difference) ? Infinity : Math.max(largest, difference);
  }
  return largest;
}

/** The largest |a − b| / max(1, |b|); infinite where lengths differ or only one side is NaN. */
export function largestRelativeDifference(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  const unit = (i: number): number => Math.max(1, Math.abs(theirs[i])) || 1;
  const scaled = (values: ArrayLike<number>): Float64Array =>
    Float64Array.from(values, (value, i) => value / unit(i));
  return ours.length === theirs.length ? largestDifference(scaled(ours), scaled(theirs)) : Infinity;
}

/** The largest absolute difference of two sparse matrices, over the entries of either. */
export function largestSparseDifference(ours: SparseMatrix, theirs: SparseMatrix): number {
  if (ours.rows !== theirs.rows || ours.cols !== theirs.cols) return Infinity;
  return largestDifference(toDense(ours), toDense(theirs));
}

/** How many flags differ. */
export function differing(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  let count = Math.abs(ours.length - theirs.length);
  for (let i = 0; i < Math.min(ours.length, theirs.length); i++) if (ours[i] !== theirs[i]) count++;
  return count;
}

/** The Pearson correlation of each row of a rows × cols array with the reference's, but for rows that do not vary there. */
export function rowCorrelations(ours: ArrayLike<number>, theirs: ArrayLike<number>, cols: number): number[] {
  return rowsOf(ours.length, cols)
    .map((from) => correlation(ours, theirs, from, 1, cols, true))
    .filter((r) => !Number.isNaN(r));
}

/** The Pearson correlation of two lists; NaN where the second does not vary. */
export function pearson(ours: ArrayLike<number>, theirs: ArrayLike<number>): number {
  return correlation(ours, theirs, 0, 1, theirs.length, true);
}

/** The cosine of each column of a rows × cols array with the reference's, but for columns of zeros there. */
export function columnCosines(ours: ArrayLike<number>, theirs: ArrayLike<number>, cols: number): number[] {
  const rows = ours.length / cols;
  return Array.from({ length: cols }, (_, c) => correlation(ours, theirs, c, cols, rows, false)).filter(
    (r) => !Number.isNaN(r),
  );
}

/** NaN, which passes no bound, for no values. */
export function smallest(values: number[]): number {
  if (values.length === 0) return Number.NaN;
  return values.reduce((low, value) => Math.min(low, value), Infinity);
}

function rowsOf(length: number, cols: number): number[] {
  return Array.from({ length: length / cols }, (_, r) => r * cols);
}

/**
 * Pearson correlation, or the cosine where `centred` is false, over the items that the reference `b` has. NaN where `b`
 * does not vary; −∞ where `a` has no value for an item of `b`.
 */
function correlation(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  from: number,
  stride: number,
  count: number,
  centred: boolean,
): number {
  let n = 0;
  let sumA = 0;
  let sumB = 0;
  for (let k = 0, p = from; k < count; k++, p += stride) {
    if (Number.isNaN(b[p])) continue;
    if (Number.isNaN(a[p])) return -Infinity;
    n++;
    sumA += a[p];
    sumB += b[p];
  }
  const meanA = centred ? sumA / n : 0;
  const meanB = centred ? sumB / n : 0;
  let ab = 0;
  let aa = 0;
  let bb = 0;
  for (let k = 0, p = from; k < count; k++, p += stride) {
    if (Number.isNaN(b[p])) continue;
    ab += (a[p] - meanA) * (b[p] - meanB);
    aa += (a[p] - meanA) ** 2;
    bb += (b[p] - meanB) ** 2;
  }
  if (!(bb > 0)) return Number.NaN;
  return aa > 0 ? ab / Math.sqrt(aa * bb) : 0;
}
