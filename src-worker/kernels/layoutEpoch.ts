import { defineKernel } from './kernel.ts';

/**
 * Forces between two cells at the squared distance d², tabulated by the leading bits of d² as a 32-bit float: one entry holds
 * for a range of 0.8 %, and the force is within 1 %, which is far below the noise of sampling and spares two powers a pair.
 */
export interface ForceTables {
  /** What the difference of the positions is multiplied with, pulling together and pushing apart. */
  attraction: Float32Array;
  repulsion: Float32Array;
}

export interface LayoutEpochArgs extends ForceTables {
  /** Neighbours in compressed rows, symmetric. */
  indptr: Uint32Array;
  indices: Uint32Array;
  /** How often an epoch uses each edge, in (0, 1]. */
  rates: Float32Array;
  epochs: number;
  seed: number;
  /** Positions, cells × 2, before and after an epoch: read and written in turns. */
  even: Float32Array;
  odd: Float32Array;
}

const NEGATIVE_SAMPLES = 5;
/** No step along an axis is longer than this times the learning rate. */
const LONGEST_STEP = 4;
const TABLE_SHIFT = 16;
const FIRST_ENTRY = 0x33000000 >>> TABLE_SHIFT; // d² = 2⁻²⁵
const END_ENTRY = 0x4a000000 >>> TABLE_SHIFT; // d² = 2²¹
const UNIT = 2 ** -32;

/**
 * One epoch of the stochastic gradient descent of UMAP for the cells `from` to `to`: each edge that is due pulls the cell twice, as
 * head and as tail, and lets five cells drawn at random push it away (McInnes, Healy and Melville 2018, algorithm 5).
 *
 * Other cells stand where the last epoch left them, so cells can be moved in any order and on any thread; the random numbers
 * of a cell follow from its index, the epoch and the seed. The learning rate falls from 1 to 0.
 */
export const layoutEpoch = defineKernel<LayoutEpochArgs>('umap.layoutEpoch', (args, from, to, epoch = 0) => {
  const { indptr, indices, rates, attraction, repulsion, seed } = args;
  const before = epoch % 2 === 0 ? args.even : args.odd;
  const after = epoch % 2 === 0 ? args.odd : args.even;
  const cells = indptr.length - 1;
  const rate = 1 - epoch / args.epochs;
  const longest = LONGEST_STEP * rate;
  const last = attraction.length - 1;
  const float = new Float32Array(1);
  const bits = new Uint32Array(float.buffer);
  for (let i = from; i < to; i++) {
    let x = before[2 * i];
    let y = before[2 * i + 1];
    let state = scrambled(seed, i, epoch);
    for (let p = indptr[i], end = indptr[i + 1]; p < end; p++) {
      const often = rates[p];
      if (Math.floor((epoch + 1) * often) === Math.floor(epoch * often)) continue;
      const j = indices[p];
      for (let pull = 0; pull < 2; pull++) {
        const dx = x - before[2 * j];
        const dy = y - before[2 * j + 1];
        float[0] = dx * dx + dy * dy;
        const force = rate * attraction[Math.min(last, Math.max(0, (bits[0] >>> TABLE_SHIFT) - FIRST_ENTRY))];
        x -= Math.max(-longest, Math.min(longest, force * dx));
        y -= Math.max(-longest, Math.min(longest, force * dy));
      }
      for (let sample = 0; sample < NEGATIVE_SAMPLES; sample++) {
        state ^= state << 13;
        state ^= state >>> 17;
        state ^= state << 5;
        const k = Math.floor((state >>> 0) * UNIT * cells);
        if (k === i) continue;
        const dx = x - before[2 * k];
        const dy = y - before[2 * k + 1];
        float[0] = dx * dx + dy * dy;
        const force = rate * repulsion[Math.min(last, Math.max(0, (bits[0] >>> TABLE_SHIFT) - FIRST_ENTRY))];
        x += Math.max(-longest, Math.min(longest, force * dx));
        y += Math.max(-longest, Math.min(longest, force * dy));
      }
    }
    after[2 * i] = x;
    after[2 * i + 1] = y;
  }
});

/** The forces of the curve 1 / (1 + a d²ᵇ): the gradients of its cross-entropy with the graph. */
export function forceTables(a: number, b: number): ForceTables {
  const float = new Float32Array(1);
  const bits = new Uint32Array(float.buffer);
  const attraction = new Float32Array(END_ENTRY - FIRST_ENTRY);
  const repulsion = new Float32Array(END_ENTRY - FIRST_ENTRY);
  for (let entry = FIRST_ENTRY; entry < END_ENTRY; entry++) {
    bits[0] = (entry << TABLE_SHIFT) + (1 << (TABLE_SHIFT - 1));
    const square = float[0];
    const power = a * square ** b;
    attraction[entry - FIRST_ENTRY] = (2 * b * power) / (square * (1 + power));
    // 0.001 keeps the push between cells at almost one place finite.
    repulsion[entry - FIRST_ENTRY] = (2 * b) / ((0.001 + square) * (1 + power));
  }
  return { attraction, repulsion };
}

/** A start of xorshift32 for each cell and epoch, never 0. */
function scrambled(seed: number, cell: number, epoch: number): number {
  let z = seed ^ Math.imul(cell + 1, 0x9e3779b1) ^ Math.imul(epoch + 1, 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  z ^= z >>> 15;
  return z === 0 ? 1 : z;
}
