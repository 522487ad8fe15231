import { addScaled, dot, norm } from '../../data/vectors.ts';

/** Solves A x = b for one right-hand side; see {@link gmres}. */
export interface LinearProblem {
  size: number;
  /** A new vector A x. */
  apply(x: Float64Array): Float64Array;
  /** New vectors M⁻¹ v and A M⁻¹ v, with M near A. */
  precondition(v: Float64Array): Promise<{ solution: Float64Array; image: Float64Array }>;
}

export interface Solution {
  x: Float64Array;
  /** Largest absolute entry of b − A x, computed from x, over the largest of x (or 1). */
  residual: number;
  iterations: number;
}

/** Long, since what a restart forgets are just the slow modes (cells caught for long), which decide convergence. */
const RESTART = 300;

/**
 * Restarted GMRES with right preconditioning (Saad and Schultz 1986), from M⁻¹ b, until no entry of the residual
 * exceeds `tolerance` times the largest entry of x (or 1), or `maxIterations` were made. The caller judges the residual.
 */
export async function gmres(
  problem: LinearProblem,
  b: Float64Array,
  tolerance: number,
  maxIterations: number,
): Promise<Solution> {
  const { solution: x } = await problem.precondition(b);
  let iterations = 0;
  for (;;) {
    const r = difference(b, problem.apply(x));
    const residual = largest(r);
    const size = Math.max(1, largest(x));
    if (residual <= tolerance * size || iterations >= maxIterations)
      return { x, residual: residual / size, iterations };
    iterations += await cycle(problem, r, x, tolerance * size, maxIterations - iterations);
  }
}

/** One restart cycle: improves x in place for the residual r; the number of its iterations. */
async function cycle(
  problem: LinearProblem,
  r: Float64Array,
  x: Float64Array,
  tolerance: number,
  budget: number,
): Promise<number> {
  const start = norm(r);
  const basis = [scaled(r, 1 / start)];
  // Hessenberg columns turned upper triangular by Givens rotations, and the rotated right-hand side.
  const triangle: Float64Array[] = [];
  const cosines: number[] = [];
  const sines: number[] = [];
  const rhs = [start];
  const steps = Math.min(RESTART, budget);
  for (let j = 0; j < steps; j++) {
    const { image: w } = await problem.precondition(basis[j]);
    const column = new Float64Array(j + 2);
    for (let i = 0; i <= j; i++) {
      column[i] = dot(w, basis[i]);
      addScaled(w, basis[i], -column[i]);
    }
    column[j + 1] = norm(w);
    const next = column[j + 1];
    for (let i = 0; i < j; i++) {
      const upper = cosines[i] * column[i] + sines[i] * column[i + 1];
      column[i + 1] = -sines[i] * column[i] + cosines[i] * column[i + 1];
      column[i] = upper;
    }
    const length = Math.hypot(column[j], column[j + 1]);
    cosines.push(length === 0 ? 1 : column[j] / length);
    sines.push(length === 0 ? 0 : column[j + 1] / length);
    column[j] = length;
    triangle.push(column);
    rhs.push(-sines[j] * rhs[j]);
    rhs[j] *= cosines[j];
    // The 2-norm bounds the largest entry, so this can only stop too late.
    if (Math.abs(rhs[j + 1]) <= tolerance || next <= 1e-14 * start) break;
    basis.push(scaled(w, 1 / next));
  }

  const count = triangle.length;
  const y = new Float64Array(count);
  for (let i = count - 1; i >= 0; i--) {
    let sum = rhs[i];
    for (let j = i + 1; j < count; j++) sum -= triangle[j][i] * y[j];
    y[i] = triangle[i][i] === 0 ? 0 : sum / triangle[i][i];
  }
  const step = new Float64Array(problem.size);
  for (let j = 0; j < count; j++) addScaled(step, basis[j], y[j]);
  addScaled(x, (await problem.precondition(step)).solution, 1);
  return count;
}

function difference(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - b[i]);
}

function scaled(a: Float64Array, factor: number): Float64Array {
  return a.map((value) => value * factor);
}

function largest(a: Float64Array): number {
  let out = 0;
  for (let i = 0; i < a.length; i++) out = Math.max(out, Math.abs(a[i]));
  return out;
}
