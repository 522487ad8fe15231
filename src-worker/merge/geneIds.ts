import type { Annotations, Column } from '../data/dataset.ts';
import { looksLikeGeneId } from '../formats/csv/names.ts';
import { labelAt } from './rows.ts';

/** Where readers and tools keep the ids of genes. */
const ID_COLUMNS = [
  'gene_ids',
  'Accession',
  'gene_id',
  'ensembl_id',
  'ensembl_gene_id',
  'ensembl',
  'id',
  'ids',
];
/** Where tools keep the symbols of genes that are named by their ids. */
const SYMBOL_COLUMNS = [
  'gene_symbols',
  'gene_symbol',
  'symbol',
  'symbols',
  'gene_names',
  'gene_name',
  'Gene',
  'gene',
  'feature_name',
  'gene_short_name',
  'hgnc_symbol',
  'mgi_symbol',
  'name',
];

/** What a table of genes says of their names. */
export interface GeneNaming {
  /** Ids, one a gene; empty text where there is none. */
  ids?: string[];
  symbols?: string[];
}

/** Whether most of the names are stable ids, as Ensembl has them. */
export function areIds(names: readonly string[]): boolean {
  let ids = 0;
  for (const name of names) if (looksLikeGeneId(name)) ids++;
  return ids * 2 > names.length;
}

/** An id without the version of its record, which differs between releases. */
export function withoutVersion(id: string): string {
  return id.replace(/^(ENS[A-Z]*G\d+)\.\d+/, '$1');
}

/** Ids and symbols of the genes of a file, whichever of the two they are named by. */
export function geneNaming({ geneNames, var: columns }: Pick<Annotations, 'geneNames' | 'var'>): GeneNaming {
  const textOf = (names: readonly string[], fits: (values: string[]) => boolean): string[] | undefined => {
    for (const name of names) {
      const values = texts(columns[name], geneNames.length);
      if (values && fits(values)) return values;
    }
    return undefined;
  };
  if (areIds(geneNames))
    return { ids: geneNames, symbols: textOf(SYMBOL_COLUMNS, (values) => !areIds(values)) };
  const ids =
    textOf(ID_COLUMNS.slice(0, 2), () => true) ?? textOf([...ID_COLUMNS, ...Object.keys(columns)], areIds);
  return { ids, symbols: geneNames };
}

function texts(column: Column | undefined, rows: number): string[] | undefined {
  if (column?.kind !== 'strings' && column?.kind !== 'categorical') return undefined;
  return Array.from({ length: rows }, (_, row) => labelAt(column, row));
}
