import type { Database } from 'better-sqlite3';

import { geneOfBlock, loadCountBlock, type CountBlock } from './counts.ts';

/** Reads genes of a dataset one after another, keeping the blocks that it unpacked last. */
export interface GeneReader {
  /**
   * The counts of a gene over all cells of the dataset.
   *
   * @throws DataError where the dataset has no such gene or layer, or the stored bytes are damaged.
   */
  counts(layer: string, gene: number): Float32Array;
}

const MEMORY = 64 * 1024 * 1024;

/** @param memory most bytes of unpacked blocks that are kept; the block read last is kept whatever its size */
export function createGeneReader(database: Database, datasetId: number, memory = MEMORY): GeneReader {
  const cells = database.prepare('SELECT cells FROM datasets WHERE id = ?').pluck().get(datasetId) as number;
  // In the order of last use: a Map keeps the order in which keys were entered.
  const kept = new Map<string, CountBlock>();
  let bytes = 0;

  function block(layer: string, gene: number): CountBlock {
    for (const [key, candidate] of kept) {
      if (!key.startsWith(`${layer}/`) || gene < candidate.geneFrom || gene >= candidate.geneTo) continue;
      kept.delete(key);
      kept.set(key, candidate);
      return candidate;
    }
    const read = loadCountBlock(database, datasetId, layer, gene);
    kept.set(`${layer}/${read.geneFrom}`, read);
    bytes += sizeOf(read);
    for (const [key, oldest] of kept) {
      if (bytes <= memory || oldest === read) break;
      kept.delete(key);
      bytes -= sizeOf(oldest);
    }
    return read;
  }

  return { counts: (layer, gene) => geneOfBlock(block(layer, gene), gene, cells) };
}

function sizeOf(block: CountBlock): number {
  return block.indptr.byteLength + block.indices.byteLength + block.data.byteLength;
}
