/**
 * The p-th percentile (0 … 100) of the values, interpolated linearly between neighbouring ranks; NaN for no values.
 * The values, which must not hold NaN, are left as they are.
 */
export function percentile(values: ArrayLike<number>, p: number): number {
  return percentileInPlace(new Float64Array(values), p);
}

/**
 * The same in linear time and without a copy: reorders `values`, which must not hold NaN. At a whole rank the value
 * itself is returned, so that comparisons with it are exact.
 */
export function percentileInPlace(values: Float32Array | Float64Array, p: number): number {
  return percentileFrom(values, p, 0);
}

/** The same for several percentiles, which ascend: each is sought among what lies above the one before. */
export function percentilesInPlace(
  values: Float32Array | Float64Array,
  ascending: readonly number[],
): number[] {
  let from = 0;
  return ascending.map((p) => {
    const value = percentileFrom(values, p, from);
    from = Math.max(0, Math.floor((values.length - 1) * (p / 100)));
    return value;
  });
}

/** The p-th percentile of values of which none before `from` is greater than any from there on. */
function percentileFrom(values: Float32Array | Float64Array, p: number, from: number): number {
  const n = values.length;
  if (n === 0) return Number.NaN;
  const rank = (n - 1) * (p / 100);
  const below = Math.min(n - 1, Math.floor(rank));
  const low = select(values, below, from);
  if (rank <= below) return low;
  let high = values[below + 1];
  for (let i = below + 2; i < n; i++) if (values[i] < high) high = values[i];
  return low + (high - low) * (rank - below);
}

/** The same of values that ascend already, in constant time. */
export function percentileOfSorted(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const rank = (sorted.length - 1) * (p / 100);
  const below = Math.min(sorted.length - 1, Math.floor(rank));
  const low = sorted[below];
  return rank <= below ? low : low + (sorted[below + 1] - low) * (rank - below);
}

/**
 * Quickselect from `from` on: the k-th smallest value, with none greater before it and none smaller after it. Of many values a part
 * around the k-th is selected from first, so that the pivot lies close to what is sought (Floyd and Rivest 1975).
 */
export function select(values: Float32Array | Float64Array, k: number, from = 0): number {
  selectWithin(values, k, from, values.length - 1);
  return values[k];
}

/** Below so many values the median of three is as good a pivot. */
const FEW = 600;

function selectWithin(values: Float32Array | Float64Array, k: number, from: number, to: number): void {
  let left = from;
  let right = to;
  while (left < right) {
    if (right - left >= FEW) selectAround(values, k, left, right);
    const pivot =
      right - left >= FEW
        ? values[k]
        : medianOfThree(values[left], values[(left + right) >>> 1], values[right]);
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const swapped = values[i];
      values[i++] = values[j];
      values[j--] = swapped;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else return;
  }
}

/** Selects within a part whose size and place are those of the paper, from which the k-th of it is likely near that of all. */
function selectAround(values: Float32Array | Float64Array, k: number, left: number, right: number): void {
  const count = right - left + 1;
  const rank = k - left + 1;
  const size = 0.5 * count ** (2 / 3);
  const spread = 0.5 * Math.sqrt((Math.log(count) * size * (count - size)) / count);
  const shift = rank < count / 2 ? -spread : spread;
  const first = Math.floor(k - (rank * size) / count + shift);
  const last = Math.floor(k + ((count - rank) * size) / count + shift);
  selectWithin(values, k, Math.max(left, first), Math.min(right, last));
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
