/**
 * Combines percentiles of gene times (percentiles × cells) to one time a cell: of the percentiles, each scaled to a
 * maximum of 1, the two whose values over the cells come nearest to a uniform distribution are added; the sum is
 * scaled to a maximum of 1 (Bergen 2020).
 */
export function combinePercentiles(percentiles: Float64Array, cells: number): Float64Array {
  const rows: { values: Float64Array; error: number }[] = [];
  for (let from = 0; from < percentiles.length; from += cells) {
    const values = scaledToMaximum(percentiles.subarray(from, from + cells));
    rows.push({ values, error: distanceFromUniform(values) });
  }
  const [best, second] = rows.sort((a, b) => a.error - b.error);
  return scaledToMaximum(best.values.map((value, i) => value + (rows.length > 1 ? second.values[i] : 0)));
}

/** Shifts and scales to [0, 1]; constant values become 0. */
export function toUnitRange(values: Float64Array): Float64Array {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const span = high > low ? high - low : 1;
  return values.map((value) => (value - low) / span);
}

function scaledToMaximum(values: Float64Array): Float64Array {
  let max = 0;
  for (const value of values) if (value > max) max = value;
  const scale = max > 0 ? max : 1;
  return values.map((value) => value / scale);
}

/** The sum of squared differences between the sorted values and as many equally spaced ones from 0 to 1. */
function distanceFromUniform(values: Float64Array): number {
  const sorted = values.slice().sort();
  const last = Math.max(1, sorted.length - 1);
  let sum = 0;
  for (let i = 0; i < sorted.length; i++) sum += (sorted[i] - i / last) ** 2;
  return sum;
}
