import { finiteOrder } from './trend.ts';

/** Cells by their coordinate, in groups of as equal a size as can be. */
export interface OrderedBins {
  /** Places of the cells whose coordinate is finite, by coordinate. */
  order: Uint32Array;
  /** Where each bin starts in `order`, and the end of the last. */
  offsets: Uint32Array;
}

/** At most `most` bins of one cell or more. */
export function orderedBins(coordinate: ArrayLike<number>, most: number): OrderedBins {
  const order = finiteOrder(coordinate);
  const bins = Math.min(most, order.length);
  const offsets = Uint32Array.from({ length: bins + 1 }, (_, b) =>
    bins === 0 ? 0 : Math.floor((b * order.length) / bins),
  );
  return { order, offsets };
}

/** Mean of the finite values in each bin; NaN where there is none. */
export function binMeans(values: ArrayLike<number>, { order, offsets }: OrderedBins): Float64Array {
  return Float64Array.from({ length: offsets.length - 1 }, (_, b) => {
    let sum = 0;
    let count = 0;
    for (let i = offsets[b]; i < offsets[b + 1]; i++) {
      const value = values[order[i]];
      if (!Number.isFinite(value)) continue;
      sum += value;
      count++;
    }
    return count > 0 ? sum / count : Number.NaN;
  });
}

/** The code (0 and more) that most cells of each bin have, the lowest where several do; −1 where none has one. */
export function binMajorities(codes: ArrayLike<number>, { order, offsets }: OrderedBins): Int32Array {
  return Int32Array.from({ length: offsets.length - 1 }, (_, b) => {
    const counts = new Map<number, number>();
    for (let i = offsets[b]; i < offsets[b + 1]; i++) {
      const code = codes[order[i]];
      if (code >= 0) counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    return [...counts].reduce(
      (best, next) => (next[1] > best[1] || (next[1] === best[1] && next[0] < best[0]) ? next : best),
      [-1, 0],
    )[0];
  });
}

/**
 * The values from their least (0) to their most (1), or as standard scores (mean 0, standard deviation 1). Values that are all
 * equal become 0; missing ones stay NaN.
 */
export function scaledRow(values: Float64Array, scale: 'unit' | 'zscore'): Float64Array {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return values.slice();
  const least = known.reduce((low, value) => Math.min(low, value));
  const most = known.reduce((high, value) => Math.max(high, value));
  if (!(most > least)) return values.map((value) => (Number.isNaN(value) ? value : 0));
  if (scale === 'unit') return values.map((value) => (value - least) / (most - least));
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length;
  return values.map((value) => (value - mean) / Math.sqrt(variance));
}

/**
 * Where along the bins a gene is highest: the place of the largest moving mean over a twentieth of the bins, so that one bin of noise
 * does not decide it; the number of bins where no value is known.
 */
export function peakOf(values: Float64Array): number {
  const reach = Math.floor(values.length / 40);
  let best = -Infinity;
  let place = values.length;
  for (let b = 0; b < values.length; b++) {
    let sum = 0;
    let count = 0;
    for (let i = Math.max(0, b - reach); i <= Math.min(values.length - 1, b + reach); i++) {
      if (Number.isNaN(values[i])) continue;
      sum += values[i];
      count++;
    }
    if (count > 0 && sum / count > best) {
      best = sum / count;
      place = b;
    }
  }
  return place;
}
