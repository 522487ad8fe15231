const CELL_HEADER =
  /^(?:cell[ _.-]?)?(?:barcodes?|bc)$|^cells?$|^cell[ _.-]?(?:ids?|names?|index)$|^cb$|^obs[ _.-]?names?$/i;
const INDEX_HEADER = /^(?:|x|v1|index|row[ _.-]?names?|unnamed: 0|rn)$/i;
const GENE_HEADER =
  /^(?:genes?|features?|ensembl|ensg|target)([ _.-]?(?:ids?|names?|symbols?|short[ _.-]?names?))*$|^(?:hgnc|mgi)?[ _.-]?symbols?$|^(?:hgnc|mgi)[ _.-]?symbols?$|^var[ _.-]?names?$/i;
const SYMBOL_HEADER = /symbol|^(?:gene|feature)s?[ _.-]?(?:short[ _.-]?)?names?$|^genes?$/i;

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
