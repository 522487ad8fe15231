import { sampleLattice, type FieldSample, type Lattice } from './lattice.ts';

/** Where lines may run. */
export interface Domain {
  lattice: Lattice;
  /** Mass and speed below which the field counts as unknown. */
  minimumMass: number;
  minimumSpeed: number;
}

export interface LineOptions {
  /** Longest step; shorter ones are taken where the field bends. */
  longestStep: number;
  /** Error allowed a step. */
  tolerance: number;
  longestLine: number;
  /** Takes every new point; the line ends before the first that it refuses. `length` is the way from the seed. */
  accepts(x: number, y: number, length: number): boolean;
}

/** Turning by more than this (cosine) in one step means that the line has met a sink or a source. */
const SHARPEST_TURN = 0.5;

/**
 * Follows the direction of the field from a seed, forward (sign 1) or backward (−1), until it leaves the domain, comes to
 * a standstill or is refused. The direction is integrated over arc length by the adaptive Runge–Kutta pair of Bogacki
 * and Shampine (1989), third order with an error estimate of second. The points go to `options.accepts`, in order.
 */
export function integrateLine(
  domain: Domain,
  seedX: number,
  seedY: number,
  sign: 1 | -1,
  options: LineOptions,
): void {
  const { longestStep, tolerance, longestLine } = options;
  const shortestStep = longestStep / 64;
  const at: FieldSample = { mass: 0, vx: 0, vy: 0 };
  /** The unit direction at (px, py), in `at`; false outside the domain. */
  const direction = (px: number, py: number): boolean => {
    sampleLattice(domain.lattice, px, py, at);
    const speed = Math.hypot(at.vx, at.vy);
    if (at.mass < domain.minimumMass || !(speed > domain.minimumSpeed)) return false;
    at.vx *= sign / speed;
    at.vy *= sign / speed;
    return true;
  };
  let x = seedX;
  let y = seedY;
  let length = 0;
  let step = longestStep / 4;
  if (!direction(x, y)) return;
  let [k1x, k1y] = [at.vx, at.vy];
  while (length < longestLine) {
    if (!direction(x + 0.5 * step * k1x, y + 0.5 * step * k1y)) break;
    const [k2x, k2y] = [at.vx, at.vy];
    if (!direction(x + 0.75 * step * k2x, y + 0.75 * step * k2y)) break;
    const [k3x, k3y] = [at.vx, at.vy];
    const nextX = x + (step / 9) * (2 * k1x + 3 * k2x + 4 * k3x);
    const nextY = y + (step / 9) * (2 * k1y + 3 * k2y + 4 * k3y);
    if (!direction(nextX, nextY)) break;
    const [k4x, k4y] = [at.vx, at.vy];
    const errorX = step * ((-5 / 72) * k1x + k2x / 12 + k3x / 9 - k4x / 8);
    const errorY = step * ((-5 / 72) * k1y + k2y / 12 + k3y / 9 - k4y / 8);
    const error = Math.hypot(errorX, errorY) / tolerance;
    if (error > 1 && step > shortestStep) {
      step = Math.max(shortestStep, step * Math.max(0.2, 0.9 / Math.cbrt(error)));
      continue;
    }
    const moved = Math.hypot(nextX - x, nextY - y);
    if (k1x * k4x + k1y * k4y < SHARPEST_TURN || moved < 0.5 * step) break;
    length += moved;
    if (!options.accepts(nextX, nextY, length)) break;
    [x, y, k1x, k1y] = [nextX, nextY, k4x, k4y];
    step = Math.min(longestStep, step * Math.min(3, 0.9 / Math.cbrt(Math.max(error, 1e-6))));
  }
}
