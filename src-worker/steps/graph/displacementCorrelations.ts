import { defineKernel } from '../../kernels/kernel.ts';
import { centredVelocity, pairCorrelation } from './pairCorrelation.ts';
import { overBlock, type RowBlocks } from './rowBlocks.ts';

export interface DisplacementArgs {
  /** Expression, cells × width, the order of the cells, and the pairs as the only list. */
  blocks: RowBlocks;
  /** Velocity, cells × width. */
  v: Float32Array;
  /** Σ x over genes, one a cell; see {@link expressionTotals}. */
  totals: Float64Array;
  /** Take sign(·) √|·| of both first. */
  squareRoot: boolean;
  /** Out: one correlation a pair, in the order of the list; 0 where it is undefined. */
  correlations: Float32Array;
}

/**
 * Pearson correlation over genes of the velocity of cell i with the displacement d = x_j − x_i, for every pair (i, j)
 * of the list of the cells `order[from]` to `order[to − 1]`; see {@link pairCorrelation}. Differences and products are in single
 * precision, long sums in double; pairs of which that leaves too little are taken in double precision throughout.
 */
export const displacementCorrelations = defineKernel<DisplacementArgs>(
  'graph.displacementCorrelations',
  (args, from, to) => {
    const { v, squareRoot, correlations, blocks } = args;
    const { x, width } = blocks;
    const [{ indices }] = blocks.lists;
    const centred = new Float64Array(width);
    const norms = new Float64Array(to - from);
    overBlock(
      blocks,
      from,
      to,
      (room, place, cell) => {
        norms[place] = centredVelocity(v, cell * width, squareRoot, centred);
        room.beside.set(centred, place * room.stride);
      },
      (room, place, cell, _list, count) => {
        const { entries, dots, squares, totals } = room;
        if (squareRoot) room.sumRoots(place, count);
        else room.sumDisplacements(place, count);
        const norm = norms[place];
        for (let k = 0; k < count; k++) {
          const p = entries[k];
          const square = squares[k];
          const total = squareRoot ? totals[k] : args.totals[indices[p]] - args.totals[cell];
          const variance = square - (total * total) / width;
          if (norm === 0 || square === 0) correlations[p] = 0;
          else if (variance > CANCELS * square) {
            const r = dots[k] / (Math.sqrt(variance) * norm);
            correlations[p] = Math.max(-1, Math.min(1, r));
          } else {
            centredVelocity(v, cell * width, squareRoot, centred);
            correlations[p] = pairCorrelation(x, cell * width, indices[p] * width, centred, norm, squareRoot);
          }
        }
      },
    );
  },
);

/** Σ x over genes of each cell, from which Σ (x_j − x_i) follows. */
export const expressionTotals = defineKernel<{ x: Float32Array; width: number; totals: Float64Array }>(
  'graph.expressionTotals',
  ({ x, width, totals }, from, to) => {
    for (let i = from; i < to; i++) {
      let total = 0;
      for (let p = i * width; p < (i + 1) * width; p++) total += x[p];
      totals[i] = total;
    }
  },
);

/** Where the variance of a displacement over genes is a smaller part of its mean square, single precision does not tell it. */
const CANCELS = 0.1;
