import type { SparseMatrix } from '../../data/arrays.ts';
import { defineKernel } from '../../kernels/kernel.ts';
import { overBlock, type RowBlocks } from './rowBlocks.ts';

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

interface AgreementArgs extends Pick<VelocityRows, 'v' | 'lengths'> {
  /** The rows of the cells that each is compared with, the cells' order, and those cells as one list or several. */
  blocks: RowBlocks;
  out: Float32Array;
}

/**
 * Mean Pearson correlation of each cell's velocity with those of its neighbours, 0 where it is negative. A velocity
 * that does not vary over genes agrees with none. The rows are the velocities, the neighbours their only list.
 */
export const neighbourAgreement = defineKernel<AgreementArgs>(
  'graph.neighbourAgreement',
  ({ v, lengths, blocks, out }, from, to) => {
    const { width, order } = blocks;
    const [{ indptr, indices }] = blocks.lists;
    // With v̂ = v / ‖v‖ the correlations' sum is v̂_i · Σ_j v̂_j.
    const room = overBlock(
      blocks,
      from,
      to,
      ({ own, stride }, place) => own.fill(0, place * stride, (place + 1) * stride),
      ({ weights, entries, addDisplacements }, place, _cell, _list, count) => {
        for (let k = 0; k < count; k++) {
          const length = lengths[indices[entries[k]]];
          weights[k] = length > 0 ? 1 / length : 0;
        }
        addDisplacements(place, count);
      },
    );
    const centred = new Float64Array(width);
    for (let i = from; i < to; i++) {
      const cell = order[i];
      if (lengths[cell] === 0) continue;
      centreRow(v, cell * width, centred);
      const base = (i - from) * room.stride;
      let dot = 0;
      for (let k = 0; k < width; k++) dot += centred[k] * room.beside[base + k];
      out[cell] = Math.max(0, dot / (lengths[cell] * (indptr[cell + 1] - indptr[cell])));
    }
  },
);

/**
 * Pearson correlation of each cell's velocity with its expected displacement Σ_j T_ij (x_j − x_i), T_ij ∝ exp(λ π_ij).
 * Neither the scaling of a row of T nor the probability of staying changes a correlation, so they are left out. The rows are
 * the expressions, and `graphs` the velocity graph, whose entries are the lists.
 */
export const transitionAgreement = defineKernel<
  AgreementArgs & { graphs: readonly SparseMatrix[]; scale: number }
>('graph.transitionAgreement', ({ v, lengths, blocks, graphs, scale, out }, from, to) => {
  const { width, order } = blocks;
  const largest = new Float64Array(to - from);
  const room = overBlock(
    blocks,
    from,
    to,
    (_room, place, cell) => {
      largest[place] = largestOf(graphs, cell);
    },
    ({ weights, entries, addDisplacements }, place, _cell, list, count) => {
      const { data } = graphs[list];
      // Relative to the largest: a weight itself may be beyond single precision.
      for (let k = 0; k < count; k++) weights[k] = Math.exp(scale * (data[entries[k]] - largest[place]));
      addDisplacements(place, count);
    },
  );
  const centred = new Float64Array(width);
  for (let i = from; i < to; i++) {
    const cell = order[i];
    if (lengths[cell] === 0) continue;
    centreRow(v, cell * width, centred);
    const base = (i - from) * room.stride;
    const move = room.beside.subarray(base, base + width);
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
    // A move that is the same in all genes has no direction; what is left of it is rounding.
    out[cell] = square > 1e-10 * raw ? dot / (Math.sqrt(square) * lengths[cell]) : 0;
  }
});

/** The largest entry of a row of several matrices; −∞ where all are empty. */
function largestOf(graphs: readonly SparseMatrix[], row: number): number {
  let largest = -Infinity;
  for (const { indptr, data } of graphs)
    for (let p = indptr[row]; p < indptr[row + 1]; p++) largest = Math.max(largest, data[p]);
  return largest;
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
