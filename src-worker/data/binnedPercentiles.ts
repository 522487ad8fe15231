import { select } from './percentile.ts';

/** Leading bits of a 32-bit float by which values are put in bins: its exponent and three bits more, so eight bins an octave. */
const SHIFT = 20;
const BINS = 2 ** (31 - SHIFT);

/**
 * Gives a function that finds percentiles as `percentilesInPlace` does, of up to `most` values that are not negative, and leaves them as
 * they are. It counts values in bins that follow each other as the values do, and then selects in the few bins that matter: for
 * thousands of values a few times faster.
 */
export function createBinnedPercentiles(
  most: number,
): (values: Float64Array, ascending: readonly number[]) => number[] {
  const floats = new Float32Array(most);
  const bits = new Uint32Array(floats.buffer);
  const counts = new Uint32Array(BINS);
  /** Where the values of a bin that matters are gathered; −1 for other bins. */
  const places = new Int32Array(BINS).fill(-1);
  const gathered = new Float64Array(most);

  return (values, ascending) => {
    const n = values.length;
    if (n === 0) return ascending.map(() => Number.NaN);
    floats.set(values);
    counts.fill(0);
    for (let i = 0; i < n; i++) counts[bits[i] >>> SHIFT]++;

    const wanted = ranksOf(ascending, n);
    const found: { bin: number; from: number; before: number }[] = [];
    let bin = 0;
    let before = 0;
    let end = 0;
    for (const rank of wanted) {
      for (; before + counts[bin] <= rank; bin++) before += counts[bin];
      if (found.at(-1)?.bin === bin) continue;
      found.push({ bin, from: end, before });
      places[bin] = end;
      end += counts[bin];
    }
    for (let i = 0; i < n; i++) {
      const key = bits[i] >>> SHIFT;
      if (places[key] >= 0) gathered[places[key]++] = values[i];
    }

    const valueOf = (rank: number): number => {
      const { from, before: lower, bin: own } = found.findLast((one) => one.before <= rank)!;
      return select(gathered.subarray(from, from + counts[own]), rank - lower);
    };
    const result = ascending.map((p) => {
      const rank = (n - 1) * (p / 100);
      const below = Math.min(n - 1, Math.floor(rank));
      const low = valueOf(below);
      return rank <= below ? low : low + (valueOf(below + 1) - low) * (rank - below);
    });
    for (const one of found) places[one.bin] = -1;
    return result;
  };
}

/** The whole ranks between which the percentiles of n values lie, ascending. */
function ranksOf(ascending: readonly number[], n: number): number[] {
  return ascending
    .flatMap((p) => {
      const below = Math.min(n - 1, Math.floor((n - 1) * (p / 100)));
      return [below, Math.min(n - 1, below + 1)];
    })
    .sort((a, b) => a - b);
}
