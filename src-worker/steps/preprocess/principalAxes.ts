import { sharedArray } from '../../data/arrays.ts';
import type { Random } from '../../data/random.ts';
import { projectOut } from '../../data/orthogonal.ts';
import { combination, norm, scaleBy } from '../../data/vectors.ts';
import { PRODUCT_WIDTH as WIDTH } from '../../kernels/gramProduct.ts';
import { orthonormalBasis, type OrthonormalBasis } from '../../kernels/orthonormalBasis.ts';
import { bandEigenvectors } from './bandEigenvectors.ts';
import type { CentredMatrix } from './centredMatrix.ts';
import { nextCheck, type Check } from './convergence.ts';
import { eigenTails } from './symmetricEigen.ts';

/**
 * Residuals below this share of the largest eigenvalue count as converged. The 30th of a typical set is a few thousandths of the
 * largest: its axis is then known to five digits (cosine with that of a hundredth of this tolerance above 0.99999).
 */
const TOLERANCE = 1e-6;
/** The Krylov basis is not grown beyond this many vectors for each wanted axis, or this many at all. */
const MAX_VECTORS_PER_AXIS = 20;
const MIN_CAP = 400;

/** Where less than this is left of a vector that was made orthogonal, rounding shows and it is done once more. */
const FAINT = 1e-4;

export interface PrincipalAxes {
  /** Unit vectors, one after another, each over the genes: that of the largest eigenvalue of AᵀA first. */
  axes: Float64Array[];
  /** The largest residual relative to the largest eigenvalue. */
  residual: number;
  converged: boolean;
}

/**
 * The leading `count` eigenvectors of AᵀA for a centred matrix A, by block Lanczos from a random start with full
 * reorthogonalisation (Golub and Underwood 1977), so that A is only ever multiplied with.
 *
 * `onGrowth` is called with the size of the basis after every block; it may throw to cancel.
 */
export async function principalAxes(
  matrix: CentredMatrix,
  count: number,
  random: Random,
  onGrowth: (vectors: number) => void,
): Promise<PrincipalAxes> {
  const { genes } = matrix;
  const cap = Math.min(genes, Math.max(MIN_CAP, MAX_VECTORS_PER_AXIS * count));
  const basis = orthonormalBasis(genes, cap);
  const projected: Float64Array[] = []; // columns of basisᵀ AᵀA basis, upper part
  const checks: Check[] = [];
  for (const vector of basis.block()) fillAtRandom(vector, random);
  let next = orthonormalise(basis, WIDTH, random);
  for (;;) {
    const used = Math.min(next.count, cap - basis.size);
    const image = await matrix.gramTimes(pack(basis.block().slice(0, used), genes));
    basis.append(used);
    unpack(image, basis.block(), used);
    projected.push(...projectBlock(basis, used));
    next = orthonormalise(basis, used, random);
    onGrowth(basis.size);
    const full = basis.size >= cap;
    if (basis.size >= nextCheck(checks, count, TOLERANCE) || full || next.count === 0) {
      const ritz = ritzValues(projected, count, next.coupling);
      const converged = ritz.residual <= TOLERANCE || basis.size >= genes || next.count === 0;
      if (converged || full) {
        const weights = bandEigenvectors(ritz.matrix, basis.size, WIDTH, ritz.values, random);
        const vectors = basis.vectors();
        return { axes: weights.map((w) => combine(vectors, w)), residual: ritz.residual, converged };
      }
      checks.push({ vectors: basis.size, residual: ritz.residual });
    }
  }
}

function fillAtRandom(vector: Float64Array, random: Random): void {
  for (let i = 0; i < vector.length; i++) vector[i] = random.normal();
}

