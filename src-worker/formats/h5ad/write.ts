import { createHdf5, type Hdf5Writer } from '../hdf5/writer.ts';
import { writeAtomically } from '../writeAtomically.ts';
import type { AnnData } from './annData.ts';
import { checkMatrix, checkShapes } from './checkShapes.ts';
import { booleansOf, writeElement } from './elements.ts';
import { rootOf, type Root } from './tree.ts';

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
  const root = rootOf(contents);
  await writeAtomically(path, async (temporary) => {
    const writer = await createHdf5(temporary, booleansOf(root), options.compression ?? 4);
    try {
      await writeContents(writer, root, contents, options);
    } catch (error) {
      closeQuietly(writer);
      throw error;
    }
    writer.close();
  });
}

async function writeContents(
  writer: Hdf5Writer,
  root: Root,
  contents: AnnData,
  options: WriteOptions,
): Promise<void> {
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
}

function closeQuietly(writer: Hdf5Writer): void {
  try {
    writer.close();
  } catch {
    // The error that led here says more than a failure to close what it broke.
  }
}
