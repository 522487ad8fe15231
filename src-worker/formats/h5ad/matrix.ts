import { sharedArray, type SparseMatrix } from '../../data/arrays.ts';
import type { DataError } from '../../data/errors.ts';
import { transpose } from '../../data/sparse.ts';
import { canonical } from '../counts/canonical.ts';
import type { Checkpoint } from '../files/checkpoint.ts';
import type { Hdf5File } from '../hdf5/file.ts';
import {
  dtypeName,
  forEachBlock,
  isNumeric,
  itemCount,
  readNumbers,
  readNumbersInto,
} from '../hdf5/numbers.ts';

export interface MatrixDescription {
  encoding: 'csr' | 'csc' | 'dense' | 'unknown';
  rows: number;
  cols: number;
  dtype: string;
  stored: number;
}

/** What kind of matrix an item is, from its attributes alone (today's encodings and those of anndata before 0.7). */
export function describeMatrix(file: Hdf5File, item: string): MatrixDescription {
  const kind = file.kind(item);
  if (kind === 'array') {
    const { shape, metadata } = file.describe(item);
    const usable = shape.length === 2 && isNumeric(metadata);
    const [rows, cols] = [shape[0] ?? 1, shape[1] ?? 1];
    const dtype = dtypeName(metadata);
    return { encoding: usable ? 'dense' : 'unknown', rows, cols, dtype, stored: itemCount(shape) };
  }
  const format = String(
    file.attribute(item, 'encoding-type') ?? file.attribute(item, 'h5sparse_format') ?? '',
  );
  const shape = file.attribute(item, 'shape') ?? file.attribute(item, 'h5sparse_shape');
  const encoding = format.startsWith('csr') ? 'csr' : format.startsWith('csc') ? 'csc' : 'unknown';
  if (kind !== 'group' || encoding === 'unknown' || !Array.isArray(shape) || shape.length !== 2)
    return { encoding: 'unknown', rows: 0, cols: 0, dtype: 'unknown', stored: 0 };
  const parts = ['data', 'indices', 'indptr'].filter((part) => file.kind(`${item}/${part}`) !== 'array');
  if (parts.length > 0)
    throw file.error(
      item,
      `the sparse matrix “${item}” lacks ${parts.join(' and ')}.`,
      'Write the file again with anndata.',
    );
  const data = file.describe(`${item}/data`);
  const dtype = dtypeName(data.metadata);
  return { encoding, rows: Number(shape[0]), cols: Number(shape[1]), dtype, stored: data.shape[0] };
}

/**
 * A matrix of the file, dense, CSR or CSC, as CSR float32 on shared memory: columns ascend within a row, and values
 * stored twice for one place are added up, as scipy does.
 *
 * @throws DataError where the matrix is of no known encoding or its indices do not fit its shape.
 */
export function readMatrix(
  file: Hdf5File,
  item: string,
  checkpoint?: Checkpoint,
): SparseMatrix<Float32Array> {
  const { encoding, rows, cols, dtype } = describeMatrix(file, item);
  if (encoding === 'unknown')
    throw file.error(
      item,
      `“${item}” is not a matrix this program can read (type ${dtype}).`,
      'Write it as a dense or sparse (CSR, CSC) matrix with anndata.',
    );
  if (encoding === 'dense') return readDense(file, item, rows, cols, checkpoint);
  if (encoding === 'csr') return canonical(readCompressed(file, item, rows, cols, checkpoint));
  return canonical(transpose(readCompressed(file, item, cols, rows, checkpoint)));
}

/** What to tell of a sparse matrix whose parts do not fit. */
export function damaged(file: Hdf5File, item: string, what: string): DataError {
  return file.error(
    item,
    `the sparse matrix “${item}” is damaged: ${what}.`,
    'Write the file again from its source.',
  );
}

/** The compressed matrix as stored: `rows` is the number of compressed rows (columns of the matrix, where CSC). */
function readCompressed(
  file: Hdf5File,
  item: string,
  rows: number,
  cols: number,
  checkpoint?: Checkpoint,
): SparseMatrix<Float32Array> {
  const corrupt = (what: string): DataError => damaged(file, item, what);
  const pointers = readNumbers(file, `${item}/indptr`);
  const data = file.describe(`${item}/data`);
  const columns = file.describe(`${item}/indices`);
  const stored = data.shape[0];
  if (pointers.length !== rows + 1) throw corrupt(`it has ${pointers.length - 1} rows of ${rows}`);
  if (pointers[0] !== 0 || pointers[rows] !== stored || columns.shape[0] !== stored)
    throw corrupt(`${stored} values, ${columns.shape[0]} indices, and row starts up to ${pointers[rows]}`);
  if (stored >= 2 ** 32)
    throw file.error(
      item,
      `“${item}” stores more than 4 billion values.`,
      'Split the data by sample or gene.',
    );
  for (let r = 0; r < rows; r++)
    if (!(pointers[r] <= pointers[r + 1])) throw corrupt(`row ${r} ends before it starts`);
  const indptr = sharedArray('u32', rows + 1);
  indptr.set(pointers);
  const indices = sharedArray('u32', stored);
  readNumbersInto(file, `${item}/indices`, columns, indices, checkpoint);
  for (let p = 0; p < stored; p++)
    if (indices[p] >= cols) throw corrupt(`a value lies outside its ${cols} columns`);
  const values = sharedArray('f32', stored);
  readNumbersInto(file, `${item}/data`, data, values, checkpoint);
  return { kind: 'sparse', rows, cols, indptr, indices, data: values };
}

/** The nonzero values of a dense matrix, gathered block by block; NaN counts as a value. */
function readDense(
  file: Hdf5File,
  item: string,
  rows: number,
  cols: number,
  checkpoint?: Checkpoint,
): SparseMatrix<Float32Array> {
  const indptr = sharedArray('u32', rows + 1);
  const blocks: { indices: Uint32Array; data: Float32Array }[] = [];
  forEachBlock(file, item, file.describe(item), checkpoint, (values, from) => {
    let count = 0;
    for (let p = 0; p < values.length; p++) if (values[p] !== 0) count++;
    const indices = new Uint32Array(count);
    const data = new Float32Array(count);
    const blockRows = values.length / Math.max(1, cols);
    for (let r = 0, q = 0, p = 0; r < blockRows; r++) {
      const start = q;
      for (let c = 0; c < cols; c++, p++) {
        if (values[p] === 0) continue;
        indices[q] = c;
        data[q++] = values[p];
      }
      indptr[from + r + 1] = indptr[from + r] + (q - start);
    }
    blocks.push({ indices, data });
  });
  const indices = sharedArray('u32', indptr[rows]);
  const data = sharedArray('f32', indptr[rows]);
  let offset = 0;
  for (const block of blocks) {
    indices.set(block.indices, offset);
    data.set(block.data, offset);
    offset += block.data.length;
  }
  return { kind: 'sparse', rows, cols, indptr, indices, data };
}
