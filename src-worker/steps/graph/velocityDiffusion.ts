import type { SparseMatrix } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { chosenInOrder, nearbyOrder } from '../../data/nearbyOrder.ts';
import { reordered } from '../../data/sparse.ts';
import { connectedComponents, nodesByComponent } from './components.ts';
import { leadingEigenpairs, type LinearOperator } from './eigen/leadingEigenpairs.ts';

/** Cells (by index) between which time is measured; without either, the other one alone decides. */
export interface PathEnds {
  root?: number;
  end?: number;
}

export interface DiffusionOptions {
  /** Number of diffusion components. */
  components?: number;
  checkCancelled?: () => void;
}

export interface VelocityDiffusion {
  /** Pseudotime of every cell in [0, 1]; NaN where neither the root nor the end can be reached. */
  pseudotime(ends: PathEnds): Float64Array;
}

/**
 * Diffusion pseudotime on the velocity graph, as scVelo's `velocity_pseudotime`.
 *
 * The graph |π| (`graph` holds the positive and `graphNeg` the negative correlations, cells × cells) is made symmetric
 * and normalised for density and degree; distances from a cell are those of Haghverdi et al. (2016), with the weight
 * λ/(1 − λ) on each component. Time is the distance from `root`, or one minus that from `end`, or the mean of both
 * scaled to [0, 1]. Direction enters through these two cells only.
 *
 * Each connected part of the graph has components of its own, so that parts do not take them from each other.
 *
 * @throws DataError where a cell index is outside the graph.
 */
export function velocityDiffusion(
  graph: SparseMatrix,
  graphNeg: SparseMatrix,
  options: DiffusionOptions = {},
): VelocityDiffusion {
  const parts = connectedComponents(graph, graphNeg);
  const cellsOfPart = nodesByComponent(parts);
  const maps = new Map<number, DiffusionMap>();
  const distances = (cell: number): Float64Array => {
    if (!Number.isInteger(cell) || cell < 0 || cell >= graph.rows)
      throw new DataError(
        `there is no cell ${cell} among ${graph.rows}.`,
        { step: 'pseudotime' },
        'Choose a cell of this run as root or end.',
      );
    const part = parts.labels[cell];
    let map = maps.get(part);
    if (!map) maps.set(part, (map = diffusionMap(graph, graphNeg, cellsOfPart[part], options)));
    return relativeDistances(map, cell, graph.rows);
  };
  return {
    pseudotime({ root, end }) {
      const fromRoot = root === undefined ? undefined : distances(root);
      const beforeEnd = end === undefined ? undefined : distances(end).map((d) => 1 - d);
      return merge(fromRoot, beforeEnd, graph.rows);
    },
  };
}

/** The pseudotime between one pair of ends; use {@link velocityDiffusion} to ask for several. */
export function velocityPseudotime(
  graph: SparseMatrix,
  graphNeg: SparseMatrix,
  ends: PathEnds,
  options: DiffusionOptions = {},
): Float64Array {
  return velocityDiffusion(graph, graphNeg, options).pseudotime(ends);
}

interface DiffusionMap {
  cells: Uint32Array;
  eigenvalues: Float64Array;
  /** One eigenvector a component, over `cells`. */
  eigenvectors: Float64Array[];
}

/** Vectors are then exact to about as many digits as are kept of the pseudotime. */
const TOLERANCE = 1e-8;

/** Components this close to λ = 1 count as stationary: they enter without the weight λ/(1 − λ), as in scanpy. */
const STATIONARY = 0.9994;

function diffusionMap(
  graph: SparseMatrix,
  graphNeg: SparseMatrix,
  part: Uint32Array,
  options: DiffusionOptions,
): DiffusionMap {
  if (part.length < 2) return { cells: part, eigenvalues: new Float64Array(0), eigenvectors: [] };
  // Near cells stand together, so that products read what lies together.
  const cells = chosenInOrder(nearbyOrder(graph), part);
  const positive = reordered(graph, cells);
  const negative = reordered(graphNeg, cells);
  const { values, vectors } = leadingEigenpairs(symmetricDiffusion(positive, negative), {
    count: Math.min(options.components ?? 10, cells.length - 1),
    order: 'largestMagnitude',
    symmetric: true,
    tolerance: TOLERANCE,
    checkCancelled: options.checkCancelled,
  });
  return { cells, eigenvalues: values, eigenvectors: vectors };
}

