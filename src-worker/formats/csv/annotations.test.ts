import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Column } from '../../data/dataset.ts';
import { readerFor } from '../readDataset.ts';
import { readTableAnnotations } from './annotations.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'csv');
const truth = JSON.parse(readFileSync(join(FIXTURES, 'truth.json'), 'utf8')) as {
  barcodes: string[];
  columns: Record<string, (string | number | boolean | null)[]>;
};
const BARCODES = ['AAACCTGAGAAACCAT-1', 'AAACCTGAGAAACCGC-1', 'AAACCTGAGAAACCTA-1', 'AAACCTGAGAAACGAG-1'];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tables-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function table(content: string | Buffer): string {
  const path = join(folder, `table${Math.random()}`);
  writeFileSync(path, content);
  return path;
}

/** A table of four cells with the given columns, as lines of fields. */
function rows(delimiter: string, header: string, ...values: string[]): string {
  return [header, ...values.map((value, i) => `${BARCODES[i]}${delimiter}${value}`), ''].join('\n');
}

/** A column as the values that Python and R have. */
function values(column: Column): (string | number | boolean | null)[] {
  if (column.kind === 'strings') return column.values;
  if (column.kind === 'booleans') return Array.from(column.values, Boolean);
  if (column.kind === 'numbers')
    return Array.from(column.values, (value) => (Number.isNaN(value) ? null : value));
  return Array.from(column.codes, (code) => (code < 0 ? null : column.categories[code]));
}

describe('tables that pandas and R wrote', () => {
  for (const file of [
    'pandas.csv',
    'pandas.csv.gz',
    'excel.csv',
    'rangeindex.csv',
    'r_write_csv.csv',
    'r_write_csv2.csv',
    'r_write_table.txt',
    'r_write_table.tsv',
  ])
    it(`${file} gives every value`, async () => {
      const path = join(FIXTURES, file);
      expect((await readerFor(path)).id).toBe('csv');
      const { cellNames, obs, obsm } = await readTableAnnotations(path);
      expect(cellNames).toEqual(truth.barcodes);
      const { cell_type, leiden, n_counts, score, doublet, note, UMAP_1, UMAP_2, ...pcs } = truth.columns;
      expect(Object.keys(obs)).toEqual(['cell_type', 'leiden', 'n_counts', 'score', 'doublet', 'note']);
      expect(values(obs['cell_type'])).toEqual(cell_type);
      expect(values(obs['leiden'])).toEqual(leiden.map(String));
      expect(values(obs['n_counts'])).toEqual(n_counts);
      expect(values(obs['score'])).toEqual(score);
      expect(values(obs['doublet'])).toEqual(doublet);
      expect(obs['note']).toEqual({ kind: 'strings', values: note });
      const umap = UMAP_1.flatMap((x, i) => [Number(x), Number(UMAP_2[i])]);
      expect(obsm['X_umap'].shape).toEqual([11, 2]);
      expect(Array.from(obsm['X_umap'].data)).toEqual(umap.map(Math.fround));
      const pca = UMAP_1.flatMap((_, i) => Object.values(pcs).map((pc) => Math.fround(Number(pc[i]))));
      expect(obsm['X_pca'].shape).toEqual([11, 12]);
      expect(Array.from(obsm['X_pca'].data)).toEqual(pca);
    });

  it('an index with a name and columns chosen', async () => {
    const { cellNames, obs, warnings } = await readTableAnnotations(join(FIXTURES, 'named.tsv'));
    expect(cellNames).toEqual(truth.barcodes);
    expect(values(obs['score'])).toEqual(truth.columns['score']);
    expect(warnings).toEqual([]);
  });

  it('a table without header has columns by number', async () => {
    const { cellNames, obs } = await readTableAnnotations(join(FIXTURES, 'headless.tsv'));
    expect(cellNames).toEqual(truth.barcodes);
    expect(values(obs['V2'])).toEqual(truth.columns['leiden']);
  });
});

