import { sharedArray, type CategoricalArray, type SparseMatrix } from '../../data/arrays.ts';
import { createRandom } from '../../data/random.ts';

/** A straight stretch of a made-up flow in the plane. */
export interface Stretch {
  from: [number, number];
  to: [number, number];
}

/** What the fate step reads. */
export interface Flow {
  transition_matrix: SparseMatrix<Float32Array>;
  connectivities: SparseMatrix<Float32Array>;
  /** The stretch of each cell: s0, s1, … */
  clusters: CategoricalArray;
}

/**
 * Cells scattered along stretches of the plane that move along them: neighbours are the 15 nearest, weighted by
 * distance, and transitions go as exp(5 cos) of the angle between the cell's direction, with noise, and the way to
 * each neighbour. For tests of cell fate, where the ends are known.
 */
export function flowAlong(stretches: Stretch[], cellsEach: number, seed = 0, angleNoise = 0.5): Flow {
  const random = createRandom(seed, 'flow');
  const cells = stretches.length * cellsEach;
  const x = new Float64Array(cells);
  const y = new Float64Array(cells);
  const direction = new Float64Array(cells);
  for (let i = 0; i < cells; i++) {
    const { from, to } = stretches[Math.floor(i / cellsEach)];
    const along = random.uniform();
    x[i] = from[0] + along * (to[0] - from[0]) + 0.12 * random.normal();
    y[i] = from[1] + along * (to[1] - from[1]) + 0.12 * random.normal();
    direction[i] = Math.atan2(to[1] - from[1], to[0] - from[0]) + angleNoise * random.normal();
  }
  const weights = neighbourWeights(x, y, 15);
  const connectivities = toSparse(weights);
  const transitions = weights.map((row, i) => {
    const out = new Map<number, number>();
    for (const j of row.keys())
      out.set(j, Math.exp(5 * Math.cos(Math.atan2(y[j] - y[i], x[j] - x[i]) - direction[i])));
    const sum = [...out.values()].reduce((a, b) => a + b, 0);
    for (const [j, value] of out) out.set(j, value / sum);
    return out;
  });
  return {
    transition_matrix: toSparse(transitions),
    connectivities,
    clusters: {
      kind: 'categorical',
      codes: Int32Array.from({ length: cells }, (_, i) => Math.floor(i / cellsEach)),
      categories: stretches.map((_, s) => `s${s}`),
    },
  };
}

/** Stretches in a circle, each leading to the next. */
export function ring(count: number, radius: number): Stretch[] {
  const corner = (k: number): [number, number] => {
    const angle = (2 * Math.PI * k) / count;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  };
  return Array.from({ length: count }, (_, k) => ({ from: corner(k), to: corner(k + 1) }));
}

/** A CSR matrix from its rows, as tests write them. */
export function toSparse(rows: Map<number, number>[]): SparseMatrix<Float32Array> {
  const entries = rows.reduce((sum, row) => sum + row.size, 0);
  const indptr = sharedArray('u32', rows.length + 1);
  const indices = sharedArray('u32', entries);
  const data = sharedArray('f32', entries);
  let q = 0;
  rows.forEach((row, i) => {
    for (const [j, value] of [...row].sort((a, b) => a[0] - b[0])) {
      indices[q] = j;
      data[q++] = value;
    }
    indptr[i + 1] = q;
  });
  return { kind: 'sparse', rows: rows.length, cols: rows.length, indptr, indices, data };
}

function neighbourWeights(x: Float64Array, y: Float64Array, count: number): Map<number, number>[] {
  const cells = x.length;
  const weights = Array.from({ length: cells }, () => new Map<number, number>());
  for (let i = 0; i < cells; i++) {
    const distance = Float64Array.from(x, (xj, j) => Math.hypot(xj - x[i], y[j] - y[i]));
    const nearest = [...distance.keys()]
      .filter((j) => j !== i)
      .sort((a, b) => distance[a] - distance[b])
      .slice(0, count);
    const scale = distance[nearest[count - 1]];
    for (const j of nearest) {
      const weight = Math.exp(-((distance[j] / scale) ** 2));
      weights[i].set(j, weight);
      weights[j].set(i, weight);
    }
  }
  return weights;
}
