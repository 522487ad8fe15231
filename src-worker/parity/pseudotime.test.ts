import { expect, test } from 'vitest';

import { pseudotimeParity } from './pseudotime.ts';
import { openReference } from './reference.ts';

const path = new URL('../../resources/reference/dentategyrus_100obs.scvelo.h5ad', import.meta.url).pathname;

test('roots, ends and pseudotime agree with scVelo on the reference', async () => {
  const reference = await openReference(path);
  const rows = pseudotimeParity(reference);
  reference.close();
  expect(rows.filter((row) => !row.passed)).toEqual([]);
  expect(rows.find((row) => row.quantity.startsWith('end_points'))?.measured).toBeGreaterThan(0.999999);
  expect(rows.find((row) => row.stage === 'pseudotime')?.measured).toBeGreaterThan(0.999999);
});
