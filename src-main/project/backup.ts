import { existsSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

import type { Database } from 'better-sqlite3';

import { DataError } from '../../src-worker/data/errors.ts';
import { databaseError } from './databaseError.ts';
import { placeFile, temporaryBeside } from './placeFile.ts';

/**
 * Copies a project of an older schema to `name.schema-1-backup.rnavelocity` beside it, with a number where that is taken.
 *
 * @returns the path of the backup
 * @throws DataError where it cannot be made; the project is as it was.
 */
export function backupProject(database: Database, path: string, version: number): string {
  const backup = freeName(path, version);
  const temporary = temporaryBeside(backup);
  try {
    database.prepare('VACUUM INTO ?').run(temporary);
    placeFile(temporary, backup, false);
    return backup;
  } catch (error) {
    rmSync(temporary, { force: true });
    const cause = databaseError(error, backup);
    const why = cause instanceof DataError ? cause.problem : (error as Error).message;
    throw new DataError(
      `the project was made by an older RNAVelocity and must be converted, but no backup could be made first: ${why}`,
      { file: basename(path) },
      'Free some space in its folder, or copy the project to another folder and open it there. It was not changed.',
    );
  }
}

function freeName(path: string, version: number): string {
  const extension = extname(path);
  const stem = join(dirname(path), basename(path, extension));
  for (let number = 1; ; number++) {
    const name = `${stem}.schema-${version}-backup${number > 1 ? `-${number}` : ''}${extension}`;
    if (!existsSync(name)) return name;
  }
}
