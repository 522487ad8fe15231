import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

import { createRandom, type Random } from '../../../data/random.ts';
import { projectOut } from '../../../data/orthogonal.ts';
import { addScaled, dot, norm, scaleBy } from '../../../data/vectors.ts';

/** A square matrix known by its products: `multiply` writes A·x into y. */
export interface LinearOperator {
  size: number;
  multiply(x: Float64Array, y: Float64Array): void;
}

export interface EigenOptions {
  /** How many pairs are wanted; fewer are returned where the matrix is smaller. */
  count: number;
  /** Which ones come first: the rightmost, or those of largest modulus. */
  order: 'largestReal' | 'largestMagnitude';
  symmetric?: boolean;
  /** Bound on the residual ‖Ax − λx‖, relative to |λ|. */
  tolerance?: number;
  /** Pairs whose real part lies below need only be certain to lie there, but for the very first. */
  floor?: number;
  maxRestarts?: number;
  /** Called before every product. */
  checkCancelled?: () => void;
}

export interface Eigenpairs {
  /** Real parts of the eigenvalues, in the wanted order. */
  values: Float64Array;
  imaginary: Float64Array;
  /** The real parts of the eigenvectors, each of unit length before its imaginary part is dropped. */
  vectors: Float64Array[];
  residuals: Float64Array;
  converged: boolean;
}

/**
 * The first eigenpairs of a large matrix, by the Krylov–Schur method (Stewart 2001): an Arnoldi factorisation with full
 * reorthogonalisation, restarted from the span of the wanted Ritz vectors. On a symmetric matrix that is the
 * thick-restart Lanczos method. It starts from a fixed vector, so equal input gives equal output.
 *
 * Where a Krylov space closes before enough vectors are found (multiple eigenvalues, a disconnected graph), it goes on
 * from a fresh direction. Costs `size` × (2·count + 20) doubles.
 */
export function leadingEigenpairs(operator: LinearOperator, options: EigenOptions): Eigenpairs {
  const { size } = operator;
  const count = Math.min(options.count, size);
  if (count <= 0)
    return { values: empty(), imaginary: empty(), vectors: [], residuals: empty(), converged: true };
  const width = Math.min(size, Math.max(2 * count + 20, 40));
  const space = createSpace(size, width);
  startAnew(space, 0);
  const maxRestarts = options.maxRestarts ?? 300;
  let looks = 1;
  for (let restart = 0; ; restart++) {
    const from = space.filled;
    for (let look = 1; ; look++) {
      expand(operator, space, from + Math.ceil(((width - from) * look) / looks), options.checkCancelled);
      const ritz = ritzPairs(space, options);
      const converged = isConverged(ritz, count, options);
      const full = space.filled === width;
      if (converged || (full && restart === maxRestarts)) return eigenpairs(space, ritz, count, converged);
      if (!full) continue;
      // Several pairs with one value are told apart late: where those are sought, no round is cut short.
      const onlyFirst = ritz.values[ritz.order[0]] < (options.floor ?? Number.POSITIVE_INFINITY);
      looks = onlyFirst ? LOOKS : 1;
      contract(space, ritz, count);
      break;
    }
  }
}

/** How often, between one restart and the next, it is seen whether there is enough. */
const LOOKS = 4;

/** A·V = V·H + residual vector · last row, with V the first `filled` columns of `basis`, at most `width`. */
interface KrylovSpace {
  basis: Float64Array[];
  projected: Matrix;
  width: number;
  filled: number;
  /** Norm of what A·V leaves outside the space. */
  outside: number;
  random: Random;
}

interface RitzPairs {
  values: Float64Array;
  imaginary: Float64Array;
  /** Unit columns; the members of a complex pair hold the real and the imaginary part. */
  columns: Matrix;
  order: number[];
  residuals: Float64Array;
}

