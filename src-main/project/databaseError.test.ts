import SqliteDatabase from 'better-sqlite3';
import { expect, it } from 'vitest';

import { DataError } from '../../src-worker/data/errors.ts';
import { databaseError } from './databaseError.ts';

it.each([
  ['SQLITE_FULL', /the disk is full. Free some space/],
  ['SQLITE_IOERR_WRITE', /could not be read or written \(disk I\/O error\)/],
  ['SQLITE_BUSY', /open in another window/],
  ['SQLITE_CORRUPT_VTAB', /damaged/],
])('%s is told in words a user can act on', (code, message) => {
  const error = databaseError(new SqliteDatabase.SqliteError('disk I/O error', code), '/a/p.rnavelocity');
  expect(error).toBeInstanceOf(DataError);
  expect((error as DataError).message).toMatch(message);
  expect((error as DataError).place).toEqual({ file: 'p.rnavelocity' });
});

it('other errors pass as they are, and a mistake in a statement is not the user’s', () => {
  const other = new TypeError('x');
  expect(databaseError(other, 'p')).toBe(other);
  const wrong = new SqliteDatabase.SqliteError('no such table', 'SQLITE_ERROR');
  expect(databaseError(wrong, 'p')).toBe(wrong);
});
