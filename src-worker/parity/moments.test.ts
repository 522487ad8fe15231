import { expect, test } from 'vitest';

import { momentsParity } from './moments.ts';
import { openReference } from './reference.ts';

const path = new URL('../../resources/reference/dentategyrus_100obs.scvelo.h5ad', import.meta.url).pathname;

test('moments agree with scVelo on the reference', async () => {
  const reference = await openReference(path);
  const rows = await momentsParity(reference);
  reference.close();
  expect(rows.map((row) => row.quantity.slice(0, 2))).toEqual(['Ms', 'Mu']);
  expect(rows.filter((row) => !row.passed)).toEqual([]);
});