function createSpace(size: number, width: number): KrylovSpace {
  return {
    basis: Array.from({ length: width + 1 }, () => new Float64Array(size)),
    projected: Matrix.zeros(width + 1, width),
    width,
    filled: 0,
    outside: 0,
    random: createRandom(0, 'eigenpairs'),
  };
}

function expand(operator: LinearOperator, space: KrylovSpace, to: number, checkCancelled?: () => void): void {
  const { basis, projected, width } = space;
  for (let j = space.filled; j < to; j++) {
    checkCancelled?.();
    const w = basis[j + 1];
    operator.multiply(basis[j], w);
    const before = norm(w);
    if (!Number.isFinite(before)) throw new RangeError('The matrix has values that are not finite');
    const earlier = basis.slice(0, j + 1);
    const coefficients = new Float64Array(j + 1);
    for (let pass = 0; pass < 2; pass++) projectOut(earlier, w, 0, coefficients);
    coefficients.forEach((h, i) => projected.set(i, j, h));
    const after = norm(w);
    const closed = after <= 1e-13 * Math.max(before, 1e-300);
    space.outside = closed ? 0 : after;
    projected.set(j + 1, j, space.outside);
    if (!closed) scaleBy(w, 1 / after);
    else if (j + 1 < width) startAnew(space, j + 1);
  }
  space.filled = to;
}

/** Puts a fresh unit vector, orthogonal to those before it, at `position`. */
function startAnew(space: KrylovSpace, position: number): void {
  const w = space.basis[position];
  for (let i = 0; i < w.length; i++) w[i] = 0.5 + space.random.uniform();
  if (position > 0) for (let i = 0; i < w.length; i++) w[i] -= 1;
  for (let pass = 0; pass < 2; pass++) projectOut(space.basis.slice(0, position), w);
  scaleBy(w, 1 / norm(w));
}

function ritzPairs(space: KrylovSpace, options: EigenOptions): RitzPairs {
  const { filled: width, projected } = space;
  const square = projected.subMatrix(0, width - 1, 0, width - 1);
  if (options.symmetric)
    for (let i = 0; i < width; i++)
      for (let j = 0; j < i; j++) {
        const mean = (square.get(i, j) + square.get(j, i)) / 2;
        square.set(i, j, mean).set(j, i, mean);
      }
  const decomposition = new EigenvalueDecomposition(square, { assumeSymmetric: options.symmetric });
  const values = Float64Array.from(decomposition.realEigenvalues);
  const imaginary = Float64Array.from(decomposition.imaginaryEigenvalues);
  const columns = decomposition.eigenvectorMatrix;
  normalizeColumns(columns, imaginary);
  const rank =
    options.order === 'largestReal'
      ? (i: number): number => values[i]
      : (i: number): number => Math.hypot(values[i], imaginary[i]);
  // The members of a complex pair stay side by side: equal rank, so the place decides.
  const order = Array.from(values.keys()).sort((a, b) => rank(b) - rank(a) || a - b);
  const residuals = values.map((_, i) => {
    const partner = partnerOf(imaginary, i);
    return (
      space.outside * Math.hypot(columns.get(width - 1, i), partner < 0 ? 0 : columns.get(width - 1, partner))
    );
  });
  return { values, imaginary, columns, order, residuals };
}

function isConverged(ritz: RitzPairs, count: number, options: EigenOptions): boolean {
  const tolerance = options.tolerance ?? 1e-10;
  const floor = options.floor ?? Number.NEGATIVE_INFINITY;
  if (ritz.order.length < count) return false;
  for (const i of ritz.order.slice(0, count)) {
    const size = Math.max(Math.hypot(ritz.values[i], ritz.imaginary[i]), 1e-6);
    const bound = Math.max(tolerance * size, i === ritz.order[0] ? 0 : (floor - ritz.values[i]) / 2);
    if (ritz.residuals[i] > bound) return false;
  }
  return true;
}

