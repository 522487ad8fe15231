import { expect, it } from 'vitest';

import { geneNaming } from './geneNaming.ts';

it('genes are named by symbols with their ids beside, or by ids with their symbols', () => {
  expect(geneNaming(['Xkr4', 'Gnai3'], ['highly_variable', 'gene_ids'])).toEqual({
    by: 'symbols',
    example: 'Xkr4',
    other: 'gene_ids',
  });
  expect(geneNaming(['ENSMUSG00000051951.6', 'ENSMUSG00000000001'], ['Accession', 'feature_name'])).toEqual({
    by: 'ids',
    example: 'ENSMUSG00000051951.6',
    other: 'feature_name',
  });
});

it('names with nothing beside them are told by themselves; no genes have no names', () => {
  expect(geneNaming(['Xkr4'], ['chromosome'])).toEqual({ by: 'symbols', example: 'Xkr4' });
  expect(geneNaming([], ['gene_ids'])).toBeUndefined();
});
