import { readdirSync } from 'node:fs';

import { fileSystemError } from '../fileAccess.ts';

/** File names of a folder: without `.gz` → as they are. */
export type Files = ReadonlyMap<string, string>;

/** What lies in a folder; of a file that is there both packed and not, the one that is not. */
export function listFiles(folder: string): Files {
  try {
    const names = readdirSync(folder).sort().reverse();
    return new Map(names.map((name) => [name.replace(/\.gz$/, ''), name]));
  } catch (error) {
    throw fileSystemError(error, folder);
  }
}
