import { looksLikeGeneId } from '../csv/names.ts';
import type { FileSummary } from '../summary/summary.ts';

const ID_COLUMN = /^(gene[_.]?ids?|accession|ensembl.*|ids?)$/i;
const SYMBOL_COLUMN =
  /^(gene[_.]?(symbols?|names?)|symbols?|feature_name|gene_short_name|(hgnc|mgi)_symbol|gene|name)$/i;

/** Whether genes are named by symbols or ids, and in which column the other is, where there is one. */
export function geneNaming(names: readonly string[], columns: readonly string[]): FileSummary['geneNaming'] {
  if (names.length === 0) return undefined;
  const by = names.filter(looksLikeGeneId).length * 2 > names.length ? 'ids' : 'symbols';
  const other = columns.find((name) => (by === 'ids' ? SYMBOL_COLUMN : ID_COLUMN).test(name));
  return { by, example: names[0], ...(other === undefined ? {} : { other }) };
}
