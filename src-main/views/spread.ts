import { percentileInPlace } from '../../src-worker/data/percentile.ts';
import type { Spread } from './contract.ts';

/** How numbers are spread, over those that are finite; all 0 where none is. */
export function spreadOf(values: ArrayLike<number>): Spread {
  const finite = new Float32Array(values.length);
  let count = 0;
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) continue;
    finite[count++] = value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const missing = values.length - count;
  if (count === 0) return { range: [0, 0], min: 0, max: 0, missing };
  const known = finite.subarray(0, count);
  return { range: [percentileInPlace(known, 1), percentileInPlace(known, 99)], min, max, missing };
}
