import { describe, expect, it } from 'vitest';

import type { Dataset } from '../data/dataset.ts';
import { joinGenes } from './joinGenes.ts';
import { inspectImport, readImport } from './readImport.ts';
import { barcodes, GENES, testFolder } from './testFiles.ts';

const { counts, annotated, table } = testFolder();
const B = barcodes(4);
const IDS = GENES.map((_, i) => `ENSMUSG0000000000${i}`);
const text = (values: string[]): { kind: 'strings'; values: string[] } => ({ kind: 'strings', values });

describe('ids and symbols side by side', () => {
  it('genes named by ids get their symbols from an h5ad', async () => {
    const path = await counts('ids.h5ad', B, { genes: IDS.map((id) => `${id}.7`) });
    const annotation = await annotated('symbols.h5ad', B, {
      var: {
        index: ['Pax6', 'Actb', 'Actb-1', 'Other'],
        columns: { gene_ids: text([IDS[3], IDS[0], IDS[1], 'ENSMUSG00000000099']) },
      },
    });
    const {
      geneNames,
      var: genes,
      warnings,
    } = await readImport({ counts: [{ path }], annotations: [annotation] });
    expect(geneNames).toEqual(['Actb', 'Actb-1', `${IDS[2]}.7`, 'Pax6', `${IDS[4]}.7`]);
    expect(genes['gene_ids']).toEqual(text(IDS.map((id) => `${id}.7`)));
    expect(warnings.join()).toMatch(/3 of 5 genes, named by ids, got their symbols from symbols.h5ad/);
  });

  it('or from a table of genes, repeats numbered', async () => {
    const path = await counts('ids2.h5ad', B, { genes: IDS });
    const features = table(
      'features.tsv',
      IDS.map((id, i) => `${id}\t${i === 1 ? 'Actb' : GENES[i]}\tGene Expression`),
    );
    const { geneNames, obs } = await readImport({ counts: [{ path }], annotations: [features] });
    expect(geneNames).toEqual(['Actb', 'Actb-1', 'Sox2', 'Pax6', 'Neurog3']);
    expect(obs).toEqual({});
  });

  it('genes named by symbols get ids', async () => {
    const path = await counts('names.h5ad', B);
    const features = table('genes.csv', [
      'gene_id,gene_name,biotype',
      ...GENES.slice(1).map((gene, i) => `${IDS[i + 1]},${gene},coding`),
    ]);
    const {
      geneNames,
      var: genes,
      warnings,
    } = await readImport({ counts: [{ path }], annotations: [features] });
    expect(geneNames).toEqual(GENES);
    expect(genes['gene_ids']).toEqual(text(['', ...IDS.slice(1)]));
    expect(genes['biotype']).toMatchObject({ codes: Int32Array.of(-1, 0, 0, 0, 0) });
    expect(warnings).toEqual([expect.stringMatching(/genes.csv knows 4 of 5 genes/)]);
  });

  it('the report says that such a file is about genes', async () => {
    const path = await counts('names3.h5ad', B);
    const features = table('genes3.csv', [
      'gene_id,gene_name',
      ...GENES.map((gene, i) => `${IDS[i]},${gene}`),
    ]);
    const { merge, error } = await inspectImport({ counts: [{ path }], annotations: [features] });
    expect(error).toBeUndefined();
    expect(merge?.annotations[0].rule).toMatch(/about 5 genes, not about cells/);
  });
});

describe('columns of genes', () => {
  const dataset = (): Dataset => ({
    source: { path: 'a', format: 'h5ad' },
    cellNames: [],
    geneNames: ['A', 'B', 'C'],
    layers: {},
    obs: {},
    var: { chromosome: text(['1', '2', '3']) },
    obsm: {},
    obsp: {},
    warnings: [],
  });

  it('are found by name; those that are there are kept', () => {
    const genes = {
      geneNames: ['C', 'X', 'A'],
      var: {
        chromosome: text(['3', 'X', '9']),
        n: { kind: 'numbers' as const, values: Float64Array.of(3, 0, 1) },
      },
    };
    const joined = joinGenes(dataset(), genes, 'b.h5ad');
    expect(joined.var).toEqual({
      chromosome: text(['9', '', '3']),
      chromosome_earlier: text(['1', '2', '3']),
      n: { kind: 'numbers', values: Float64Array.of(1, NaN, 3) },
    });
  });

  it('of other genes are left out and told', () => {
    const joined = joinGenes(dataset(), { geneNames: ['X'], var: { n: text(['1']) } }, 'b.h5ad');
    expect(joined.var).toEqual(dataset().var);
    expect(joined.warnings).toEqual([expect.stringMatching(/No gene of b.h5ad \(e.g. “X”\)/)]);
  });
});
