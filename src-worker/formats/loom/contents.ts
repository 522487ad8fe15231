import type { Hdf5File } from '../hdf5/file.ts';
import { uniqueNames } from '../names/uniqueNames.ts';
import { readAttributes, type Attributes } from './attributes.ts';
import { findEmbeddings, type LoomEmbedding } from './embeddings.ts';
import { matrixNames, itemOf } from './layers.ts';

/** Everything in a loom file but its matrices. */
export interface LoomContents {
  cellNames: string[];
  geneNames: string[];
  cells: Attributes;
  genes: Attributes;
  embeddings: LoomEmbedding[];
  warnings: string[];
}

/**
 * Reads the attributes of genes and cells and checks that every matrix is genes × cells.
 *
 * @throws DataError where the file holds no cells or genes, or its parts do not fit each other.
 */
export function readContents(file: Hdf5File): LoomContents {
  const { shape } = file.describe('matrix');
  const [rows, cols] = [shape[0] ?? 0, shape[1] ?? 0];
  if (shape.length !== 2 || rows === 0 || cols === 0)
    throw file.error(
      'matrix',
      `its matrix is ${shape.join(' × ')} genes × cells.`,
      'A filter may have removed everything: check how the file was written.',
    );
  for (const name of matrixNames(file)) requireShape(file, itemOf(name), rows, cols);
  const genes = readAttributes(file, 'row_attrs', rows);
  const cells = readAttributes(file, 'col_attrs', cols);
  const embeddings = findEmbeddings(cells);
  const warnings = [...cells.warnings, ...genes.warnings];
  const cellNames = uniqueNames(cells.names, 'barcodes', warnings);
  const geneNames = uniqueNames(genes.names, 'gene names', warnings);
  for (const { name } of genes.wide)
    warnings.push(`“row_attrs/${name}” has several values a gene (it was left out).`);
  return { cellNames, geneNames, cells, genes, embeddings, warnings };
}

function requireShape(file: Hdf5File, item: string, genes: number, cells: number): void {
  if (file.kind(item) !== 'array') return;
  const { shape } = file.describe(item);
  if (shape.length === 2 && shape[0] === genes && shape[1] === cells) return;
  throw file.error(
    item,
    `“${item}” has ${shape.join(' × ')} values where the main matrix has ${genes} genes × ${cells} cells.`,
    'The file is damaged: write it again with velocyto run or loompy.',
  );
}
