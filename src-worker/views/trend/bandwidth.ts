import type { Weighted } from './localLinear.ts';

/** The least and the largest bandwidth as shares of the coordinate's range. */
const LEAST = 0.02;
const MOST = 0.2;
/** (∫K² / (∫z²K)²)^(1/5) of the Gaussian kernel. */
const GAUSSIAN = 0.7764;

/**
 * The rule of thumb for local linear regression: 0.776 (σ² range / Σ m″(xᵢ)²)^(1/5), with the curvature m″ and the residual variance σ²
 * of a polynomial of degree 4 fitted to all values (Fan & Gijbels 1996, equation 4.3), and never less than 2 % nor more than 20 % of the
 * range: less would follow single cells, more would not follow the gene.
 *
 * @param range Largest minus least coordinate; 0 gives 0.
 */
export function ruleOfThumbBandwidth(cells: Weighted, range: number): number {
  const { x, y, weight, spread } = cells;
  const n = x.length;
  if (!(range > 0) || n < 8) return MOST * range;
  const [first, half] = [x[0], (x[n - 1] - x[0]) / 2];
  const fit = half > 0 ? quartic(x, y, weight, first + half, half) : undefined;
  if (!fit) return MOST * range;
  let [all, squares, size, residuals, curvature] = [0, 0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const z = (x[i] - first - half) / half;
    const value = fit[0] + z * (fit[1] + z * (fit[2] + z * (fit[3] + z * fit[4])));
    const second = (2 * fit[2] + z * (6 * fit[3] + z * 12 * fit[4])) / (half * half);
    all += weight[i];
    squares += cells.squares[i];
    size += weight[i] * y[i] * y[i];
    residuals += weight[i] * ((y[i] - value) ** 2 + spread[i]);
    curvature += weight[i] * second * second;
  }
  const effective = (all * all) / squares;
  // What rounding leaves of a straight line's curvature says nothing.
  const curved = curvature * half ** 4 > 1e-12 * size;
  if (!(effective > 6) || !curved) return MOST * range;
  const variance = ((residuals / all) * effective) / (effective - 5);
  const best = GAUSSIAN * ((variance * range) / (effective * (curvature / all))) ** 0.2;
  return Math.min(Math.max(best, LEAST * range), MOST * range);
}

/** Least squares of degree 4 in z = (x − middle) / half; undefined where the coordinates are too few to tell. */
function quartic(
  x: Float64Array,
  y: Float64Array,
  weight: Float64Array,
  middle: number,
  half: number,
): number[] | undefined {
  const moments = new Float64Array(9);
  const right = new Float64Array(5);
  for (let i = 0; i < x.length; i++) {
    const z = (x[i] - middle) / half;
    for (let p = 0, power = weight[i]; p < 9; p++, power *= z) {
      moments[p] += power;
      if (p < 5) right[p] += power * y[i];
    }
  }
  return solve(Array.from({ length: 5 }, (_, r) => [...moments.subarray(r, r + 5), right[r]]));
}

/** Gaussian elimination with pivoting of rows that end with their right-hand side; undefined where it is singular. */
function solve(rows: number[][]): number[] | undefined {
  const n = rows.length;
  const scale = Math.max(...rows.flatMap((row) => row.slice(0, n).map(Math.abs)));
  for (let c = 0; c < n; c++) {
    let pivot = c;
    for (let r = c + 1; r < n; r++) if (Math.abs(rows[r][c]) > Math.abs(rows[pivot][c])) pivot = r;
    if (!(Math.abs(rows[pivot][c]) > 1e-10 * scale)) return undefined;
    [rows[c], rows[pivot]] = [rows[pivot], rows[c]];
    for (let r = c + 1; r < n; r++) {
      const factor = rows[r][c] / rows[c][c];
      for (let k = c; k <= n; k++) rows[r][k] -= factor * rows[c][k];
    }
  }
  const out = new Array<number>(n).fill(0);
  for (let r = n - 1; r >= 0; r--) {
    let sum = rows[r][n];
    for (let k = r + 1; k < n; k++) sum -= rows[r][k] * out[k];
    out[r] = sum / rows[r][r];
  }
  return out;
}
