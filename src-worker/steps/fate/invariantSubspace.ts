import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

import type { SparseMatrix } from '../../data/arrays.ts';
import { createRandom } from '../../data/random.ts';
import { projectOut } from '../../data/orthogonal.ts';
import { combination, dot, norm, scaleBy } from '../../data/vectors.ts';
import {
  blockWidth,
  sparseProduct,
  sparseProductArgs,
  type SparseProductArgs,
} from '../../kernels/sparseProduct.ts';
import type { Work } from '../work.ts';

/** The slow part of a chain. */
export interface InvariantSubspace {
  /** Real parts of the eigenvalues, slowest first. */
  eigenvalues: Float64Array;
  /** Orthonormal columns: the first j span the j slowest modes (Schur vectors). */
  basis: Float64Array[];
  /** Slow modes that did not converge and were left out. */
  unconverged: number;
}

/** Plain multiplications before each round: they cost a tenth of what orthogonalising a larger basis would, and use all threads. */
const FILTER_STEPS = 32;
const TOLERANCE = 1e-6;
const ROUGHLY = 1e-2;
const MAX_ROUNDS = 60;
/** Up to so many cells the whole problem is solved at once. */
const DENSE_LIMIT = 150;
/** Orthogonal iteration on the small problem: so many steps of the 2^SQUARINGS-th power. */
const SMALL_STEPS = 40;
const SQUARINGS = 5;

/**
 * The `count` slowest modes of a row-stochastic sparse matrix, those of largest |1 + λ|, by block Krylov subspaces
 * with Rayleigh–Ritz restarts (Saad 2011, ch. 5 and 6): each round spans P³²Q and P³³Q and keeps the best. A block, not one
 * vector, because chains with several ends have the eigenvalue 1 several times over, of which a single Krylov sequence
 * sees one; and Schur vectors, not eigenvectors, because these become parallel there.
 *
 * Modes with |1 + λ| of at least 1 + `slowest` are converged to a residual of 1e−6. Where that cannot be reached, the
 * result is cut before the first that was not.
 */
export async function slowSubspace(
  matrix: SparseMatrix,
  count: number,
  slowest: number,
  work: Work,
): Promise<InvariantSubspace> {
  const n = matrix.rows;
  const wanted = Math.min(count, n);
  const width = Math.min(n, wanted + 4);
  const product = sparseProductArgs(matrix, blockWidth(n <= DENSE_LIMIT ? n : width));
  const random = createRandom(0, 'fate/subspace');
  let block: Float64Array[] = Array.from({ length: width }, (_, c) =>
    Float64Array.from({ length: n }, () => (c === 0 ? 1 : random.normal())),
  );
  for (let round = 0; ; round++) {
    const basis = orthonormalised(await multiplyColumns(product, block, FILTER_STEPS, work), []);
    if (n <= DENSE_LIMIT) basis.push(...orthonormalised(unitColumns(n), basis));
    const images = await multiplyColumns(product, basis, 1, work);
    work.checkCancelled();
    if (n > DENSE_LIMIT) {
      const further = orthonormalised(images, basis);
      basis.push(...further);
      images.push(...(await multiplyColumns(product, further, 1, work)));
    }
    const ritz = slowestModes(projected(basis, images), width);
    block = combine(basis, ritz.vectors);
    const imageBlock = combine(images, ritz.vectors);
    const slow = ritz.slowness.slice(0, wanted).filter((value) => value >= slowest).length;
    const residual = spanResidual(block, imageBlock, slow);
    // The next mode, or complex pair, must be known roughly as well, lest a slow one has not come up yet.
    const surveyed = [slow + 1, slow + 2].some(
      (next) => next > width || spanResidual(block, imageBlock, next) <= ROUGHLY,
    );
    const converged = residual <= TOLERANCE && surveyed;
    if (!converged && round + 1 < MAX_ROUNDS) continue;
    let kept = slow;
    while (kept > 1 && spanResidual(block, imageBlock, kept) > TOLERANCE) kept--;
    const given = kept === slow ? wanted : kept;
    return {
      eigenvalues: Float64Array.from(ritz.real.slice(0, given)),
      basis: block.slice(0, given),
      unconverged: slow - kept,
    };
  }
}

