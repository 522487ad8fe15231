import type { Files } from './files.ts';

/** What kb-python puts before the names of its files. */
export const KB_PREFIX = 'cells_x_genes.';

/** Names under which tools list the cells of a matrix. */
export const BARCODE_LISTS = ['barcodes.tsv', 'barcodes.txt', `${KB_PREFIX}barcodes.txt`];

/** Names under which tools list the genes of a matrix. */
export const GENE_LISTS = ['features.tsv', 'genes.tsv', 'genes.txt', `${KB_PREFIX}genes.txt`];

/** The first of the names that a folder has, as its file is called. */
export function firstOf(files: Files, names: readonly string[]): string | undefined {
  const found = names.find((name) => files.has(name));
  return found === undefined ? undefined : files.get(found);
}
