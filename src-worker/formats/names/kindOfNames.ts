/** How many of the first names or rows are looked at to tell what they are. */
export const LOOKED_AT = 2000;

const BARCODE = /(?:^|[^A-Za-z])[ACGTN]{8,}x?(?:[^A-Za-z]|$)/;
const GENE_ID = /^(?:ENS[A-Z]{0,6}G\d{6,}|WBGene\d{8}|FBgn\d{7}|AT[1-5CM]G\d{5})(?:[._].*)?$/i;

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
