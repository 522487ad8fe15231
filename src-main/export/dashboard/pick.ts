import { percentileInPlace } from '../../../src-worker/data/percentile.ts';
import { createRandom } from '../../../src-worker/data/random.ts';

/** The values at the given places, in double precision. */
export function pick(values: ArrayLike<number>, places: ArrayLike<number>): Float64Array {
  const out = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) out[i] = values[places[i]];
  return out;
}

/** At most `most` of 0 … count − 1, drawn at random with a fixed seed and in ascending order. */
export function subsample(count: number, most: number): Uint32Array {
  if (count <= most) return Uint32Array.from({ length: count }, (_, i) => i);
  return createRandom(0, 'dashboard').permutation(count).slice(0, most).sort();
}

/** The 1st and the 99th percentile of the finite values, the ends of a colour map; both 0 if none is finite. */
export function percentileRange(values: ArrayLike<number>): [low: number, high: number] {
  const finite = Float64Array.from(values).filter(Number.isFinite);
  if (finite.length === 0) return [0, 0];
  return [percentileInPlace(finite, 1), percentileInPlace(finite, 99)];
}