/** Keeps the span of the wanted Ritz vectors and some more, which speed up the next round. */
function contract(space: KrylovSpace, ritz: RitzPairs, count: number): void {
  const { basis, projected, width } = space;
  const wanted = ritz.order.slice(0, Math.min(width - 1, count + Math.floor((width - count) / 3)));
  const last = wanted[wanted.length - 1];
  const partner = partnerOf(ritz.imaginary, last);
  if (partner >= 0 && !wanted.includes(partner)) wanted.pop();
  const span = orthonormalize(wanted.map((i) => ritz.columns.getColumn(i)));
  const kept = span.length;
  const square = projected.subMatrix(0, width - 1, 0, width - 1);
  const rotation = new Matrix(span).transpose();
  const rotated = rotation.transpose().mmul(square).mmul(rotation);
  projected.fill(0);
  for (let i = 0; i < kept; i++) {
    for (let j = 0; j < kept; j++) projected.set(i, j, rotated.get(i, j));
    projected.set(kept, i, space.outside * span[i][width - 1]);
  }
  rotateBasis(basis, span, width);
  basis[kept].set(basis[width]);
  space.filled = kept;
}

function rotateBasis(basis: Float64Array[], span: number[][], width: number): void {
  const row = new Float64Array(width);
  for (let r = 0; r < basis[0].length; r++) {
    for (let i = 0; i < width; i++) row[i] = basis[i][r];
    for (let k = 0; k < span.length; k++) {
      const weights = span[k];
      let sum = 0;
      for (let i = 0; i < width; i++) sum += weights[i] * row[i];
      basis[k][r] = sum;
    }
  }
}

function eigenpairs(space: KrylovSpace, ritz: RitzPairs, count: number, converged: boolean): Eigenpairs {
  const chosen = ritz.order.slice(0, count);
  const vectors = chosen.map((i) => {
    // A conjugate pair shares one real part, which the member with the positive imaginary part holds.
    const column = ritz.imaginary[i] < 0 ? partnerOf(ritz.imaginary, i) : i;
    const vector = new Float64Array(space.basis[0].length);
    for (let k = 0; k < space.filled; k++) addScaled(vector, space.basis[k], ritz.columns.get(k, column));
    return vector;
  });
  return {
    values: Float64Array.from(chosen, (i) => ritz.values[i]),
    imaginary: Float64Array.from(chosen, (i) => ritz.imaginary[i]),
    residuals: Float64Array.from(chosen, (i) => ritz.residuals[i]),
    vectors,
    converged,
  };
}

/** The other member of a complex pair (pairs lie side by side, the positive imaginary part first), or −1. */
function partnerOf(imaginary: Float64Array, i: number): number {
  if (imaginary[i] === 0) return -1;
  return imaginary[i] > 0 ? i + 1 : i - 1;
}

function normalizeColumns(columns: Matrix, imaginary: Float64Array): void {
  for (let i = 0; i < imaginary.length; i++) {
    if (imaginary[i] < 0) continue;
    const partner = partnerOf(imaginary, i);
    const members = partner < 0 ? [i] : [i, partner];
    const length = Math.hypot(...members.flatMap((j) => columns.getColumn(j)));
    if (length > 0) for (const j of members) columns.mulColumn(j, 1 / length);
  }
}

/** Gram–Schmidt, twice; vectors that depend on earlier ones are left out. */
function orthonormalize(vectors: number[][]): number[][] {
  const out: Float64Array[] = [];
  for (const values of vectors) {
    const v = Float64Array.from(values);
    const before = norm(v);
    for (let pass = 0; pass < 2; pass++) for (const u of out) addScaled(v, u, -dot(u, v));
    const after = norm(v);
    if (after <= 1e-12 * before) continue;
    scaleBy(v, 1 / after);
    out.push(v);
  }
  return out.map((v) => Array.from(v));
}

function empty(): Float64Array {
  return new Float64Array(0);
}
