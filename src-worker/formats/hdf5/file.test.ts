import { expect, it } from 'vitest';

import { innermostCause } from './file.ts';

const STACK = `HDF5-DIAG: Error detected in HDF5 (2.0.0):
  #000: /src/H5D.c line 1051 in H5Dread(): can't synchronously read data
    major: Dataset
  #001: /src/H5Z.c line 1545 in H5Z_pipeline(): filter returned failure during read
    major: Data filters
`;

it('of an error stack, the last cause is told', () => {
  expect(innermostCause(new Error(STACK))).toBe('filter returned failure during read');
  expect(innermostCause(new Error('plain\nmore'))).toBe('plain');
});

it('what the operating system said goes before what the library said', () => {
  const full = `${STACK}  #002: /src/H5FDsec2.c line 812 in H5FD__sec2_write(): file write failed: time = now
, filename = 'out.h5ad', errno = 51, error message = 'No space left on device', buf = 0x1`;
  expect(innermostCause(new Error(full))).toBe('No space left on device');
});
