import { basename, extname } from 'node:path';

import type { ImportSource } from '../src-worker/formats/source.ts';

const MOST_LISTED = 3;
const LONGEST = 100;

/** What a dataset is called unless told: by its file, or by its samples where there are several. */
export function importName({ counts }: ImportSource): string {
  const names = counts.map(({ path, sample }) => sample ?? basename(path, extname(path)));
  const listed = names.join(' + ');
  if (names.length <= MOST_LISTED && new Set(names).size === names.length && listed.length <= LONGEST)
    return listed;
  return names.length === 1 ? names[0] : `${names[0]} and ${names.length - 1} more`;
}
