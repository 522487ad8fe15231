import { denseFrom, type DenseArray, type SparseMatrix } from '../../data/arrays.ts';
import type { Hdf5File } from '../hdf5/file.ts';
import { isNumeric, readNumbers } from '../hdf5/numbers.ts';
import { readRecords } from '../hdf5/records.ts';
import { readStrings } from '../hdf5/strings.ts';
import { describeMatrix, readMatrix } from './matrix.ts';

/** The arrays of `obsm` that hold numbers, cells × columns; others are left out with a warning. */
export function readEmbeddings(
  file: Hdf5File,
  cells: number,
  warnings: string[],
): Record<string, DenseArray<Float32Array>> {
  const out: Record<string, DenseArray<Float32Array>> = {};
  if (file.kind('obsm') === 'array') {
    for (const field of readRecords(file, 'obsm'))
      if (field.kind === 'numbers') out[field.name] = denseFrom('f32', field.values, [cells, field.width]);
    return out;
  }
  for (const name of file.keys('obsm')) {
    const item = `obsm/${name}`;
    const description = file.kind(item) === 'array' ? file.describe(item) : undefined;
    if (!description || !isNumeric(description.metadata) || description.shape.length !== 2) {
      warnings.push(`“${name}” in obsm is not an array of numbers (it was left out).`);
      continue;
    }
    if (description.shape[0] !== cells)
      throw file.error(
        item,
        `“${name}” in obsm has ${description.shape[0]} rows for ${cells} cells.`,
        'The file is damaged: write it again with anndata.',
      );
    out[name] = denseFrom('f32', readNumbers(file, item), description.shape);
  }
  return out;
}

/** Where the neighbour graph lies: in `obsp` under the names that `uns/neighbors` gives, or in `uns` (anndata < 0.7). */
export function neighborItems(file: Hdf5File): { connectivities?: string; distances?: string } {
  const find = (name: string): string | undefined => {
    const key = `uns/neighbors/${name}_key`;
    const named = file.kind(key) === 'array' ? file.describe(key) : undefined;
    const stored = named ? readName(file, key) : name;
    return [`obsp/${stored}`, `obsp/${name}`, `uns/neighbors/${name}`].find((item) => file.kind(item));
  };
  return { connectivities: find('connectivities'), distances: find('distances') };
}

/** The neighbour graph of the file, as `connectivities` and `distances`, where it is complete. */
export function readNeighbors(
  file: Hdf5File,
  cells: number,
  warnings: string[],
): Record<string, SparseMatrix<Float32Array>> {
  const items = neighborItems(file);
  const out: Record<string, SparseMatrix<Float32Array>> = {};
  for (const name of ['connectivities', 'distances'] as const) {
    const item = items[name];
    if (!item) continue;
    const { encoding, rows, cols } = describeMatrix(file, item);
    if (encoding === 'unknown' || rows !== cells || cols !== cells)
      warnings.push(
        `The ${name} of the file are not a matrix of ${cells} × ${cells} cells (they were left out).`,
      );
    else out[name] = readMatrix(file, item);
  }
  return out;
}

function readName(file: Hdf5File, item: string): string {
  return readStrings(file, item)[0] ?? '';
}
