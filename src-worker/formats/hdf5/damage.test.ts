import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeEach, expect, it, vi } from 'vitest';

import { DataError } from '../../data/errors.ts';
import { temporaryFolder } from '../testing.ts';
import { withHdf5File } from './file.ts';
import { loadHdf5 } from './module.ts';
import { readNumbers } from './numbers.ts';

const GOOD = join(import.meta.dirname, '../fixtures/csc.h5ad');
const ITEM = 'layers/spliced/data';
const folder = temporaryFolder();
const path = join(folder, 'file.h5ad');
beforeEach(() => copyFileSync(GOOD, path));

it('after a damaged file, a good one at the same place is read as it is', async () => {
  const truth = await withHdf5File(GOOD, (file) => readNumbers(file, ITEM));
  const library = await loadHdf5();
  const bytes = readFileSync(GOOD);
  bytes.fill(0xa5, 1_000);
  writeFileSync(path, bytes);
  await expect(withHdf5File(path, (file) => readNumbers(file, ITEM))).rejects.toThrow(DataError);
  expect(await loadHdf5()).not.toBe(library);
  copyFileSync(GOOD, path);
  expect(await withHdf5File(path, (file) => readNumbers(file, ITEM))).toEqual(truth);
});

it('a crash of the library is told as damage, and the next file has another library', async () => {
  const crash = (): never => {
    throw new WebAssembly.RuntimeError('memory access out of bounds');
  };
  await withHdf5File(path, (file) => {
    const description = file.describe(ITEM);
    const read = (): unknown => file.read(ITEM, description, [0], [1], crash);
    expect(read).toThrow(
      /layers\/spliced\/data” could not be read: the file is damaged there \(the HDF5 lib/,
    );
    expect(() => file.kind('obs')).toThrow(/“obs” could not be read/);
  });
  expect(await withHdf5File(path, (file) => file.kind('obs'))).toBe('group');
});

it('what the library says of its end does not reach the terminal', async () => {
  const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { module } = await loadHdf5();
  // A function table entry that no file leads to: the library aborts, as it does on some damaged files.
  expect(() => module.ccall('no_such_function', 'number', [], [])).toThrow(WebAssembly.RuntimeError);
  expect(printed).not.toHaveBeenCalled();
  printed.mockRestore();
});