/** W A W with A = |π| + |π|ᵀ: density normalisation and the symmetric form of the random walk in one scaling. */
function symmetricDiffusion(graph: SparseMatrix, graphNeg: SparseMatrix): LinearOperator {
  const size = graph.rows;
  const ones = new Float64Array(size).fill(1);
  const density = new Float64Array(size);
  addSymmetricProduct(graph, ones, density);
  addSymmetricProduct(graphNeg, ones, density);
  const inverse = density.map((q) => (q > 0 ? 1 / q : 0));
  const degree = new Float64Array(size);
  addSymmetricProduct(graph, inverse, degree);
  addSymmetricProduct(graphNeg, inverse, degree);
  // Row sums of A/(qᵢqⱼ) are degree/q; the square roots of both sides scale A/(qᵢqⱼ) once more.
  const weight = inverse.map((q, i) => (degree[i] > 0 ? q / Math.sqrt(degree[i] * q) : 0));
  const scaled = new Float64Array(size);
  return {
    size,
    multiply(x, y) {
      for (let i = 0; i < size; i++) scaled[i] = weight[i] * x[i];
      y.fill(0);
      addSymmetricProduct(graph, scaled, y);
      addSymmetricProduct(graphNeg, scaled, y);
      for (let i = 0; i < size; i++) y[i] *= weight[i];
    },
  };
}

/** y += (|M| + |M|ᵀ)·x in one pass, without forming the sum. */
function addSymmetricProduct(matrix: SparseMatrix, x: Float64Array, y: Float64Array): void {
  const { rows, indptr, indices, data } = matrix;
  for (let i = 0; i < rows; i++) {
    const xi = x[i];
    let sum = 0;
    const to = indptr[i + 1];
    for (let p = indptr[i]; p < to; p++) {
      const j = indices[p];
      const w = Math.abs(data[p]);
      sum += w * x[j];
      y[j] += w * xi;
    }
    y[i] += sum;
  }
}

/** Diffusion distance of every cell from `cell`, divided by the largest; NaN outside its part. */
function relativeDistances(map: DiffusionMap, cell: number, size: number): Float64Array {
  const { cells, eigenvalues, eigenvectors } = map;
  const place = cells.indexOf(cell);
  const squared = new Float64Array(cells.length);
  for (let k = 0; k < eigenvalues.length; k++) {
    const lambda = eigenvalues[k];
    const weight = lambda < STATIONARY ? lambda / (1 - lambda) : 1;
    const vector = eigenvectors[k];
    for (let i = 0; i < cells.length; i++) squared[i] += (weight * (vector[place] - vector[i])) ** 2;
  }
  let largest = 0;
  for (const value of squared) largest = Math.max(largest, value);
  const out = new Float64Array(size).fill(Number.NaN);
  for (let i = 0; i < cells.length; i++) out[cells[i]] = largest > 0 ? Math.sqrt(squared[i] / largest) : 0;
  return out;
}

function merge(
  fromRoot: Float64Array | undefined,
  beforeEnd: Float64Array | undefined,
  size: number,
): Float64Array {
  if (!beforeEnd) return fromRoot ?? new Float64Array(size).fill(Number.NaN);
  const time = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const a = fromRoot ? fromRoot[i] : Number.NaN;
    const b = beforeEnd[i];
    time[i] = Number.isNaN(a) ? b : Number.isNaN(b) ? a : (a + b) / 2;
  }
  return scaleToUnit(time);
}

function scaleToUnit(values: Float64Array): Float64Array {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const range = max - min;
  return values.map((value) => (range > 0 ? (value - min) / range : value - min));
}
