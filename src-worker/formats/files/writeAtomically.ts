import { statSync } from 'node:fs';
import { open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { DataError } from '../../data/errors.ts';
import { fileSystemError, isSystemError } from './fileAccess.ts';

/**
 * Makes a file so that a reader sees the old one or the whole new one, never a part: `write` fills a temporary file in
 * the same folder, which takes the place of `path` once it is on the disk. Whatever goes wrong, the temporary file is
 * removed.
 *
 * @throws DataError, naming `path`, where it is a folder, has no folder, or the disk is full or may not be written to.
 */
export async function writeAtomically(
  path: string,
  write: (temporary: string) => Promise<void>,
): Promise<void> {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new DataError('this is a folder.', { file: path }, 'Give the name of a file to write.');
  const temporary = `${temporaryStem(path)}${serial++}${ENDING}`;
  await reserve(path, temporary);
  try {
    await write(temporary);
    await flush(temporary);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw atPath(error, path, temporary);
  }
}

/** Removes what a thread of this process, ended in the midst of writing `path`, has left of it. */
export async function removePartials(path: string): Promise<void> {
  const folder = dirname(path);
  const stem = basename(temporaryStem(path));
  const names = await readdir(folder).catch(() => []);
  const left = names.filter((name) => name.startsWith(stem) && name.endsWith(ENDING));
  await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
}

let serial = 0;

const ENDING = '.partial';

/** How the names of temporary files begin that this process makes for `path`. */
function temporaryStem(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}-`);
}

/** Creates the temporary file through the operating system, whose refusals say more than those of libraries. */
async function reserve(path: string, temporary: string): Promise<void> {
  try {
    await (await open(temporary, 'wx')).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new DataError(
        'the folder does not exist.',
        { file: path },
        'Create it, or choose another place.',
      );
    throw fileSystemError(error, path);
  }
}

async function flush(temporary: string): Promise<void> {
  const file = await open(temporary, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The error with the name of the file that the user asked for. */
function atPath(error: unknown, path: string, temporary: string): unknown {
  if (error instanceof DataError && error.place.file === temporary)
    return new DataError(error.problem, { ...error.place, file: path }, error.remedy);
  return isSystemError(error) ? fileSystemError(error, path) : error;
}
