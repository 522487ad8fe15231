import type { Annotations, Column } from '../../data/dataset.ts';
import { looksLikeGeneId } from './kindOfNames.ts';

/** Columns of ids that are believed whatever their values: readers and tools write ids there and nothing else. */
const OWN_ID_COLUMNS = ['geneids', 'accession'];
/** Where else tools keep the ids of genes, the most telling first; as {@link plain} gives names. */
const ID_COLUMNS = [...OWN_ID_COLUMNS, 'geneid', 'ensemblid', 'ensemblgeneid', 'ensembl', 'id', 'ids'];
/** Where tools keep the symbols of genes that are named by their ids. */
const SYMBOL_COLUMNS = [
  'genesymbols',
  'genesymbol',
  'symbol',
  'symbols',
  'genenames',
  'genename',
  'gene',
  'featurename',
  'geneshortname',
  'hgncsymbol',
  'mgisymbol',
  'name',
];

/** What a table of genes says of their names. */
export interface GeneNaming {
  by: 'symbols' | 'ids';
  /** Ids, one a gene; empty text where there is none. */
  ids?: readonly string[];
  symbols?: readonly string[];
  /** The column that holds the other of the two. */
  column?: string;
}

/** {@link GeneNaming} in short, for a person to check. */
export interface GeneNamingSummary {
  by: 'symbols' | 'ids';
  /** The first gene's name. */
  example: string;
  /** The column that holds ids where genes are named by symbols, or symbols where they are named by ids. */
  other?: string;
}

type Genes = Pick<Annotations, 'geneNames' | 'var'>;

/** Ids and symbols of the genes of a file, whichever of the two they are named by. */
export function geneNaming({ geneNames, var: columns }: Genes): GeneNaming {
  if (areIds(geneNames)) {
    const found = findColumn(columns, SYMBOL_COLUMNS, (values) => !areIds(values));
    return { by: 'ids', ids: geneNames, symbols: found?.values, column: found?.name };
  }
  const found =
    findColumn(columns, OWN_ID_COLUMNS, () => true) ??
    findColumn(columns, [...ID_COLUMNS, ...Object.keys(columns).map(plain)], areIds);
  return { by: 'symbols', ids: found?.values, symbols: geneNames, column: found?.name };
}

/** Whether genes are named by symbols or ids, and in which column the other is; nothing where there are no genes. */
export function summariseNaming(genes: Genes): GeneNamingSummary | undefined {
  if (genes.geneNames.length === 0) return undefined;
  const { by, column } = geneNaming(genes);
  return { by, example: genes.geneNames[0], ...(column === undefined ? {} : { other: column }) };
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

/** The first column, in the order of the names, whose values fit. */
function findColumn(
  columns: Readonly<Record<string, Column>>,
  names: readonly string[],
  fits: (values: readonly string[]) => boolean,
): { name: string; values: readonly string[] } | undefined {
  for (const wanted of names)
    for (const [name, column] of Object.entries(columns)) {
      if (plain(name) !== wanted) continue;
      const values = textsOf(column);
      if (values && fits(values)) return { name, values };
    }
  return undefined;
}

/** The name of a column as it is compared: in lower case, without the signs between its words. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[ _.-]/g, '');
}

function textsOf(column: Column): readonly string[] | undefined {
  if (column.kind === 'strings') return column.values;
  if (column.kind !== 'categorical') return undefined;
  return Array.from(column.codes, (code) => (code < 0 ? '' : column.categories[code]));
}
