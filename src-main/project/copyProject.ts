import { rmSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';

import SqliteDatabase from 'better-sqlite3';

import { DataError } from '../../src-worker/data/errors.ts';
import { checkFolder, isSameFile } from './checkPath.ts';
import { databaseError } from './databaseError.ts';
import { placeFile, taken, temporaryBeside } from './placeFile.ts';
import type { Project } from './project.ts';

/**
 * Writes a copy of the open project as it is now, whole or not at all, without the space that deleted things left. For Save As
 * the caller opens the copy and closes the project.
 *
 * @param options.overwrite replace a file of that name, as the user was asked
 * @throws DataError where the target is the project itself, is taken or open elsewhere, or cannot be written.
 */
export function copyProject(project: Project, target: string, options: { overwrite?: boolean } = {}): void {
  const { overwrite = false } = options;
  checkFolder(target);
  checkTarget(project, target, overwrite);
  const temporary = temporaryBeside(target);
  try {
    project.database.prepare('VACUUM INTO ?').run(temporary);
    placeFile(temporary, target, overwrite);
  } catch (error) {
    throw databaseError(error, target);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function checkTarget(project: Project, target: string, overwrite: boolean): void {
  const file = statSync(target, { bigint: true, throwIfNoEntry: false });
  if (resolve(target) === resolve(project.path) || (file && isSameFile(project.path, file)))
    throw new DataError(
      'this is the open project itself.',
      { file: basename(target) },
      'Choose another name for the copy; the project saves itself as you work.',
    );
  if (!file) return;
  if (file.isDirectory())
    throw new DataError('this is a folder.', { file: target }, 'Choose a name inside it.');
  if (!overwrite) throw taken(target);
  checkNotOpen(target);
}

/** Replacing a file that another window works on would take its changes away without a word. */
function checkNotOpen(target: string): void {
  const database = new SqliteDatabase(target, { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE; ROLLBACK');
  } catch (error) {
    const known = databaseError(error, target);
    // A file that is no database is not open as one.
    if (!(error as { code?: string }).code?.startsWith('SQLITE_BUSY')) return;
    throw known;
  } finally {
    database.close();
  }
}
