import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';

import { DataError } from '../../data/errors.ts';
import { fileSystemError } from '../hdf5/superblock.ts';
import { createHdf5, type Hdf5Writer } from '../hdf5/writer.ts';
import type { AnnData } from './annData.ts';
import { checkMatrix, checkShapes } from './checkShapes.ts';
import { booleansOf, writeElement } from './elements.ts';
import { rootOf } from './tree.ts';

export interface WriteOptions {
  /** gzip level from 0 (none) to 9; 4 unless told. */
  compression?: number;
  /** Called between the parts of the file; throws to stop. */
  checkpoint?: () => void;
}

/**
 * Writes an h5ad file as anndata 0.12 does. The file appears under its name only when it is whole and on the disk:
 * an error or a crash leaves what was there before.
 *
 * @throws DataError where a shape does not fit, or the place cannot be written to.
 */
export async function writeH5ad(path: string, contents: AnnData, options: WriteOptions = {}): Promise<void> {
  checkShapes(contents);
  const temporary = `${path}.part-${process.pid}-${Math.random().toString(36).slice(2, 8)}`;
  reserve(path, temporary);
  let writer: Hdf5Writer | undefined;
  try {
    const root = rootOf(contents);
    writer = await createHdf5(temporary, booleansOf(root), options.compression ?? 4);
    for (const [name, element] of Object.entries(root.items)) {
      options.checkpoint?.();
      writeElement(writer, name, element);
    }
    for (const [name, layer] of Object.entries(contents.layers ?? {})) {
      options.checkpoint?.();
      const matrix = typeof layer === 'function' ? await layer() : layer;
      checkMatrix(name, matrix, contents);
      writeElement(writer, `layers/${name}`, matrix);
    }
    writer.attribute('', 'encoding-type', 'anndata');
    writer.attribute('', 'encoding-version', '0.1.0');
    writer.close();
    moveIntoPlace(temporary, path);
  } catch (error) {
    abandon(writer, temporary);
    throw atPath(error, path);
  }
}

/** Creates the temporary file through the operating system, whose refusals say more than the library's. */
function reserve(path: string, temporary: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new DataError('this is a folder.', { file: path }, 'Give the name of a file to write.');
  try {
    closeSync(openSync(temporary, 'wx'));
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

function moveIntoPlace(temporary: string, path: string): void {
  const descriptor = openSync(temporary, 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(temporary, path);
}

function abandon(writer: Hdf5Writer | undefined, temporary: string): void {
  try {
    writer?.close();
  } catch {
    // The error that led here says more than a failure to close what it broke.
  }
  rmSync(temporary, { force: true });
}

function atPath(error: unknown, path: string): unknown {
  if (error instanceof DataError && error.place.file !== undefined)
    return new DataError(error.problem, { ...error.place, file: path }, error.remedy);
  const isSystemError = error instanceof Error && 'code' in error && 'syscall' in error;
  return isSystemError ? fileSystemError(error, path) : error;
}
