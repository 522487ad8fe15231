import { expect, test } from 'vitest';

import { dynamicalParity } from './dynamical.ts';
import { openReference } from './reference.ts';

const path = new URL('../../resources/reference/dentategyrus_100obs.scvelo.h5ad', import.meta.url).pathname;

test('the dynamical model and latent time agree with scVelo on the reference', async () => {
  const reference = await openReference(path);
  const rows = await dynamicalParity(reference);
  reference.close();
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter((row) => !row.passed)).toEqual([]);
});
