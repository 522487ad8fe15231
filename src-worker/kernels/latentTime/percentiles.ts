import { percentileOfSorted } from '../../data/percentile.ts';
import { defineKernel } from '../kernel.ts';
import { rootedTime, type RootingArgs } from './rooting.ts';

export interface TimePercentilesArgs extends RootingArgs {
  /** How many of the rootings are applied. */
  rootings: number;
  percentiles: readonly number[];
  /** Results, percentiles × cells. */
  out: Float64Array;
}

/** For the cells `from` to `to`, percentiles over genes of the rooted gene times. */
export const timePercentilesKernel = defineKernel<TimePercentilesArgs>(
  'latentTime.percentiles',
  (args, from, to) => {
    const { times, cells, genes, rootTime, latest, roots, rootings, percentiles, out } = args;
    const own = new Float64Array(genes.length);
    for (let i = from; i < to; i++) {
      for (let k = 0; k < genes.length; k++)
        own[k] = rootedTime(times[genes[k] * cells + i], rootTime, latest, k * roots.length, rootings);
      own.sort();
      for (let p = 0; p < percentiles.length; p++)
        out[p * cells + i] = percentileOfSorted(own, percentiles[p]);
    }
  },
);
