import { expect, it } from 'vitest';

import { DataError } from '../../src-worker/data/errors.ts';
import { inWords } from './inWords.ts';

const told = (problem: string, step: string, remedy: string): string =>
  (inWords(new DataError(problem, { step }, remedy)) as Error).message;

it('a step and its parameters are told of by the names that the form shows', () => {
  expect(told('too few genes are left: 0.', 'filter', 'Change minSharedCounts (20) or excludeGenes.')).toBe(
    '“Filter cells and genes”: too few genes are left: 0. Change “Minimum shared counts” (20) or “Genes to leave out”.',
  );
  expect(
    told('none passed.', 'variableGenes', 'Lower minSharedCounts of the filter, or set source to compute.'),
  ).toBe(
    '“Select highly variable genes”: none passed. ' +
      'Lower “Minimum shared counts” of the filter, or set “Gene selection” to compute.',
  );
});

it('what is no key of a step stays as it is', () => {
  const error = new DataError('the gene iPSCs is not there.', { file: 'a.h5ad' }, '');
  expect(inWords(error)).toBe(error);
  expect(told('the gene mtDNA is not there.', 'filter', 'Set things to rights.')).toContain(
    'mtDNA is not there. Set things',
  );
});
