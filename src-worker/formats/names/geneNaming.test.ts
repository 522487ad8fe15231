import { describe, expect, it } from 'vitest';

import type { Column } from '../../data/dataset.ts';
import { geneNaming, summariseNaming } from './geneNaming.ts';

const SYMBOLS = ['Xkr4', 'Gnai3'];
const IDS = ['ENSMUSG00000051951.6', 'ENSMUSG00000000001'];

describe('what genes are named by', () => {
  it('genes are named by symbols with their ids beside, or by ids with their symbols', () => {
    const bySymbols = {
      geneNames: SYMBOLS,
      var: { highly_variable: text('a', 'b'), gene_ids: text(...IDS) },
    };
    expect(summariseNaming(bySymbols)).toEqual({ by: 'symbols', example: 'Xkr4', other: 'gene_ids' });
    expect(geneNaming(bySymbols)).toMatchObject({ ids: IDS, symbols: SYMBOLS });
    const byIds = { geneNames: IDS, var: { Accession: text(...IDS), feature_name: text(...SYMBOLS) } };
    expect(summariseNaming(byIds)).toEqual({ by: 'ids', example: IDS[0], other: 'feature_name' });
    expect(geneNaming(byIds)).toMatchObject({ ids: IDS, symbols: SYMBOLS });
  });

  it('the names of columns may be written with capitals and other signs between words', () => {
    const genes = { geneNames: IDS, var: { 'Gene.Symbol': text(...SYMBOLS) } };
    expect(geneNaming(genes)).toMatchObject({ symbols: SYMBOLS, column: 'Gene.Symbol' });
  });

  it('a column is taken by its values: one named “name” that holds ids has no symbols, any with ids has ids', () => {
    expect(summariseNaming({ geneNames: IDS, var: { name: text(...IDS) } })).not.toHaveProperty('other');
    expect(geneNaming({ geneNames: SYMBOLS, var: { reference: text(...IDS) } })).toMatchObject({ ids: IDS });
    expect(summariseNaming({ geneNames: SYMBOLS, var: { ensembl: text('1', '2') } })).not.toHaveProperty(
      'other',
    );
  });

  it('ids may be categories, with none for some genes', () => {
    const column: Column = { kind: 'categorical', codes: Int32Array.of(-1, 0), categories: [IDS[1]] };
    expect(geneNaming({ geneNames: SYMBOLS, var: { gene_ids: column } }).ids).toEqual(['', IDS[1]]);
  });

  it('names with nothing beside them are told by themselves; no genes have no names', () => {
    const genes = { geneNames: ['Xkr4'], var: { chromosome: text('chr1') } };
    expect(summariseNaming(genes)).toEqual({ by: 'symbols', example: 'Xkr4' });
    expect(summariseNaming({ geneNames: [], var: { gene_ids: text() } })).toBeUndefined();
  });
});

function text(...values: string[]): Column {
  return { kind: 'strings', values };
}
