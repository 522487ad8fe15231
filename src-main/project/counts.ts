import type { Database } from 'better-sqlite3';

import { sharedArray, type SparseMatrix } from '../../src-worker/data/arrays.ts';
import { DataError } from '../../src-worker/data/errors.ts';
import { transpose } from '../../src-worker/data/sparse.ts';
import { damaged, unpackBlob } from './blobs.ts';
import type { CountChunk } from './packCounts.ts';

/** The counts of a block of genes, by gene: `indptr` has one item more than the block has genes. */
export interface CountBlock {
  geneFrom: number;
  /** Exclusive. */
  geneTo: number;
  indptr: Uint32Array;
  /** Positions of cells. */
  indices: Uint32Array;
  data: Float32Array;
}

/** The counts of a layer as cells × genes; undefined where the dataset has no such layer. */
export function loadCounts(
  database: Database,
  datasetId: number,
  layer: string,
): SparseMatrix<Float32Array> | undefined {
  const { cells, genes } = database
    .prepare('SELECT cells, genes FROM datasets WHERE id = ?')
    .get(datasetId) as { cells: number; genes: number };
  const nonzero = countNonzero(database, datasetId, layer);
  if (nonzero === undefined) return undefined;
  const indptr = sharedArray('u32', genes + 1);
  const indices = sharedArray('u32', nonzero);
  const data = sharedArray('f32', nonzero);
  const chunks = database.prepare(`${SELECT} WHERE dataset_id = ? AND layer = ? ORDER BY gene_from`);
  let gene = 0;
  let offset = 0;
  for (const chunk of chunks.iterate(datasetId, layer) as IterableIterator<CountChunk>) {
    if (chunk.geneFrom !== gene) throw damaged(`Layer ${layer}`);
    const block = readBlock(chunk, layer);
    for (; gene < chunk.geneTo; gene++) indptr[gene + 1] = offset + block.indptr[gene - chunk.geneFrom + 1];
    indices.set(block.indices, offset);
    data.set(block.data, offset);
    offset += chunk.nonzero;
  }
  if (gene !== genes) throw damaged(`Layer ${layer}`);
  return transpose({ kind: 'sparse', rows: genes, cols: cells, indptr, indices, data });
}

/** The layers of a dataset, by name. */
export function countLayers(database: Database, datasetId: number): string[] {
  return database
    .prepare('SELECT DISTINCT layer FROM count_chunks WHERE dataset_id = ? ORDER BY layer')
    .pluck()
    .all(datasetId) as string[];
}

/** How many counts of a layer are not 0; undefined where the dataset has no such layer. */
export function countNonzero(database: Database, datasetId: number, layer: string): number | undefined {
  const nonzero = database
    .prepare('SELECT sum(nonzero) FROM count_chunks WHERE dataset_id = ? AND layer = ?')
    .pluck()
    .get(datasetId, layer) as number | null;
  return nonzero ?? undefined;
}

/**
 * The counts of the block of genes that holds one gene.
 *
 * @throws DataError where the dataset has no such gene or layer, or the stored bytes are damaged.
 */
export function loadCountBlock(
  database: Database,
  datasetId: number,
  layer: string,
  gene: number,
): CountBlock {
  const chunk = database
    .prepare(
      `${SELECT} WHERE dataset_id = ? AND layer = ? AND gene_from <= ? ORDER BY gene_from DESC LIMIT 1`,
    )
    .get(datasetId, layer, gene) as CountChunk | undefined;
  if (!chunk || chunk.geneTo <= gene)
    throw new DataError(`gene ${gene} is not in the dataset.`, { layer }, 'Choose a gene that it has.');
  return readBlock(chunk, layer);
}

/** The counts of one gene over all cells of the dataset; {@link createGeneReader} is faster for several. */
export function loadGeneCounts(
  database: Database,
  datasetId: number,
  layer: string,
  gene: number,
): Float32Array {
  const cells = database.prepare('SELECT cells FROM datasets WHERE id = ?').pluck().get(datasetId) as number;
  return geneOfBlock(loadCountBlock(database, datasetId, layer, gene), gene, cells);
}

/** The counts of one gene of a block over all cells. */
export function geneOfBlock(block: CountBlock, gene: number, cells: number): Float32Array {
  const values = new Float32Array(cells);
  const row = gene - block.geneFrom;
  for (let p = block.indptr[row]; p < block.indptr[row + 1]; p++) values[block.indices[p]] = block.data[p];
  return values;
}

const SELECT = `SELECT gene_from AS geneFrom, gene_to AS geneTo, nonzero, codec, raw_bytes AS rawBytes, checksum, bytes
  FROM count_chunks`;

function readBlock(chunk: CountChunk, layer: string): CountBlock {
  const what = `Layer ${layer}, genes ${chunk.geneFrom} to ${chunk.geneTo - 1},`;
  const raw = unpackBlob(chunk, what);
  const rows = chunk.geneTo - chunk.geneFrom + 1;
  if (raw.length !== 4 * rows + 8 * chunk.nonzero) throw damaged(what);
  const aligned = raw.byteOffset % 4 === 0 ? raw : new Uint8Array(raw); // a Buffer may begin anywhere in its memory
  const { buffer, byteOffset } = aligned;
  return {
    geneFrom: chunk.geneFrom,
    geneTo: chunk.geneTo,
    indptr: new Uint32Array(buffer, byteOffset, rows),
    indices: new Uint32Array(buffer, byteOffset + 4 * rows, chunk.nonzero),
    data: new Float32Array(buffer, byteOffset + 4 * (rows + chunk.nonzero), chunk.nonzero),
  };
}
