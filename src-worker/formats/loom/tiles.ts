import type { NumericArray } from '../../data/arrays.ts';
import type { Checkpoint } from '../files/checkpoint.ts';
import type { ArrayDescription, Hdf5File } from '../hdf5/file.ts';
import { decodeNumbers, dtypeName, isNumeric } from '../hdf5/numbers.ts';

/** At most 8 MB of 64-bit numbers, unless one chunk of the file is longer: garbage that waits is several tiles long. */
const TILE_ITEMS = 1_000_000;

/** A part of a matrix of genes × cells. */
export interface Tile {
  /** Row-major: one row a gene. */
  values: NumericArray;
  firstGene: number;
  genes: number;
  firstCell: number;
  cells: number;
}

/**
 * Hands a dense array of genes × cells to `use` in tiles of whole chunks, so that nothing is decompressed twice and
 * the memory does not depend on the number of cells. Genes ascend from tile to tile; the tiles of one set of genes
 * follow each other.
 *
 * @throws DataError where the array does not hold numbers, or is damaged.
 */
export function forEachTile(
  file: Hdf5File,
  item: string,
  checkpoint: Checkpoint | undefined,
  use: (tile: Tile) => void,
  tileItems = TILE_ITEMS,
): void {
  const description = file.describe(item);
  const { shape, metadata } = description;
  if (!isNumeric(metadata) || shape.length !== 2)
    throw file.error(
      item,
      `“${item}” holds ${dtypeName(metadata)} values in ${shape.length} dimensions, not a matrix of numbers.`,
      'Write the loom file again from the reads: velocyto run.',
    );
  const size = tileSize(description, tileItems);
  for (let gene = 0; gene < shape[0]; gene += size.genes) {
    const genes = Math.min(size.genes, shape[0] - gene);
    for (let cell = 0; cell < shape[1]; cell += size.cells) {
      checkpoint?.();
      const cells = Math.min(size.cells, shape[1] - cell);
      const values = file.read(item, description, [gene, cell], [genes, cells], (bytes) =>
        decodeNumbers(bytes, metadata),
      );
      use({ values, firstGene: gene, genes, firstCell: cell, cells });
    }
  }
}

/** Whole chunks either way: as many cells as fit, then as many genes. */
function tileSize({ shape, metadata }: ArrayDescription, items: number): { genes: number; cells: number } {
  const [chunkGenes, chunkCells] = metadata.chunks ?? [1, 1];
  const cells = Math.min(shape[1], chunkCells * Math.max(1, Math.floor(items / (chunkGenes * chunkCells))));
  const genes = chunkGenes * Math.max(1, Math.floor(items / (chunkGenes * Math.max(1, cells))));
  return { genes, cells: Math.max(1, cells) };
}
