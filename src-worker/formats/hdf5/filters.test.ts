import { join } from 'node:path';

import { expect, it } from 'vitest';

import { temporaryFolder } from '../testing.ts';
import { withHdf5File } from './file.ts';
import { unknownFilter } from './filters.ts';
import { loadHdf5 } from './module.ts';
import { readNumbers } from './numbers.ts';

const folder = temporaryFolder();

it.each([
  ['zstd', 32015, [3]],
  ['blosc', 32001, [0, 0, 0, 0, 5, 1, 0]],
  ['lz4', 32004, [0]],
  ['bzip2', 307, [9]],
])('arrays compressed with %s are read', async (_, compression, options) => {
  const { classes } = await loadHdf5();
  const path = join(folder, `${compression}.h5`);
  const values = Float32Array.from({ length: 20_000 }, (_value, i) => i % 7);
  const file = new classes.File(path, 'w');
  file.create_dataset({
    name: 'values',
    data: values,
    chunks: [5_000],
    compression,
    compression_opts: options,
  });
  file.close();
  expect(await withHdf5File(path, (opened) => readNumbers(opened, 'values'))).toEqual(
    Float64Array.from(values),
  );
});

it('filters that cannot be undone are named before anything is read', () => {
  const gzip = { id: 1, name: 'deflate', cd_values: [4] };
  expect(unknownFilter([gzip])).toBeUndefined();
  expect(unknownFilter([gzip, { id: 40000, name: '', cd_values: [] }])).toBe('number 40000');
  expect(unknownFilter([{ id: 32000, name: 'lzf', cd_values: [] }])).toBeUndefined();
});
