import { expect, test } from 'vitest';

import { G2M_PHASE_GENES, isCellCycleGene, S_PHASE_GENES } from './geneSets.ts';

test('the sets have the 43 and 54 genes of the paper, with three symbols renamed since', () => {
  expect(new Set(S_PHASE_GENES).size).toBe(43 + 1);
  expect(new Set(G2M_PHASE_GENES).size).toBe(54 + 2);
});

test('cell-cycle genes are known by human and mouse symbols', () => {
  expect(['MKI67', 'Mki67', 'Pcna'].every(isCellCycleGene)).toBe(true);
  expect(['Neurog3', ''].some(isCellCycleGene)).toBe(false);
});