/** Makes the block orthogonal to the basis; gives the coefficients of its first `used` vectors. */
function projectBlock(basis: OrthonormalBasis, used: number): Float64Array[] {
  const block = basis.block();
  const lengths = block.map(norm);
  // The last two blocks hold almost all of the image's part in the basis; without it one pass over all is accurate.
  const passes = [basis.project(Math.max(0, basis.size - used - WIDTH)), basis.project(0)];
  if (block.some((vector, c) => norm(vector) < FAINT * lengths[c])) passes.push(basis.project(0));
  return Array.from({ length: used }, (_, c) =>
    passes[0][c].map((_first, b) => passes.reduce((sum, pass) => sum + pass[c][b], 0)),
  );
}

/**
 * Makes the first `used` vectors of the block, which are orthogonal to the basis already, orthonormal, and gives the coupling R
 * with what they were = Q R. A direction that is used up is replaced by a random new one, whose coupling is zero; where the whole
 * space is, only the first `count` vectors are such.
 */
function orthonormalise(
  basis: OrthonormalBasis,
  used: number,
  random: Random,
): { count: number; coupling: Float64Array[] } {
  const block = basis.block().slice(0, used);
  const scale = Math.max(...block.map(norm));
  const coupling = block.map(() => new Float64Array(used));
  let count = 0;
  for (const vector of block) {
    if (basis.size + count >= vector.length) break;
    const before = block.slice(0, count);
    projectOut(before, vector, 0, coupling[count]);
    projectOut(before, vector, 0, coupling[count]);
    const length = norm(vector);
    if (length > 1e-12 * scale && length > 0) {
      coupling[count][count] = length;
      scaleBy(vector, 1 / length);
    } else {
      fillAtRandom(vector, random);
      for (let pass = 0; pass < 2; pass++) {
        projectOut(basis.vectors(), vector);
        projectOut(before, vector);
        scaleBy(vector, 1 / norm(vector));
      }
    }
    count++;
  }
  return { count, coupling };
}

/**
 * The leading eigenvalues of the projected matrix, its lower triangle, and the Lanczos residual ‖R y_last‖ of the worst pair,
 * relative to the largest eigenvalue.
 */
function ritzValues(
  projected: readonly Float64Array[],
  count: number,
  coupling: readonly Float64Array[],
): { values: Float64Array; matrix: Float64Array; residual: number } {
  const size = projected.length;
  const matrix = new Float64Array(size * size);
  projected.forEach((column, j) => {
    matrix.set(column.subarray(0, j + 1), j * size);
  });
  const last = coupling.length;
  const { values, tails } = eigenTails(matrix.slice(), size, last);
  const order = Uint32Array.from(values.keys())
    .sort((a, b) => values[b] - values[a])
    .subarray(0, Math.min(count, size));
  const leading = Float64Array.from(order, (e) => values[e]);
  const largest = leading[0];
  let residual = 0;
  for (const e of order) {
    const left = new Float64Array(WIDTH);
    coupling.forEach((column, c) => {
      for (let r = 0; r < column.length; r++) left[r] += column[r] * tails[e * last + c];
    });
    residual = Math.max(residual, norm(left));
  }
  return { values: leading, matrix, residual: largest > 0 ? residual / largest : 0 };
}

function combine(basis: readonly Float64Array[], weights: Float64Array): Float64Array {
  const out = combination(basis, weights);
  scaleBy(out, 1 / norm(out));
  return out;
}

/** Vectors side by side as a row-major block, padded with zeros. */
function pack(vectors: readonly Float64Array[], length: number): Float64Array {
  const block = sharedArray('f64', length * WIDTH);
  vectors.forEach((vector, c) => {
    for (let i = 0; i < length; i++) block[i * WIDTH + c] = vector[i];
  });
  return block;
}

/** The first `used` columns of a row-major block, and zeros after them. */
function unpack(block: Float64Array, vectors: readonly Float64Array[], used: number): void {
  vectors.forEach((vector, c) => {
    for (let i = 0; i < vector.length; i++) vector[i] = c < used ? block[i * WIDTH + c] : 0;
  });
}
