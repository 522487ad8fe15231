import { ARRAYS, type ArrayName } from '../../src-worker/data/catalogue.ts';

/** What an array means, with its unit where it has one. */
export function meaningOf(name: ArrayName): string {
  const { meaning, unit } = ARRAYS[name];
  return unit && unit !== '1' ? `${meaning} (${unit})` : meaning;
}
