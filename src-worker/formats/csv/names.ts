/** How many of the first rows are looked at to tell what a column holds. */
export const LOOKED_AT = 2000;

const BARCODE = /(?:^|[^A-Za-z])[ACGTN]{8,}x?(?:[^A-Za-z]|$)/;
const GENE_ID = /^(?:ENS[A-Z]{0,6}G\d{6,}|WBGene\d{8}|FBgn\d{7}|AT[1-5CM]G\d{5})(?:[._].*)?$/i;
const CELL_HEADER =
  /^(?:cell[ _.-]?)?(?:barcodes?|bc)$|^cells?$|^cell[ _.-]?(?:ids?|names?|index)$|^cb$|^obs[ _.-]?names?$/i;
const INDEX_HEADER = /^(?:|x|v1|index|row[ _.-]?names?|unnamed: 0|rn)$/i;
const GENE_HEADER =
  /^(?:genes?|features?|ensembl|ensg|target)([ _.-]?(?:ids?|names?|symbols?|short[ _.-]?names?))*$|^(?:hgnc|mgi)?[ _.-]?symbols?$|^(?:hgnc|mgi)[ _.-]?symbols?$|^var[ _.-]?names?$/i;
const SYMBOL_HEADER = /symbol|^(?:gene|feature)s?[ _.-]?(?:short[ _.-]?)?names?$|^genes?$/i;

/** Whether a name holds a cell's barcode: eight or more bases, whatever stands before and behind them. */
export function looksLikeBarcode(name: string): boolean {
  return BARCODE.test(name);
}

/** Whether a name is a stable gene id: of Ensembl, WormBase, FlyBase or TAIR. */
export function looksLikeGeneId(name: string): boolean {
  return GENE_ID.test(name);
}

/** Which of a list's first names are barcodes or gene ids, where most of them are. */
export function kindOfNames(names: readonly string[]): 'cells' | 'genes' | undefined {
  const some = names.slice(0, LOOKED_AT);
  const share = (test: (name: string) => boolean): number => some.filter(test).length / some.length;
  if (share(looksLikeBarcode) >= 0.5) return 'cells';
  return share(looksLikeGeneId) >= 0.5 ? 'genes' : undefined;
}

/** Whether a column of this name has the names of cells. */
export function namesCells(header: string): boolean {
  return CELL_HEADER.test(header);
}

/** Whether a column of this name is what R and pandas call the index, or has no name. */
export function namesRows(header: string): boolean {
  return INDEX_HEADER.test(header);
}

/** Whether a column of this name has the names of genes. */
export function namesGenes(header: string): boolean {
  return GENE_HEADER.test(header);
}

/** Whether a column of this name has symbols of genes, as opposed to their ids. */
export function namesSymbols(header: string): boolean {
  return SYMBOL_HEADER.test(header);
}
