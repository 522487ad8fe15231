import { statSync } from 'node:fs';

import type { SparseMatrix } from '../data/arrays.ts';
import type { Dataset } from '../data/dataset.ts';
import { DataError } from '../data/errors.ts';
import { alevinReader } from './alevin/reader.ts';
import { csvPairReader } from './csv/pairReader.ts';
import { csvReader } from './csv/reader.ts';
import { checkReadable, fileSystemError } from './files/fileAccess.ts';
import { refuseForeignFile } from './foreign/files.ts';
import { refuseForeignFolder } from './foreign/folders.ts';
import { foreignReader } from './foreign/reader.ts';
import { h5adReader } from './h5ad/reader.ts';
import { loomReader } from './loom/reader.ts';
import { mtxReader } from './mtx/reader.ts';
import type { Reader, ReadOptions } from './reader.ts';
import type { LayerRequest } from './readLayers.ts';
import { tenxReader } from './tenx/reader.ts';

/**
 * Every format that can be read; the first that recognises a file reads it. h5ad takes every HDF5 file, so that a file
 * gone wrong is told what it lacks: other formats inside HDF5 stand before it. In the same way mtx takes every folder.
 */
export const READERS: readonly Reader[] = [
  alevinReader,
  csvPairReader,
  mtxReader,
  loomReader,
  tenxReader,
  foreignReader,
  h5adReader,
  csvReader,
];

/**
 * Reads a file or folder of counts, whatever its format: spliced and unspliced counts as CSR float32 with ascending
 * columns on shared memory, and what the file says of cells and genes.
 *
 * @throws DataError where the file is missing, unreadable, of no known format, damaged, or holds no usable counts.
 */
export async function readDataset(path: string, options: ReadOptions = {}): Promise<Dataset> {
  return (await readerFor(path)).read(path, options);
}

/**
 * One layer of a file, as the reader of its format reads it beside the rest.
 *
 * @throws DataError as {@link readDataset} does.
 */
export async function readLayer(request: LayerRequest): Promise<SparseMatrix<Float32Array>> {
  const reader = READERS.find(({ id }) => id === request.format);
  if (!reader?.readLayer) throw new Error(`Layers of ${request.format} files are not read apart`);
  return reader.readLayer(request);
}

/** The reader of a file's format. @throws DataError where the file cannot be read or no format fits. */
export async function readerFor(path: string): Promise<Reader> {
  const folder = isFolder(path);
  if (!folder) checkReadable(path);
  const foreign = folder ? refuseForeignFolder(path) : refuseForeignFile(path);
  if (foreign) throw foreign;
  for (const reader of READERS) if (await reader.recognises(path)) return reader;
  if (statSync(path).size === 0)
    throw new DataError('the file is empty.', { file: path }, 'Copy or download it again.');
  const known = READERS.filter((reader) => reader !== foreignReader)
    .map(({ title }) => title)
    .join(', ');
  throw new DataError(
    'the format of this file is not known.',
    { file: path },
    `Formats that can be read: ${known}. A file that was cut off at its start looks like this, too.`,
  );
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw fileSystemError(error, path);
  }
}
