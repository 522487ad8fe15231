import { readdirSync, statSync } from 'node:fs';
import { mkdir, open, rename, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { DataError } from '../../data/errors.ts';
import { fileSystemError, isSystemError } from './fileAccess.ts';

/**
 * Makes a folder so that nobody sees it half full: `write` fills a temporary one beside it, which gets its name at the
 * end. Whatever goes wrong, the temporary folder is removed. A folder that is there already is only taken where it is
 * empty: what lies in it is not ours to replace.
 *
 * @throws DataError, naming `path`, where there is something of that name, or the disk is full or may not be written to.
 */
export async function writeFolderAtomically(
  path: string,
  write: (temporary: string) => Promise<void>,
): Promise<void> {
  const there = requireFree(path);
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}-${serial++}.partial`);
  await reserve(path, temporary);
  try {
    await write(temporary);
    await flush(temporary);
    if (there) await rmdir(path);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw atPath(error, path, temporary);
  }
}

let serial = 0;

/** Whether an empty folder of that name is there. @throws DataError where there is anything else. */
function requireFree(path: string): boolean {
  let empty: boolean;
  let folder: boolean;
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    if (!there) return false;
    folder = there.isDirectory();
    empty = folder && readdirSync(path).length === 0;
  } catch (error) {
    throw fileSystemError(error, path);
  }
  if (empty) return true;
  throw new DataError(
    folder ? 'there is a folder of that name with files in it.' : 'there is a file of that name.',
    { file: path },
    'Give the name of a folder that does not exist yet, or remove what is there.',
  );
}

async function reserve(path: string, temporary: string): Promise<void> {
  try {
    await mkdir(temporary);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      throw new DataError(
        'the folder that it should lie in does not exist.',
        { file: path },
        'Create it, or choose another place.',
      );
    throw fileSystemError(error, path);
  }
}

/** Has the system put the names of the files on the disk, where it can: Windows opens no folders. */
async function flush(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The error with the name of the folder that the user asked for. */
function atPath(error: unknown, path: string, temporary: string): unknown {
  if (error instanceof DataError && error.place.file?.startsWith(temporary))
    return new DataError(
      error.problem,
      { ...error.place, file: path + error.place.file.slice(temporary.length) },
      error.remedy,
    );
  return isSystemError(error) ? fileSystemError(error, path) : error;
}
