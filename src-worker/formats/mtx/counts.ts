import { DataError } from '../../data/errors.ts';
import { describeNonCount, isCount } from '../counts/checkCounts.ts';
import type { CountLayer } from '../counts/countLayer.ts';
import type { CountSink } from '../counts/countPair.ts';
import type { Checkpoint } from '../files/checkpoint.ts';
import type { Axes } from './axes.ts';
import type { Layout } from './layout.ts';
import { readEntries, readHeader, type MtxHeader } from './matrixMarket.ts';

/**
 * Hands over the counts of one layer of a folder, whichever way round its matrices are.
 *
 * @throws DataError where a matrix does not fit the lists of cells and genes, is damaged, or holds what is no count.
 */
export async function readCounts(
  layout: Layout,
  axes: Axes,
  layer: CountLayer,
  sink: CountSink,
  checkpoint?: Checkpoint,
): Promise<void> {
  const { cellMap, geneMap } = axes[layer];
  for (const file of layout[layer].matrices) {
    const cellsFirst = cellsAreRows(await readHeader(file), layout, axes, layer, file);
    await readEntries(
      file,
      (row, col, value, line) => {
        const listedCell = cellsFirst ? row : col;
        const listedGene = cellsFirst ? col : row;
        const cell = cellMap ? cellMap[listedCell] : listedCell;
        const gene = geneMap ? geneMap[listedGene] : listedGene;
        if (!isCount(value)) {
          const { problem, remedy } = describeNonCount(value);
          const place = { file, layer, gene: axes.geneNames[gene], row: listedCell };
          throw new DataError(`in line ${line}, ${problem}`, place, remedy);
        }
        if (cell >= 0 && gene >= 0) sink.add(cell, gene, value);
      },
      checkpoint,
    );
  }
}

/** Whether the rows of a matrix are cells, by the lengths of the lists. @throws DataError where they do not tell. */
function cellsAreRows(
  { rows, cols }: MtxHeader,
  layout: Layout,
  axes: Axes,
  layer: CountLayer,
  file: string,
): boolean {
  const { cells, genes } = axes[layer];
  const { barcodes, genes: geneFile } = layout[layer];
  const cellsFirst = rows === cells && cols === genes;
  const genesFirst = rows === genes && cols === cells;
  if (cellsFirst && genesFirst)
    throw new DataError(
      `the matrix has ${rows} rows and columns for as many cells as genes, so nothing tells which of them are the cells.`,
      { file, layer },
      'Add a gene without counts to the list and to the sizes in the matrix, or convert the folder to h5ad.',
    );
  if (cellsFirst || genesFirst) return cellsFirst;
  throw new DataError(
    `the matrix is ${rows} × ${cols}, which fits neither way round: ${barcodes} lists ${cells} cells and ${geneFile} ` +
      `${genes} genes.`,
    { file, layer },
    'The lists belong to another matrix, or were cut off: copy the folder again, or count into an empty one.',
  );
}
