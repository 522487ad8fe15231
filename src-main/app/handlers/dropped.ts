import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';

import * as v from 'valibot';

import { fileSystemError } from '../../../src-worker/formats/files/fileAccess.ts';
import { isProjectFile } from '../projectFile.ts';
import type { Grant } from '../../ipc/types.ts';
import type { Caller, Services } from './handler.ts';

/** Paths of files that were dropped on the window. They come from the preload, which has them from the system. */
export const droppedPaths = v.pipe(
  v.array(v.pipe(v.string(), v.maxLength(32_768), v.check(isAbsolute, 'This is not the path of a file.'))),
  v.maxLength(1000),
);

/** @throws DataError where one of the files is not there. */
export async function grantDropped({ grants }: Services, caller: Caller, paths: string[]): Promise<Grant[]> {
  await Promise.all(paths.map(checkThere));
  return paths.map((path) => grants.give(caller.id, path, isProjectFile(path) ? 'project' : 'data'));
}

/** @throws DataError where nothing is there. */
export async function checkThere(path: string): Promise<void> {
  try {
    await stat(path);
  } catch (error) {
    throw fileSystemError(error, path);
  }
}
