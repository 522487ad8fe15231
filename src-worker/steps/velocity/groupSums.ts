import type { DenseArray } from '../../data/arrays.ts';
import { defineKernel } from '../../kernels/kernel.ts';

export interface GroupSumsArgs {
  /** Genes × cells. */
  values: DenseArray<Float32Array>;
  /** The genes to sum, by row. */
  genes: Uint32Array;
  /** Group of each cell, or −1. */
  codes: Int32Array;
  groups: number;
  /** Per gene (in the order of `genes`): the sum in each group and, last, over cells without one; then the same of squares. */
  sums: Float64Array;
}

/** Sums of values and of their squares, gene by gene and group by group. */
export const groupSums = defineKernel('velocity.groupSums', (args: GroupSumsArgs, from, to) => {
  const { genes, codes, groups, sums } = args;
  const values = args.values.data;
  const cells = codes.length;
  const width = groups + 1;
  for (let k = from; k < to; k++) {
    const row = genes[k] * cells;
    const first = 2 * width * k;
    for (let i = 0; i < cells; i++) {
      const value = values[row + i];
      const slot = first + (codes[i] < 0 ? groups : codes[i]);
      sums[slot] += value;
      sums[slot + width] += value * value;
    }
  }
});
