import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect } from 'vitest';

import type { SparseMatrix } from '../data/arrays.ts';
import { DataError } from '../data/errors.ts';
import { toDense } from '../data/sparse.ts';
import { readDataset } from './readDataset.ts';
import type { ReadOptions } from './reader.ts';

/** An empty folder for the tests of one file, which is gone after them. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rnavelocity-test-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  return folder;
}

/** The values of a matrix, row by row. */
export function rowsOf(matrix: SparseMatrix): number[][] {
  const values = Array.from(toDense(matrix));
  return Array.from({ length: matrix.rows }, (_, r) => values.slice(r * matrix.cols, (r + 1) * matrix.cols));
}

/** Why a file or folder of counts is refused; the test fails where it is not, or by anything else than a DataError. */
export async function refusalOf(path: string, options?: ReadOptions): Promise<DataError> {
  const outcome: unknown = await readDataset(path, options).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(DataError);
  return outcome as DataError;
}
