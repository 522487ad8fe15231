import type { CategoricalArray, DenseArray, SparseMatrix } from '../../data/arrays.ts';

export interface TransitionAgreement {
  /** Mean cosine, −1 … 1; null where no cell of the first cluster has a neighbour in the second. */
  agreement: number | null;
  /** Pairs of neighbours across the border. */
  pairs: number;
}

/**
 * Whether velocities at the border of two clusters point the known way: the mean cosine between the velocity of cells of `from`
 * and the way to those of their neighbours that lie in `to`. 0 is chance, and a cell at rest counts as 0.
 *
 * Cross-boundary direction correctness, Qiao & Huang 2021, doi:10.1073/pnas.2105859118.
 *
 * @param positions cells × dimensions, as principal components
 * @param velocity cells × dimensions, projected on the same
 * @param neighbours cells × cells; stored entries are neighbours
 */
export function knownTransition(
  positions: DenseArray<Float32Array>,
  velocity: DenseArray<Float32Array>,
  neighbours: SparseMatrix,
  clusters: CategoricalArray,
  from: string,
  to: string,
): TransitionAgreement {
  const [cells, dimensions] = positions.shape;
  const [first, second] = [clusters.categories.indexOf(from), clusters.categories.indexOf(to)];
  let sum = 0;
  let pairs = 0;
  for (let i = 0; i < cells; i++) {
    if (first < 0 || clusters.codes[i] !== first) continue;
    for (let p = neighbours.indptr[i]; p < neighbours.indptr[i + 1]; p++) {
      const j = neighbours.indices[p];
      if (j === i || clusters.codes[j] !== second || second < 0) continue;
      sum += cosine(positions.data, velocity.data, i * dimensions, j * dimensions, dimensions);
      pairs++;
    }
  }
  return { agreement: pairs > 0 ? sum / pairs : null, pairs };
}

/** Between the velocity at `i` and the way from `i` to `j`; 0 where either has no length. */
function cosine(x: Float32Array, v: Float32Array, i: number, j: number, dimensions: number): number {
  let product = 0;
  let speed = 0;
  let length = 0;
  for (let d = 0; d < dimensions; d++) {
    const step = x[j + d] - x[i + d];
    product += v[i + d] * step;
    speed += v[i + d] * v[i + d];
    length += step * step;
  }
  const norm = Math.sqrt(speed * length);
  return norm > 0 ? product / norm : 0;
}
