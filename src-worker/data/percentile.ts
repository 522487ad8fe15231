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

/** Hoare's quickselect from `from` on: the k-th smallest value, with none greater before it and none smaller after it. */
export function select(values: Float32Array | Float64Array, k: number, from = 0): number {
  let left = from;
  let right = values.length - 1;
  while (left < right) {
    const pivot = medianOfThree(values[left], values[(left + right) >>> 1], values[right]);
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
    else break;
  }
  return values[k];
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
