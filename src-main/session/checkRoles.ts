import type { Database } from 'better-sqlite3';

import { DataError } from '../../src-worker/data/errors.ts';
import { listArrays } from '../project/arrays.ts';
import type { Roles } from '../project/annotations.ts';

/** @throws DataError where a role is given to a column or an embedding that the dataset does not have. */
export function checkRoles(database: Database, datasetId: number, roles: Roles): void {
  const stored = listArrays(database, { datasetId });
  for (const [role, name] of Object.entries(roles) as [keyof Roles, string | undefined][]) {
    if (name === undefined || stored.has(`${role === 'embedding' ? 'obsm' : 'obs'}/${name}`)) continue;
    throw new DataError(
      `the dataset has no ${role === 'embedding' ? 'embedding' : 'column'} “${name}” to be its ${role}.`,
      {},
      'Choose one of those that were imported.',
    );
  }
}
