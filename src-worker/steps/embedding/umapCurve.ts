const POINTS = 300;
const ITERATIONS = 200;

/**
 * The a and b for which 1 / (1 + a x^(2b)) comes closest, in least squares over 0 ≤ x ≤ 3·spread, to 1 below
 * `minDist` and exp(−(x − minDist) / spread) above: how near in the layout two cells of weight 1 should lie
 * (McInnes, Healy and Melville 2018). By Levenberg–Marquardt in log a and log b, which keeps both positive.
 */
export function umapCurve(minDist: number, spread: number): { a: number; b: number } {
  const x = Float64Array.from({ length: POINTS }, (_, i) => (3 * spread * i) / (POINTS - 1));
  const y = x.map((value) => (value < minDist ? 1 : Math.exp(-(value - minDist) / spread)));
  let logA = 0;
  let logB = 0;
  let damping = 1e-3;
  let error = squaredError(x, y, logA, logB);
  for (let iteration = 0; iteration < ITERATIONS && damping < 1e12; iteration++) {
    const { aa, ab, bb, ra, rb } = normalEquations(x, y, logA, logB);
    const daa = aa * (1 + damping);
    const dbb = bb * (1 + damping);
    const determinant = daa * dbb - ab * ab;
    const tryA = logA + (dbb * ra - ab * rb) / determinant;
    const tryB = logB + (daa * rb - ab * ra) / determinant;
    const tryError = squaredError(x, y, tryA, tryB);
    if (!(tryError < error)) {
      damping *= 10;
      continue;
    }
    logA = tryA;
    logB = tryB;
    error = tryError;
    damping /= 10;
  }
  return { a: Math.exp(logA), b: Math.exp(logB) };
}

function squaredError(x: Float64Array, y: Float64Array, logA: number, logB: number): number {
  const a = Math.exp(logA);
  const b = Math.exp(logB);
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (y[i] - 1 / (1 + a * x[i] ** (2 * b))) ** 2;
  return sum;
}

/** JᵀJ and Jᵀr of the residuals y − f with respect to (log a, log b). */
function normalEquations(x: Float64Array, y: Float64Array, logA: number, logB: number) {
  const a = Math.exp(logA);
  const b = Math.exp(logB);
  const sums = { aa: 0, ab: 0, bb: 0, ra: 0, rb: 0 };
  // At x = 0 the curve is 1 whatever a and b are.
  for (let i = 1; i < x.length; i++) {
    const power = a * x[i] ** (2 * b);
    const f = 1 / (1 + power);
    const da = -f * f * power;
    const db = da * 2 * b * Math.log(x[i]);
    const residual = y[i] - f;
    sums.aa += da * da;
    sums.ab += da * db;
    sums.bb += db * db;
    sums.ra += da * residual;
    sums.rb += db * residual;
  }
  return sums;
}
