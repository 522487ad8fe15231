import type { WriteOptions } from '../files/writeOptions.ts';
import { writeHdf5 } from '../hdf5/writeHdf5.ts';
import type { Hdf5Writer } from '../hdf5/writer.ts';
import type { AnnData, MatrixSource } from './annData.ts';
import { checkMatrix, checkShapes } from './checkShapes.ts';
import { booleansOf, writeElement } from './elements.ts';
import { rootOf, type Root } from './tree.ts';

export interface H5adOptions extends WriteOptions {
  /** gzip level from 0 (none) to 9; 4 unless told. */
  compression?: number;
}

/**
 * Writes an h5ad file as anndata 0.12 does. The file appears under its name only when it is whole and on the disk:
 * an error or a crash leaves what was there before.
 *
 * @throws DataError where a shape does not fit, or the place cannot be written to.
 */
export async function writeH5ad(path: string, contents: AnnData, options: H5adOptions = {}): Promise<void> {
  checkShapes(contents);
  const root = rootOf(contents);
  await writeHdf5(
    path,
    { level: options.compression ?? 4, booleans: booleansOf(root), checkpoint: options.checkpoint },
    (writer) => writeContents(writer, root, contents, options),
  );
}

async function writeContents(
  writer: Hdf5Writer,
  root: Root,
  contents: AnnData,
  options: H5adOptions,
): Promise<void> {
  for (const [name, element] of Object.entries(root.items)) {
    options.checkpoint?.();
    writeElement(writer, name, element);
  }
  if (contents.X) await writeMatrix('X', contents.X);
  for (const [name, layer] of Object.entries(contents.layers ?? {}))
    await writeMatrix(`layers/${name}`, layer);
  writer.attribute('', 'encoding-type', 'anndata');
  writer.attribute('', 'encoding-version', '0.1.0');

  /** A function of its own, so that a matrix is not referred to any more when the next is asked for. */
  async function writeMatrix(item: string, source: MatrixSource): Promise<void> {
    options.checkpoint?.();
    const matrix = typeof source === 'function' ? await source() : source;
    checkMatrix(item, matrix, contents);
    writeElement(writer, item, matrix);
  }
}