/**
 * The `count` modes of largest |1 + λ| of a small matrix by orthogonal iteration on a power of (1 + H)/2, started from
 * the first unit vectors (the modes of the round before), and their eigenvalues in the same order.
 */
function slowestModes(
  small: Matrix,
  count: number,
): { real: number[]; slowness: number[]; vectors: Float64Array[] } {
  const size = small.rows;
  let filter = Matrix.add(small, Matrix.eye(size)).mul(0.5);
  for (let squaring = 0; squaring < SQUARINGS; squaring++) filter = filter.mmul(filter);
  let vectors = unitColumns(size).slice(0, count);
  for (let step = 0; step < SMALL_STEPS; step++)
    vectors = orthonormalised(
      vectors.map((vector) => Float64Array.from(filter.mmul(Matrix.columnVector(vector)).to1DArray())),
      [],
    );
  const images = vectors.map((vector) =>
    Float64Array.from(small.mmul(Matrix.columnVector(vector)).to1DArray()),
  );
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(projected(vectors, images));
  const slowness = realEigenvalues.map((re, i) => Math.hypot(1 + re, imaginaryEigenvalues[i]) - 1);
  const order = [...slowness.keys()].sort((a, b) => slowness[b] - slowness[a] || a - b);
  return {
    real: order.map((c) => realEigenvalues[c]),
    slowness: order.map((c) => slowness[c]),
    vectors,
  };
}

function unitColumns(size: number): Float64Array[] {
  return Array.from({ length: size }, (_, c) =>
    Float64Array.from({ length: size }, (_, i) => (i === c ? 1 : 0)),
  );
}

/** The columns of `block` made orthonormal to `basis` and to each other; dependent columns are dropped. */
function orthonormalised(block: Float64Array[], basis: Float64Array[]): Float64Array[] {
  const out: Float64Array[] = [];
  for (const column of block) {
    const v = column.slice();
    const before = norm(v);
    if (before === 0) continue;
    scaleBy(v, 1 / before);
    let dependent = false;
    for (let pass = 0; pass < 2 && !dependent; pass++) {
      projectOut(basis, v);
      projectOut(out, v);
      const length = norm(v);
      dependent = length < 1e-10;
      if (!dependent) scaleBy(v, 1 / length);
    }
    if (!dependent) out.push(v);
  }
  return out;
}

/** P^times X. */
async function multiplyColumns(
  product: SparseProductArgs,
  columns: Float64Array[],
  times: number,
  work: Work,
): Promise<Float64Array[]> {
  const { rows } = product;
  const width = blockWidth(columns.length);
  const { x, y } = product;
  for (let c = 0; c < width; c++)
    for (let i = 0; i < rows; i++) x[i * width + c] = c < columns.length ? columns[c][i] : 0;
  for (let time = 0; time < times; time++) {
    const [from, into] = time % 2 === 0 ? [x, y] : [y, x];
    await work.parallel(sparseProduct, { ...product, width, x: from, y: into }, rows, { tile: 1024 });
  }
  const result = times % 2 === 0 ? x : y;
  return columns.map((_, c) => {
    const out = new Float64Array(rows);
    for (let i = 0; i < rows; i++) out[i] = result[i * width + c];
    return out;
  });
}

function projected(basis: Float64Array[], images: Float64Array[]): Matrix {
  const m = basis.length;
  const out = Matrix.zeros(m, m);
  for (let a = 0; a < m; a++) for (let b = 0; b < m; b++) out.set(a, b, dot(basis[a], images[b]));
  return out;
}

function combine(columns: Float64Array[], coefficients: Float64Array[]): Float64Array[] {
  return coefficients.map((weights) => combination(columns, weights));
}

/**
 * How far the first `count` columns are from spanning an invariant subspace: the largest ‖P q − Q Qᵀ P q‖. Of the span
 * alone: among modes of nearly one eigenvalue the single columns hardly settle, and need not.
 */
function spanResidual(block: Float64Array[], images: Float64Array[], count: number): number {
  let largest = 0;
  for (const image of images.slice(0, count)) {
    const rest = image.slice();
    projectOut(block.slice(0, count), rest);
    largest = Math.max(largest, norm(rest));
  }
  return largest;
}
