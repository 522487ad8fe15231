import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { fileSystemError } from '../../src-worker/formats/files/fileAccess.ts';
import { fileNameFor, PROJECT_EXTENSION } from './projectFile.ts';

/** Where projects lie unless the user says otherwise: a folder in the user's documents, made when it is needed. */
export class ProjectFolder {
  readonly path: string;

  constructor(documents: string) {
    this.path = join(documents, 'RNAVelocity');
  }

  /** @throws DataError where it cannot be made. */
  async ensure(): Promise<string> {
    try {
      await mkdir(this.path, { recursive: true });
    } catch (error) {
      throw fileSystemError(error, this.path);
    }
    return this.path;
  }

  /**
   * A path that is free for a project of that name: `name`, `name 2`, …
   *
   * @throws DataError where the folder cannot be made.
   */
  async freePath(name: string): Promise<string> {
    const folder = await this.ensure();
    const stem = fileNameFor(name);
    for (let number = 1; ; number++) {
      const path = join(folder, `${stem}${number > 1 ? ` ${number}` : ''}${PROJECT_EXTENSION}`);
      if (!(await exists(path))) return path;
    }
  }
}

/** Whether something is at that path. */
export async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
