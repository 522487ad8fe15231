import { afterAll, beforeAll, expect, test } from 'vitest';

import { openBundledReference } from './bundledReference.ts';
import { dynamicalParity } from './dynamical.ts';
import { graphParity } from './graph.ts';
import { momentsParity } from './moments.ts';
import { pseudotimeParity } from './pseudotime.ts';
import type { Reference } from './reference.ts';
import { steadyStateParity } from './steadyState.ts';
import { stochasticParity } from './stochastic.ts';

let reference: Reference;
beforeAll(async () => {
  reference = await openBundledReference();
});
afterAll(() => {
  reference.close();
});

test.each([
  ['moments', momentsParity, 2],
  ['the steady-state model', steadyStateParity, 6],
  ['the stochastic model', stochasticParity, 6],
  ['the dynamical model and latent time', dynamicalParity, 11],
  ['velocity graph, transition matrix and confidence', graphParity, 11],
  ['roots, ends and pseudotime', pseudotimeParity, 3],
] as const)('scVelo’s results on the reference are met: %s', async (_, compare, comparisons) => {
  const rows = await compare(reference);
  expect(rows).toHaveLength(comparisons);
  expect(rows.filter((row) => !row.passed)).toEqual([]);
});

test('end points and pseudotime are all but equal to scVelo’s', () => {
  const rows = pseudotimeParity(reference);
  expect(rows.find((row) => row.quantity.startsWith('end_points'))?.measured).toBeGreaterThan(0.999999);
  expect(rows.find((row) => row.stage === 'pseudotime')?.measured).toBeGreaterThan(0.999999);
});
