import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

import { sharedArray } from '../../data/arrays.ts';
import type { Random } from '../../data/random.ts';
import { projectOut } from '../../data/orthogonal.ts';
import { combination, norm, scaleBy } from '../../data/vectors.ts';
import { PRODUCT_WIDTH as WIDTH } from '../../kernels/gramProduct.ts';
import type { CentredMatrix } from './centredMatrix.ts';
import { nextCheck, type Check } from './convergence.ts';

/**
 * Residuals below this share of the largest eigenvalue count as converged. The 30th of a typical set is a few thousandths of the
 * largest: its axis is then known to five digits (cosine with that of a hundredth of this tolerance above 0.99999).
 */
const TOLERANCE = 1e-6;
/** The Krylov basis is not grown beyond this many vectors for each wanted axis, or this many at all. */
const MAX_VECTORS_PER_AXIS = 20;
const MIN_CAP = 400;

export interface PrincipalAxes {
  /** Eigenvalues of AᵀA, largest first. */
  eigenvalues: Float64Array;
  /** Unit eigenvectors, one after another, each over the genes. */
  axes: Float64Array[];
  /** The largest residual relative to the largest eigenvalue. */
  residual: number;
  converged: boolean;
}

/**
 * The leading `count` eigenpairs of AᵀA for a centred matrix A, by block Lanczos from a random start with full
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
  const basis: Float64Array[] = [];
  const projected: Float64Array[] = []; // columns of basisᵀ AᵀA basis, upper part
  const checks: Check[] = [];
  let block = orthonormalBlock([], randomVectors(genes, WIDTH, random), random).vectors;
  for (;;) {
    const first = basis.length;
    basis.push(...block);
    const image = unpack(await matrix.gramTimes(pack(block, genes)), genes);
    const used = block.length;
    // The last two blocks hold almost all of the image's part in the basis; without it one pass over all is accurate.
    const near = Math.max(0, first - WIDTH);
    for (let c = 0; c < used; c++) {
      const coefficients = new Float64Array(basis.length);
      projectOut(basis, image[c], near, coefficients);
      projectOut(basis, image[c], 0, coefficients);
      projected.push(coefficients);
    }
    const next = orthonormalBlock(basis, image.slice(0, used), random);
    onGrowth(basis.length);
    const full = basis.length >= cap;
    if (basis.length >= nextCheck(checks, count, TOLERANCE) || full || next.vectors.length === 0) {
      const ritz = ritzPairs(projected, count);
      const residual = largestResidual(ritz, next.coupling, first);
      const converged = residual <= TOLERANCE || basis.length >= genes || next.vectors.length === 0;
      if (converged || full) {
        const axes = ritz.vectors.map((weights) => combine(basis, weights));
        return { eigenvalues: ritz.values, axes, residual, converged };
      }
      checks.push({ vectors: basis.length, residual });
    }
    block = next.vectors.slice(0, cap - basis.length);
  }
}

function randomVectors(length: number, count: number, random: Random): Float64Array[] {
  return Array.from({ length: count }, () => Float64Array.from({ length }, () => random.normal()));
}

/**
 * Orthonormal vectors that span `vectors`, which are orthogonal to `basis` already, and the coupling R with
 * vectors = Q R. A direction that is used up is replaced by a random new one, whose coupling is zero; fewer vectors
 * are returned where the whole space is.
 */
function orthonormalBlock(
  basis: readonly Float64Array[],
  vectors: readonly Float64Array[],
  random: Random,
): { vectors: Float64Array[]; coupling: Float64Array[] } {
  const scale = Math.max(...vectors.map(norm));
  const out: Float64Array[] = [];
  const coupling = vectors.map(() => new Float64Array(vectors.length));
  vectors.forEach((vector, c) => {
    if (basis.length + out.length >= vector.length) return;
    projectOut(out, vector, 0, coupling[c]);
    projectOut(out, vector, 0, coupling[c]);
    const length = norm(vector);
    if (length > 1e-12 * scale && length > 0) {
      coupling[c][out.length] = length;
      scaleBy(vector, 1 / length);
      out.push(vector);
      return;
    }
    const [fresh] = randomVectors(vector.length, 1, random);
    for (let pass = 0; pass < 2; pass++) {
      projectOut(basis, fresh);
      projectOut(out, fresh);
      scaleBy(fresh, 1 / norm(fresh));
    }
    out.push(fresh);
  });
  return { vectors: out, coupling };
}

interface RitzPairs {
  values: Float64Array;
  vectors: Float64Array[];
}

function ritzPairs(projected: readonly Float64Array[], count: number): RitzPairs {
  const size = projected.length;
  const matrix = Matrix.zeros(size, size);
  projected.forEach((column, j) => {
    for (let i = 0; i <= j; i++) {
      matrix.set(i, j, column[i]);
      matrix.set(j, i, column[i]);
    }
  });
  const decomposition = new EigenvalueDecomposition(matrix, { assumeSymmetric: true });
  const order = Uint32Array.from(decomposition.realEigenvalues.keys())
    .sort((a, b) => decomposition.realEigenvalues[b] - decomposition.realEigenvalues[a])
    .subarray(0, Math.min(count, size));
  const all = decomposition.eigenvectorMatrix;
  return {
    values: Float64Array.from(order, (e) => Math.max(0, decomposition.realEigenvalues[e])),
    vectors: Array.from(order, (e) => Float64Array.from({ length: size }, (_, i) => all.get(i, e))),
  };
}

/** The Lanczos residual ‖R y_last‖ of the worst pair, relative to the largest eigenvalue. */
function largestResidual(ritz: RitzPairs, coupling: readonly Float64Array[], first: number): number {
  if (!(ritz.values[0] > 0)) return 0;
  let largest = 0;
  for (const weights of ritz.vectors) {
    const residual = new Float64Array(WIDTH);
    coupling.forEach((column, c) => {
      for (let r = 0; r < column.length; r++) residual[r] += column[r] * weights[first + c];
    });
    largest = Math.max(largest, norm(residual));
  }
  return largest / ritz.values[0];
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

function unpack(block: Float64Array, length: number): Float64Array[] {
  return Array.from({ length: WIDTH }, (_, c) =>
    Float64Array.from({ length }, (_, i) => block[i * WIDTH + c]),
  );
}
