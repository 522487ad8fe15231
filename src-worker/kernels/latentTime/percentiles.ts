import { createBinnedPercentiles } from '../../data/binnedPercentiles.ts';
import { defineKernel } from '../kernel.ts';
import { rootedOnce, type RootingArgs } from './rooting.ts';

export interface TimePercentilesArgs extends RootingArgs {
  /** Ascending. */
  percentiles: readonly number[];
  /** Results, rootings × percentiles × cells. */
  out: Float64Array;
}

/** Cells whose times are fetched together: they lie side by side, those of one cell far apart. */
const BLOCK = 16;

/** For the cells `from` to `to`, percentiles over genes of the gene times after each rooting in turn. */
export const timePercentilesKernel = defineKernel<TimePercentilesArgs>(
  'latentTime.percentiles',
  (args, from, to) => {
    const { times, cells, genes } = args;
    const block = new Float32Array(genes.length * BLOCK);
    const own = new Float64Array(genes.length);
    const percentilesOf = createBinnedPercentiles(genes.length, args.percentiles);
    for (let first = from; first < to; first += BLOCK) {
      const count = Math.min(BLOCK, to - first);
      for (let k = 0; k < genes.length; k++) {
        const at = genes[k] * cells + first;
        for (let c = 0; c < count; c++) block[k * BLOCK + c] = times[at + c];
      }
      for (let c = 0; c < count; c++) {
        for (let k = 0; k < genes.length; k++) own[k] = block[k * BLOCK + c];
        percentilesOfCell(args, first + c, own, percentilesOf);
      }
    }
  },
);

/** Turns the cell's times, `own`, and writes their percentiles. */
function percentilesOfCell(
  { cells, genes, rootTime, latest, roots, percentiles, out }: TimePercentilesArgs,
  cell: number,
  own: Float64Array,
  percentilesOf: ReturnType<typeof createBinnedPercentiles>,
): void {
  for (let r = 0; r < roots.length; r++) {
    for (let k = 0, at = r * genes.length; k < genes.length; k++, at++)
      own[k] = rootedOnce(own[k], rootTime[at], latest[at]);
    const found = percentilesOf(own);
    for (let p = 0; p < found.length; p++) out[(r * percentiles.length + p) * cells + cell] = found[p];
  }
}