describe('names of coordinates', () => {
  for (const [header, name] of [
    ['UMAP_1,UMAP_2', 'X_umap'],
    ['umap_1,umap_2', 'X_umap'],
    ['UMAP-1,UMAP-2', 'X_umap'],
    ['umap1,umap2', 'X_umap'],
    ['X_umap-0,X_umap-1', 'X_umap'],
    ['X_umap1,X_umap2', 'X_umap'],
    ['UMAP 1,UMAP 2', 'X_umap'],
    ['umap_x,umap_y', 'X_umap'],
    ['wnnUMAP_1,wnnUMAP_2', 'X_wnnumap'],
    ['tSNE_2,tSNE_1', 'X_tsne'],
    ['t-SNE 1,t-SNE 2', 'X_tsne'],
    ['PC_1,PC_2', 'X_pca'],
    ['harmony_1,harmony_2', 'X_harmony'],
    ['X Coordinate,Y Coordinate', 'X_embedding'],
  ] as const)
    it(header, async () => {
      const path = table(rows(',', `barcode,${header}`, '0.5,1', '1,2', '2,3', '3,4'));
      const { obs, obsm } = await readTableAnnotations(path);
      expect(obs).toEqual({});
      const swapped = header.startsWith('tSNE_2');
      expect(Array.from(obsm[name].data.subarray(0, 2))).toEqual(swapped ? [1, 0.5] : [0.5, 1]);
    });

  it('one dimension alone, or dimensions with a gap, stay columns', async () => {
    const path = table(rows(',', 'barcode,UMAP_1,PC_1,PC_3', '0.5,1,2', '1,2,3'));
    const { obs, obsm } = await readTableAnnotations(path);
    expect(Object.keys(obs)).toEqual(['UMAP_1', 'PC_1', 'PC_3']);
    expect(obsm).toEqual({});
  });

  it('missing coordinates are told', async () => {
    const { warnings } = await readTableAnnotations(
      table(rows(',', 'barcode,UMAP_1,UMAP_2', '0.5,1', 'NA,NA')),
    );
    expect(warnings).toEqual(['Some cells have no coordinates in X_umap.']);
  });
});

describe('kinds of columns', () => {
  it('booleans, missing booleans, numbers, missing numbers, categories', async () => {
    const header = 'barcode,flag,gap,n,x,type,empty';
    const path = table(
      rows(
        ',',
        header,
        'TRUE,True,1,0.5,a,',
        'FALSE,,2,NA,b,',
        'TRUE,False,3,-Inf,NA,',
        'TRUE,True,4,1e-3,a,',
      ),
    );
    const { obs } = await readTableAnnotations(path);
    expect(obs['flag']).toEqual({ kind: 'booleans', values: Uint8Array.of(1, 0, 1, 1) });
    expect(obs['gap']).toEqual({
      kind: 'categorical',
      codes: Int32Array.of(1, -1, 0, 1),
      categories: ['False', 'True'],
    });
    expect(obs['n']).toEqual({ kind: 'numbers', values: Float64Array.of(1, 2, 3, 4) });
    expect(obs['x']).toEqual({ kind: 'numbers', values: Float64Array.of(0.5, NaN, -Infinity, 0.001) });
    expect(obs['type']).toEqual({
      kind: 'categorical',
      codes: Int32Array.of(0, 1, -1, 0),
      categories: ['a', 'b'],
    });
    expect(values(obs['empty'])).toEqual([null, null, null, null]);
  });

  it('clusters that are numbers are categories in the order of numbers', async () => {
    const { obs } = await readTableAnnotations(
      table(rows(',', 'barcode,seurat_clusters,RNA_snn_res.0.8', '10,1', '2,1', '10,0', '2,0')),
    );
    expect(obs['seurat_clusters']).toMatchObject({ kind: 'categorical', categories: ['2', '10'] });
    expect(obs['RNA_snn_res.0.8']).toMatchObject({ kind: 'categorical', categories: ['0', '1'] });
  });

  it('a comma that may be decimal or thousand is neither', async () => {
    const { obs, warnings } = await readTableAnnotations(
      table(rows('\t', 'barcode\tcounts', '1,234', '5,678', '1,234')),
    );
    expect(obs['counts']).toMatchObject({ kind: 'categorical', categories: ['1,234', '5,678'] });
    expect(warnings[0]).toMatch(/“counts” has numbers with commas/);
  });

  it('text of an old spreadsheet program, line breaks in quotes, trailing delimiters', async () => {
    const text = `barcode,type,\r\n${BARCODES[0]},"Müller\r\nglia",\r\n\r\n${BARCODES[1]},b,\r\n,,\r\n`;
    const { obs, cellNames } = await readTableAnnotations(table(Buffer.from(text, 'latin1')));
    expect(cellNames).toEqual(BARCODES.slice(0, 2));
    expect(obs).toEqual({ type: { kind: 'strings', values: ['Müller\nglia', 'b'] } });
  });

  it('names of columns that repeat or mean something to the program are kept apart', async () => {
    const { obs } = await readTableAnnotations(table(rows(',', 'barcode,a,a,__proto__', '1,2,3', '4,5,6')));
    expect(Object.keys(obs)).toEqual(['a', 'a-1', '__proto__']);
  });
});

