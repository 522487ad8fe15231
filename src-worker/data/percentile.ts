/**
 * The p-th percentile (0 … 100) of the values, interpolated linearly between neighbouring ranks; NaN for no values.
 * The values are left as they are.
 */
export function percentile(values: ArrayLike<number>, p: number): number {
  return percentileOfSorted(Float64Array.from(values).sort(), p);
}

/** The p-th percentile of values that ascend already. */
export function percentileOfSorted(sorted: ArrayLike<number>, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const rank = (sorted.length - 1) * (p / 100);
  const below = Math.floor(rank);
  const low = sorted[below];
  // At a whole rank the value itself is returned, so that comparisons with it are exact.
  if (rank === below) return low;
  return low + (sorted[below + 1] - low) * (rank - below);
}
