import type { Database } from 'better-sqlite3';

import { sharedArray, type SparseMatrix } from '../../src-worker/data/arrays.ts';
import { DataError } from '../../src-worker/data/errors.ts';
import { transpose } from '../../src-worker/data/sparse.ts';
import { packBlob, unpackBlob, type Blob } from './blobs.ts';

/** A block holds at most this many genes, and but for a single gene at most this many values (8 MB), so that one gene is soon read. */
const GENES_A_CHUNK = 256;
const VALUES_A_CHUNK = 1_000_000;

interface Chunk extends Blob {
  geneFrom: number;
  geneTo: number;
  nonzero: number;
}

/** Stores counts (cells × genes) by blocks of genes, so that one gene is read without the rest. */
export function saveCounts(
  database: Database,
  datasetId: number,
  layer: string,
  counts: SparseMatrix<Float32Array>,
): void {
  const byGene = transpose(counts);
  const insert = database.prepare(
    `INSERT INTO count_chunks (dataset_id, layer, gene_from, gene_to, nonzero, codec, raw_bytes, checksum, bytes)
     VALUES (@datasetId, @layer, @geneFrom, @geneTo, @nonzero, @codec, @rawBytes, @checksum, @bytes)`,
  );
  for (let geneFrom = 0, geneTo = 0; geneFrom < byGene.rows; geneFrom = geneTo) {
    geneTo = endOfBlock(byGene, geneFrom);
    const from = byGene.indptr[geneFrom];
    const to = byGene.indptr[geneTo];
    const blob = packBlob(
      concatenate([
        byGene.indptr.slice(geneFrom, geneTo + 1).map((p) => p - from),
        byGene.indices.slice(from, to),
        byGene.data.slice(from, to),
      ]),
    );
    insert.run({ ...blob, datasetId, layer, geneFrom, geneTo, nonzero: to - from });
  }
}

/** The counts of a layer as cells × genes; undefined where the dataset has no such layer. */
export function loadCounts(
  database: Database,
  datasetId: number,
  layer: string,
): SparseMatrix<Float32Array> | undefined {
  const cells = database.prepare('SELECT cells FROM datasets WHERE id = ?').pluck().get(datasetId) as number;
  const chunks = database
    .prepare(
      `SELECT gene_from AS geneFrom, gene_to AS geneTo, nonzero, codec, raw_bytes AS rawBytes, checksum, bytes
       FROM count_chunks WHERE dataset_id = ? AND layer = ? ORDER BY gene_from`,
    )
    .all(datasetId, layer) as Chunk[];
  if (chunks.length === 0) return undefined;
  const genes = chunks[chunks.length - 1].geneTo;
  const nonzero = chunks.reduce((sum, chunk) => sum + chunk.nonzero, 0);
  const indptr = sharedArray('u32', genes + 1);
  const indices = sharedArray('u32', nonzero);
  const data = sharedArray('f32', nonzero);
  let offset = 0;
  for (const chunk of chunks) {
    const block = readChunk(chunk, layer);
    for (let g = chunk.geneFrom; g < chunk.geneTo; g++)
      indptr[g + 1] = offset + block.indptr[g - chunk.geneFrom + 1];
    indices.set(block.indices, offset);
    data.set(block.data, offset);
    offset += chunk.nonzero;
  }
  return transpose({ kind: 'sparse', rows: genes, cols: cells, indptr, indices, data });
}

/** The counts of one gene over all cells of the dataset. */
export function loadGeneCounts(
  database: Database,
  datasetId: number,
  layer: string,
  gene: number,
): Float32Array {
  const cells = database.prepare('SELECT cells FROM datasets WHERE id = ?').pluck().get(datasetId) as number;
  const chunk = database
    .prepare(
      `SELECT gene_from AS geneFrom, gene_to AS geneTo, nonzero, codec, raw_bytes AS rawBytes, checksum, bytes
       FROM count_chunks WHERE dataset_id = ? AND layer = ? AND gene_from <= ? AND gene_to > ?`,
    )
    .get(datasetId, layer, gene, gene) as Chunk | undefined;
  if (!chunk)
    throw new DataError(`gene ${gene} is not in the dataset.`, { layer }, 'Choose a gene that it has.');
  const block = readChunk(chunk, layer);
  const values = new Float32Array(cells);
  const row = gene - chunk.geneFrom;
  for (let p = block.indptr[row]; p < block.indptr[row + 1]; p++) values[block.indices[p]] = block.data[p];
  return values;
}

/** Where the block of genes that starts at `geneFrom` ends. */
function endOfBlock({ rows, indptr }: SparseMatrix, geneFrom: number): number {
  const most = Math.min(rows, geneFrom + GENES_A_CHUNK);
  let geneTo = geneFrom + 1;
  while (geneTo < most && indptr[geneTo + 1] - indptr[geneFrom] <= VALUES_A_CHUNK) geneTo++;
  return geneTo;
}

function readChunk(
  chunk: Chunk,
  layer: string,
): { indptr: Uint32Array; indices: Uint32Array; data: Float32Array } {
  const raw = unpackBlob(chunk, `Layer ${layer}, genes ${chunk.geneFrom} to ${chunk.geneTo - 1},`);
  const aligned = new Uint8Array(raw).buffer; // a copy: a Buffer may begin anywhere in its memory
  const rows = chunk.geneTo - chunk.geneFrom + 1;
  return {
    indptr: new Uint32Array(aligned, 0, rows),
    indices: new Uint32Array(aligned, 4 * rows, chunk.nonzero),
    data: new Float32Array(aligned, 4 * (rows + chunk.nonzero), chunk.nonzero),
  };
}

function concatenate(parts: (Uint32Array | Float32Array)[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
    offset += part.byteLength;
  }
  return out;
}
