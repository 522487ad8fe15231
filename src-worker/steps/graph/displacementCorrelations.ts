import { defineKernel } from '../../kernels/kernel.ts';
import type { NeighbourLists } from './neighbourLists.ts';

export interface DisplacementArgs {
  /** Expression, cells × width. */
  x: Float32Array;
  /** Velocity, cells × width. */
  v: Float32Array;
  width: number;
  pairs: NeighbourLists;
  /** Take sign(·) √|·| of both first. */
  squareRoot: boolean;
  /** Out: one correlation a pair, in the order of `pairs`; 0 where it is undefined. */
  correlations: Float32Array;
}

/**
 * Pearson correlation over genes of the velocity of cell i with the displacement d = x_j − x_i, for every pair (i, j)
 * of the lists. Sums are in double precision.
 *
 * With v centred, Σ v (d − d̄) = Σ v d; and Σ (d − d̄)² = Σ d² − (Σ d)²/n. The displacements are formed gene by gene
 * rather than from dot products with x_i and x_j, which would cancel for near neighbours.
 */
export const displacementCorrelations = defineKernel<DisplacementArgs>(
  'graph.displacementCorrelations',
  (args, from, to) => {
    const { width, pairs, squareRoot, correlations } = args;
    const sumOver = squareRoot ? sumOverRoots : sumOverDisplacements;
    const v = new Float64Array(width);
    const cell = new Float64Array(width);
    const sums: Sums = {
      dot: new Float64Array(LANES),
      square: new Float64Array(LANES),
      total: new Float64Array(LANES),
    };
    for (let i = from; i < to; i++) {
      const norm = centredVelocity(args.v, i * width, squareRoot, v);
      const start = pairs.indptr[i];
      const end = pairs.indptr[i + 1];
      if (norm === 0) {
        correlations.fill(0, start, end);
        continue;
      }
      for (let k = 0; k < width; k++) cell[k] = args.x[i * width + k];
      for (let p = start; p < end; p += LANES) {
        // Beyond the end of the list the last pair is taken again.
        const a = pairs.indices[p] * width;
        const b = pairs.indices[Math.min(p + 1, end - 1)] * width;
        const c = pairs.indices[Math.min(p + 2, end - 1)] * width;
        const d = pairs.indices[Math.min(p + 3, end - 1)] * width;
        sumOver(args.x, cell, v, a, b, c, d, sums);
        for (let lane = 0; lane < LANES && p + lane < end; lane++) {
          const square = sums.square[lane];
          const variance = square - (sums.total[lane] * sums.total[lane]) / width;
          // A displacement that is the same in all genes has no direction; what is left of it is rounding.
          const defined = variance > 1e-12 * square;
          const r = defined ? sums.dot[lane] / (Math.sqrt(variance) * norm) : 0;
          correlations[p + lane] = Math.max(-1, Math.min(1, r));
        }
      }
    }
  },
);

/** Pairs that are summed side by side, so that the processor need not wait for one sum at a time. */
const LANES = 4;

interface Sums {
  /** Σ v d */
  dot: Float64Array;
  /** Σ d² */
  square: Float64Array;
  /** Σ d */
  total: Float64Array;
}

/** Writes the centred velocity of one cell to `out` and returns its norm; 0 where it does not vary over genes. */
function centredVelocity(
  velocity: Float32Array,
  from: number,
  squareRoot: boolean,
  out: Float64Array,
): number {
  const width = out.length;
  let mean = 0;
  let raw = 0;
  for (let k = 0; k < width; k++) {
    const value = velocity[from + k];
    out[k] = squareRoot ? Math.sign(value) * Math.sqrt(Math.abs(value)) : value;
    mean += out[k];
    raw += out[k] * out[k];
  }
  mean /= width;
  let square = 0;
  for (let k = 0; k < width; k++) {
    out[k] -= mean;
    square += out[k] * out[k];
  }
  return square > 1e-12 * raw ? Math.sqrt(square) : 0;
}

/** The sums over the displacements from `cell` to the rows of `x` that start at a, b, c and d. */
function sumOverDisplacements(
  x: Float32Array,
  cell: Float64Array,
  v: Float64Array,
  a: number,
  b: number,
  c: number,
  d: number,
  sums: Sums,
): void {
  let dotA = 0;
  let dotB = 0;
  let dotC = 0;
  let dotD = 0;
  let squareA = 0;
  let squareB = 0;
  let squareC = 0;
  let squareD = 0;
  let totalA = 0;
  let totalB = 0;
  let totalC = 0;
  let totalD = 0;
  for (let k = 0; k < v.length; k++) {
    const here = cell[k];
    const velocity = v[k];
    const da = x[a + k] - here;
    const db = x[b + k] - here;
    const dc = x[c + k] - here;
    const dd = x[d + k] - here;
    dotA += velocity * da;
    dotB += velocity * db;
    dotC += velocity * dc;
    dotD += velocity * dd;
    squareA += da * da;
    squareB += db * db;
    squareC += dc * dc;
    squareD += dd * dd;
    totalA += da;
    totalB += db;
    totalC += dc;
    totalD += dd;
  }
  store(sums.dot, dotA, dotB, dotC, dotD);
  store(sums.square, squareA, squareB, squareC, squareD);
  store(sums.total, totalA, totalB, totalC, totalD);
}

/** The same over t = sign(d) √|d|, whose square is |d|. */
function sumOverRoots(
  x: Float32Array,
  cell: Float64Array,
  v: Float64Array,
  a: number,
  b: number,
  c: number,
  d: number,
  sums: Sums,
): void {
  let dotA = 0;
  let dotB = 0;
  let dotC = 0;
  let dotD = 0;
  let squareA = 0;
  let squareB = 0;
  let squareC = 0;
  let squareD = 0;
  let totalA = 0;
  let totalB = 0;
  let totalC = 0;
  let totalD = 0;
  for (let k = 0; k < v.length; k++) {
    const here = cell[k];
    const velocity = v[k];
    const da = x[a + k] - here;
    const db = x[b + k] - here;
    const dc = x[c + k] - here;
    const dd = x[d + k] - here;
    const sizeA = Math.abs(da);
    const sizeB = Math.abs(db);
    const sizeC = Math.abs(dc);
    const sizeD = Math.abs(dd);
    // The sign is looked up: the processor cannot foresee it, and a branch on it costs three times as much.
    const ta = Math.sqrt(sizeA) * SIGN[+(da < 0)];
    const tb = Math.sqrt(sizeB) * SIGN[+(db < 0)];
    const tc = Math.sqrt(sizeC) * SIGN[+(dc < 0)];
    const td = Math.sqrt(sizeD) * SIGN[+(dd < 0)];
    dotA += velocity * ta;
    dotB += velocity * tb;
    dotC += velocity * tc;
    dotD += velocity * td;
    squareA += sizeA;
    squareB += sizeB;
    squareC += sizeC;
    squareD += sizeD;
    totalA += ta;
    totalB += tb;
    totalC += tc;
    totalD += td;
  }
  store(sums.dot, dotA, dotB, dotC, dotD);
  store(sums.square, squareA, squareB, squareC, squareD);
  store(sums.total, totalA, totalB, totalC, totalD);
}

const SIGN = new Float64Array([1, -1]);

function store(lanes: Float64Array, a: number, b: number, c: number, d: number): void {
  lanes[0] = a;
  lanes[1] = b;
  lanes[2] = c;
  lanes[3] = d;
}