describe('the column with barcodes', () => {
  for (const [what, text] of [
    [
      'is the one whose values look like it',
      `type,where,n\na,s1:${BARCODES[0]}x,1\nb,s1:${BARCODES[1]}x,2\n`,
    ],
    ['is preferred to row numbers', `"","type","x"\n"1","a","${BARCODES[0]}"\n"2","b","${BARCODES[1]}"\n`],
    ['may stand alone', `${BARCODES[0]}\n${BARCODES[1]}\n`],
    ['may stand below comments', `# made by hand\n#barcode\ttype\n${BARCODES[0]}\ta\n${BARCODES[1]}\tb\n`],
    ['may stand below Excel’s separator', `sep=;\nbarcode;type\n${BARCODES[0]};a\n${BARCODES[1]};b\n`],
  ])
    it(what, async () => {
      const { cellNames } = await readTableAnnotations(table(text));
      expect(cellNames.map((name) => name.replace(/s1:|x/g, ''))).toEqual(BARCODES.slice(0, 2));
    });

  it('is the first for want of a better one, which is told', async () => {
    const { cellNames, warnings } = await readTableAnnotations(table('well,type\nA1,x\nA2,y\nA3,x\n'));
    expect(cellNames).toEqual(['A1', 'A2', 'A3']);
    expect(warnings[0]).toMatch(/first column, “well”/);
  });
});

describe('tables of genes', () => {
  it('have symbols as names and ids beside them', async () => {
    const path = table('gene_id,gene_name,n\nENSG00000000003,TSPAN6,1\nENSG00000000005,TNMD,2\n');
    const { cellNames, geneNames, var: genes } = await readTableAnnotations(path);
    expect(cellNames).toEqual([]);
    expect(geneNames).toEqual(['TSPAN6', 'TNMD']);
    expect(values(genes['gene_ids'])).toEqual(['ENSG00000000003', 'ENSG00000000005']);
    expect(values(genes['n'])).toEqual([1, 2]);
  });

  it('may have no header, as those of 10x Genomics', async () => {
    const path = table('ENSG00000000003\tTSPAN6\tGene Expression\nENSG00000000005\tTNMD\tGene Expression\n');
    const { geneNames } = await readTableAnnotations(path);
    expect(geneNames).toEqual(['TSPAN6', 'TNMD']);
  });
});

describe('tables that cannot be used', () => {
  for (const [what, content, message] of [
    [
      'a barcode twice',
      rows(',', 'barcode,a', '1', '2') + `${BARCODES[0]},3\n`,
      /line 2 and again in line 4/,
    ],
    ['no barcode', `barcode,a\n${BARCODES[0]},1\n,2\n`, /line 3 has no barcode/],
    [
      'a row too short',
      rows(',', 'barcode,a,b', '1,2', '3', '4,5'),
      /line 3 has 2 fields, where 3 are expected/,
    ],
    ['no names of cells', 'a,b\n1,2\n1,3\n', /no column of the table has the barcodes.*a, b/],
    ['a header alone', 'barcode,type\n', /a line with names and no rows/],
    ['nothing but blank lines', '\n\n,\n', /./],
    ['bytes that are no text', rows(',', 'barcode,a', '1', '2\0'), /line 3 is no text/],
    ['UTF-16', Buffer.from(`\uFEFF${rows(',', 'barcode,a', '1')}`, 'utf16le'), /UTF-16/],
    ['lines that end in CR alone', rows(',', 'barcode,a', '1', '2').replaceAll('\n', '\r'), /old Macintosh/],
    ['a quote without end', rows(',', 'barcode,a', '1', '"2'), /quotation mark in line 3/],
    [
      'counts with a column for each cell',
      `gene,${BARCODES.join(',')}\nActb,1,2,3,4\n`,
      /table of counts.*_unspliced/,
    ],
    ['far too many columns', `barcode${',x'.repeat(6000)}\n`, /6000 columns/],
  ] as const)
    it(what, async () => {
      await expect(readTableAnnotations(table(content))).rejects.toThrow(message);
    });

  it('as counts, each with what it is and what it is good for', async () => {
    const path = join(FIXTURES, 'pandas.csv');
    const reader = await readerFor(path);
    await expect(reader.read(path)).rejects.toThrow(/table about 11 cells, without counts.*--annotations/);
    const summary = await reader.inspect(path);
    expect(summary).toMatchObject({ format: 'csv', cells: 11, genes: 0 });
    expect(summary.obs.find(({ usual }) => usual)?.name).toBe('cell_type');
    expect(summary.obsm).toEqual([
      { name: 'X_umap', columns: 2 },
      { name: 'X_pca', columns: 12 },
    ]);
    expect(summary.error).toMatch(/without counts/);
  });
});
