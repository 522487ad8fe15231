import type { Random } from '../data/random.ts';

/** Means up to this are drawn by inversion, which takes about as many steps as the count. */
const INVERSION_LIMIT = 12;
/** Counts so far out have no probability left in double precision, whatever the parameters allowed. */
const FARTHEST_COUNT = 10_000;

/**
 * A count of the given mean m and variance m + dispersion · m²: a Poisson variate whose mean is spread by a gamma
 * factor (negative binomial), or Poisson at dispersion 0.
 */
export function overdispersedCount(random: Random, mean: number, dispersion: number): number {
  if (!(mean > 0)) return 0;
  if (dispersion === 0) return poisson(random, mean);
  const shape = 1 / dispersion;
  if (mean > INVERSION_LIMIT) return poisson(random, (mean * gamma(random, shape)) / shape);
  const odds = mean / (mean + shape);
  let left = random.uniform();
  let term = Math.exp(-shape * Math.log1p(mean / shape));
  let count = 0;
  while (left >= term && count < FARTHEST_COUNT) {
    left -= term;
    term *= ((count + shape) / (count + 1)) * odds;
    count++;
  }
  return count;
}

/** A gamma variate of the given shape (> 0) and scale 1 (Marsaglia and Tsang 2000). */
export function gamma(random: Random, shape: number): number {
  if (shape < 1) return gamma(random, shape + 1) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = 1 - random.uniform();
    const x2 = x * x;
    // The first test accepts nearly always and spares the logarithms.
    if (u < 1 - 0.0331 * x2 * x2 || Math.log(u) < 0.5 * x2 + d * (1 - v + Math.log(v))) return d * v;
  }
}

/** A Poisson variate: by inversion for small means, else by transformed rejection (PTRS, Hörmann 1993). */
export function poisson(random: Random, mean: number): number {
  if (!(mean > 0)) return 0;
  if (mean > INVERSION_LIMIT) return poissonByRejection(random, mean);
  let left = random.uniform();
  let term = Math.exp(-mean);
  let count = 0;
  while (left >= term && count < FARTHEST_COUNT) {
    left -= term;
    count++;
    term *= mean / count;
  }
  return count;
}

function poissonByRejection(random: Random, mean: number): number {
  const logMean = Math.log(mean);
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random.uniform() - 0.5;
    const v = 1 - random.uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (
      Math.log(v) + Math.log(inverseAlpha) - Math.log(a / (us * us) + b) <=
      k * logMean - mean - logFactorial(k)
    )
      return k;
  }
}

/** log k!, by Stirling's series above 9 (error below 1e−10). */
function logFactorial(k: number): number {
  if (k < 10) {
    let product = 1;
    for (let i = 2; i <= k; i++) product *= i;
    return Math.log(product);
  }
  const x = k + 1;
  return (
    (x - 0.5) * Math.log(x) -
    x +
    0.5 * Math.log(2 * Math.PI) +
    1 / (12 * x) -
    1 / (360 * x ** 3) +
    1 / (1260 * x ** 5)
  );
}
