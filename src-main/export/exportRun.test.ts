import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { CancelledError, DataError } from '../../src-worker/data/errors.ts';
import { syntheticRun } from './dashboard/syntheticRun.ts';
import { exportRun } from './exportRun.ts';
import { makeFolder } from './makeFolder.ts';
import { writeAtomically } from '../../src-worker/formats/files/writeAtomically.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'export-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('stops between two files when told to, leaving none half-written', async () => {
  const stop = new AbortController();
  stop.abort();
  await expect(exportRun(syntheticRun(), folder, { signal: stop.signal })).rejects.toThrow(CancelledError);
  expect(readdirSync(folder)).toEqual([]);
});

it('a disk that refuses is named, and nothing half-written stays', async () => {
  const full = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC', syscall: 'write' });
  const path = join(folder, 'a.csv');
  const writing = writeAtomically(path, (temporary) => {
    writeFileSync(temporary, 'half');
    return Promise.reject(full);
  });
  await expect(writing).rejects.toThrow(
    new DataError('the disk is full.', { file: path }, 'Free some space, or choose another disk.'),
  );
  expect(readdirSync(folder)).toEqual([]);
});

it('a folder that cannot be made is refused with the reason', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  expect(() => makeFolder(file)).toThrow(/cannot be made \(there is a file of that name\)/);
  expect(() => makeFolder(join(file, 'x'))).toThrow(/a part of its path is a file/);
  expect(makeFolder(join(folder, 'new/one'))).toBe(join(folder, 'new/one'));
});
