import { percentile } from '../../src-worker/data/percentile.ts';
import { meaningOf } from './meaning.ts';
import type { Histogram } from './contract.ts';
import type { Source } from './source.ts';

const BINS = 40;

/** How the fits and the confidence are distributed, as far as the run has them. */
export function histogramsOf(source: Source): Histogram[] {
  const list: Histogram[] = [];
  const add = (id: Histogram['id'], label: string, of: Histogram['of'], low: number): void => {
    if (source.has(id))
      list.push(histogram({ id, label, meaning: meaningOf(id), of }, source.stored(id).data, low));
  };
  add('fit_likelihood', 'Likelihood of the fits', 'genes', 0);
  // Lines far worse than no line at all would squeeze all others into one bin.
  add('velocity_r2', 'R² of the steady-state lines', 'genes', -1);
  add('velocity_confidence', 'Confidence', 'cells', -1);
  return list;
}

/** Finite values in equal bins; values below `low` are counted in the first. */
function histogram(
  text: Pick<Histogram, 'id' | 'label' | 'meaning' | 'of'>,
  values: Float32Array | Float64Array,
  low: number,
): Histogram {
  const known = values.filter(Number.isFinite);
  const missing = values.length - known.length;
  const counts = new Array<number>(BINS).fill(0);
  if (known.length === 0) return { ...text, range: [0, 1], counts, median: 0, missing };
  let from = Infinity;
  let to = -Infinity;
  for (const value of known) {
    from = Math.min(from, Math.max(low, value));
    to = Math.max(to, Math.max(low, value));
  }
  const width = to > from ? (to - from) / BINS : 1;
  for (const value of known) counts[Math.max(0, Math.min(BINS - 1, Math.floor((value - from) / width)))]++;
  return { ...text, range: [from, from + BINS * width], counts, median: percentile(known, 50), missing };
}
