import type { SparseMatrix } from '../../data/arrays.ts';
import { defineKernel } from '../../kernels/kernel.ts';
import type { NeighbourLists } from './neighbourLists.ts';

interface VelocityRows {
  /** Velocity, cells × width. */
  v: Float32Array;
  width: number;
  /** Length of each cell's centred velocity. */
  lengths: Float64Array;
}

/** The length of each cell's velocity after its mean over genes is taken off; 0 where only rounding is left. */
export const centredLengths = defineKernel<VelocityRows>('graph.centredLengths', (args, from, to) => {
  const { v, width, lengths } = args;
  for (let i = from; i < to; i++) {
    const row = v.subarray(i * width, (i + 1) * width);
    let raw = 0;
    for (let k = 0; k < width; k++) raw += row[k] * row[k];
    const mean = meanOf(row);
    let square = 0;
    for (let k = 0; k < width; k++) square += (row[k] - mean) ** 2;
    lengths[i] = square > 1e-12 * raw ? Math.sqrt(square) : 0;
  }
});

/**
 * Mean Pearson correlation of each cell's velocity with those of its neighbours, 0 where it is negative. A velocity
 * that does not vary over genes agrees with none.
 */
export const neighbourAgreement = defineKernel<
  VelocityRows & { neighbours: NeighbourLists; out: Float32Array }
>('graph.neighbourAgreement', ({ v, width, lengths, neighbours, out }, from, to) => {
  const centred = new Float64Array(width);
  for (let i = from; i < to; i++) {
    if (lengths[i] === 0) continue;
    centreRow(v, i * width, centred);
    const { indptr, indices } = neighbours;
    let sum = 0;
    for (let p = indptr[i]; p < indptr[i + 1]; p++) {
      const j = indices[p];
      if (lengths[j] === 0) continue;
      let dot = 0;
      for (let k = 0, q = j * width; k < width; k++, q++) dot += centred[k] * v[q];
      sum += dot / (lengths[i] * lengths[j]);
    }
    out[i] = Math.max(0, sum / (indptr[i + 1] - indptr[i]));
  }
});

interface TransitionAgreementArgs extends VelocityRows {
  /** Expression, cells × width. */
  x: Float32Array;
  graph: SparseMatrix;
  graphNeg: SparseMatrix;
  scale: number;
  out: Float32Array;
}

/**
 * Pearson correlation of each cell's velocity with its expected displacement Σ_j T_ij (x_j − x_i), T_ij ∝ exp(λ π_ij).
 * Neither the scaling of a row of T nor the probability of staying changes a correlation, so they are left out.
 */
export const transitionAgreement = defineKernel<TransitionAgreementArgs>(
  'graph.transitionAgreement',
  ({ v, x, width, lengths, graph, graphNeg, scale, out }, from, to) => {
    const centred = new Float64Array(width);
    const move = new Float64Array(width);
    for (let i = from; i < to; i++) {
      if (lengths[i] === 0) continue;
      centreRow(v, i * width, centred);
      move.fill(0);
      const weights = addWeighted(graph, i, x, scale, move) + addWeighted(graphNeg, i, x, scale, move);
      if (weights === 0) continue;
      for (let k = 0; k < width; k++) move[k] = move[k] / weights - x[i * width + k];
      const mean = meanOf(move);
      let raw = 0;
      let square = 0;
      let dot = 0;
      for (let k = 0; k < width; k++) {
        const moved = move[k] - mean;
        raw += move[k] * move[k];
        square += moved * moved;
        dot += moved * centred[k];
      }
      out[i] = square > 1e-12 * raw ? dot / (Math.sqrt(square) * lengths[i]) : 0;
    }
  },
);

/**
 * Adds Σ_j exp(λπ_ij) x_j over the entries of row i to `move` and returns the sum of the weights. Four rows are added
 * at a time, so that `move` is read and written less often.
 */
function addWeighted(
  graph: SparseMatrix,
  i: number,
  x: Float32Array,
  scale: number,
  move: Float64Array,
): number {
  const { indptr, indices, data } = graph;
  const width = move.length;
  const end = indptr[i + 1];
  let weights = 0;
  let p = indptr[i];
  for (; p + 4 <= end; p += 4) {
    const weightA = Math.exp(scale * data[p]);
    const weightB = Math.exp(scale * data[p + 1]);
    const weightC = Math.exp(scale * data[p + 2]);
    const weightD = Math.exp(scale * data[p + 3]);
    const a = indices[p] * width;
    const b = indices[p + 1] * width;
    const c = indices[p + 2] * width;
    const d = indices[p + 3] * width;
    for (let k = 0; k < width; k++)
      move[k] += weightA * x[a + k] + weightB * x[b + k] + weightC * x[c + k] + weightD * x[d + k];
    weights += weightA + weightB + weightC + weightD;
  }
  for (; p < end; p++) {
    const weight = Math.exp(scale * data[p]);
    const row = indices[p] * width;
    for (let k = 0; k < width; k++) move[k] += weight * x[row + k];
    weights += weight;
  }
  return weights;
}

function centreRow(values: Float32Array, from: number, out: Float64Array): void {
  const mean = meanOf(values.subarray(from, from + out.length));
  for (let k = 0; k < out.length; k++) out[k] = values[from + k] - mean;
}

function meanOf(values: Float32Array | Float64Array): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += values[k];
  return sum / values.length;
}
