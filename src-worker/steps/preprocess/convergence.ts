/** A look at how far the wanted eigenpairs are: the residual with a basis of so many vectors. */
export interface Check {
  vectors: number;
  residual: number;
}

/** The first look, and the least and most that the basis grows until the next. */
const FIRST = 3;
const LEAST_GROWTH = 1.04;
const MOST_GROWTH = 1.25;

/**
 * The size of the basis at which convergence is looked at next. A look costs the cube of the size, so the residual, which falls
 * about exponentially, is extrapolated to where it meets `tolerance`.
 */
export function nextCheck(checks: readonly Check[], count: number, tolerance: number): number {
  const last = checks.at(-1);
  if (!last) return FIRST * count;
  const before = checks.at(-2);
  const most = MOST_GROWTH * last.vectors;
  const slope = before
    ? Math.log(before.residual / last.residual) / (last.vectors - before.vectors)
    : Number.NaN;
  if (!(slope > 0)) return most;
  const expected = last.vectors + Math.log(last.residual / tolerance) / slope;
  return Math.min(most, Math.max(LEAST_GROWTH * last.vectors, expected));
}
