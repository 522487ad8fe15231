import type { SparseMatrix } from '../../data/arrays.ts';
import { DataError } from '../../data/errors.ts';
import { describeNonCount, isCount } from '../counts/checkCounts.ts';
import { CountCollector } from '../counts/countCollector.ts';
import type { Checkpoint } from '../files/checkpoint.ts';
import type { Hdf5File } from '../hdf5/file.ts';
import { forEachTile, type Tile } from './tiles.ts';

/**
 * Matrices of a loom file, stored genes × cells and dense, as one CSR matrix cells × genes that is their sum.
 *
 * @throws DataError naming layer, gene and cell of the first value that is no count.
 */
export function readCounts(
  file: Hdf5File,
  items: readonly string[],
  geneNames: readonly string[],
  cells: number,
  checkpoint?: Checkpoint,
): SparseMatrix<Float32Array> {
  const collector = new CountCollector(cells, geneNames.length);
  for (const item of items)
    forEachTile(file, item, checkpoint, (tile) => {
      const { values, firstGene, firstCell } = tile;
      for (let g = 0, p = 0; g < tile.genes; g++) {
        for (let c = 0; c < tile.cells; c++, p++) {
          const value = values[p];
          if (value === 0) continue;
          if (!isCount(value)) throw nonCount(file, item, tile, p, geneNames);
          collector.add(firstCell + c, firstGene + g, value);
        }
      }
    });
  return collector.finish();
}

/** The sum of each gene over matrices, read in tiles without keeping them. @throws DataError where a value is no count. */
export function geneTotals(
  file: Hdf5File,
  items: readonly string[],
  geneNames: readonly string[],
  checkpoint?: Checkpoint,
): Float64Array {
  const totals = new Float64Array(geneNames.length);
  for (const item of items)
    forEachTile(file, item, checkpoint, (tile) => {
      const { values, firstGene } = tile;
      for (let g = 0, p = 0; g < tile.genes; g++)
        for (let c = 0; c < tile.cells; c++, p++) {
          if (!isCount(values[p])) throw nonCount(file, item, tile, p, geneNames);
          totals[firstGene + g] += values[p];
        }
    });
  return totals;
}

function nonCount(
  file: Hdf5File,
  item: string,
  { values, firstGene, firstCell, cells }: Tile,
  place: number,
  geneNames: readonly string[],
): DataError {
  const { problem, remedy } = describeNonCount(values[place]);
  const gene = geneNames[firstGene + Math.floor(place / cells)];
  const row = firstCell + (place % cells);
  return new DataError(problem, { file: file.path, layer: item.replace('layers/', ''), gene, row }, remedy);
}
