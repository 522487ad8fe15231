/** The p-th percentile of values that ascend, interpolated linearly between neighbouring ranks; NaN for no values. */
export function percentileOfSorted(sorted: Float64Array, p: number): number {
  if (sorted.length === 0) return Number.NaN;
  const rank = (sorted.length - 1) * (p / 100);
  const below = Math.floor(rank);
  const low = sorted[below];
  return rank === below ? low : low + (sorted[below + 1] - low) * (rank - below);
}
