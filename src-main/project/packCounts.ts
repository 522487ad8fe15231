import type { Database } from 'better-sqlite3';

import type { SparseMatrix } from '../../src-worker/data/arrays.ts';
import { packBlobAside, type Blob } from './blobs.ts';
import type { Pace } from './pace.ts';

/** The counts of a block of genes, as a row of `count_chunks`. */
export interface CountChunk extends Blob {
  geneFrom: number;
  /** Exclusive. */
  geneTo: number;
  nonzero: number;
}

const MOST_GENES = 256;
/** A block is read whole to show one of its genes, so it stays small where genes have many counts. */
const BLOCK_BYTES = 4 * 1024 * 1024;
/** Blocks that are compressed at the same time. */
const AT_ONCE = 3;
/** Rows between two looks at the clock. */
const ROWS_A_SLICE = 2000;

/**
 * Counts (cells × genes) by blocks of genes, so that one gene is read without the rest; made one after another, so that
 * only the transposed layer and a few blocks are in memory.
 */
export async function* packCounts(
  counts: SparseMatrix<Float32Array>,
  pace: Pace,
): AsyncGenerator<CountChunk> {
  const byGene = await transposeAtPace(counts, pace);
  const packing: Promise<CountChunk>[] = [];
  for (let geneFrom = 0; geneFrom < byGene.rows;) {
    const geneTo = blockEnd(byGene.indptr, geneFrom, byGene.rows);
    packing.push(packBlock(byGene, geneFrom, geneTo));
    geneFrom = geneTo;
    if (packing.length === AT_ONCE) yield await packing.shift()!;
    await pace();
  }
  for (const last of packing) yield await last;
}

/** Stores a block; the caller wraps what belongs together in one transaction. */
export function insertCountChunk(
  database: Database,
  datasetId: number,
  layer: string,
  chunk: CountChunk,
): void {
  database
    .prepare(
      `INSERT INTO count_chunks (dataset_id, layer, gene_from, gene_to, nonzero, codec, raw_bytes, checksum, bytes)
       VALUES (@datasetId, @layer, @geneFrom, @geneTo, @nonzero, @codec, @rawBytes, @checksum, @bytes)`,
    )
    .run({ ...chunk, datasetId, layer });
}

async function packBlock(
  { indptr, indices, data }: GeneMajor,
  geneFrom: number,
  geneTo: number,
): Promise<CountChunk> {
  const [from, to] = [indptr[geneFrom], indptr[geneTo]];
  const raw = concatenate([
    indptr.slice(geneFrom, geneTo + 1).map((p) => p - from),
    indices.subarray(from, to),
    data.subarray(from, to),
  ]);
  return { ...(await packBlobAside(raw)), geneFrom, geneTo, nonzero: to - from };
}

function blockEnd(indptr: Uint32Array, geneFrom: number, genes: number): number {
  const bytesOf = (geneTo: number): number => 8 * (indptr[geneTo] - indptr[geneFrom]);
  let geneTo = geneFrom + 1;
  while (geneTo < genes && geneTo - geneFrom < MOST_GENES && bytesOf(geneTo + 1) <= BLOCK_BYTES) geneTo++;
  return geneTo;
}

/** The transpose as {@link transpose} makes it, in slices and on memory of this thread alone. */
async function transposeAtPace(matrix: SparseMatrix<Float32Array>, pace: Pace): Promise<GeneMajor> {
  const { rows, cols, indptr, indices, data } = matrix;
  const entries = indptr[rows];
  const out: GeneMajor = {
    rows: cols,
    indptr: new Uint32Array(cols + 1),
    indices: new Uint32Array(entries),
    data: new Float32Array(entries),
  };
  for (let from = 0; from < rows; from += ROWS_A_SLICE) {
    const end = indptr[Math.min(rows, from + ROWS_A_SLICE)];
    for (let p = indptr[from]; p < end; p++) out.indptr[indices[p] + 1]++;
    await pace();
  }
  for (let c = 0; c < cols; c++) out.indptr[c + 1] += out.indptr[c];
  const next = out.indptr.slice();
  for (let from = 0; from < rows; from += ROWS_A_SLICE) {
    const to = Math.min(rows, from + ROWS_A_SLICE);
    for (let r = from; r < to; r++)
      for (let p = indptr[r]; p < indptr[r + 1]; p++) {
        const q = next[indices[p]]++;
        out.indices[q] = r;
        out.data[q] = data[p];
      }
    await pace();
  }
  return out;
}

interface GeneMajor {
  rows: number;
  indptr: Uint32Array<ArrayBuffer>;
  indices: Uint32Array<ArrayBuffer>;
  data: Float32Array<ArrayBuffer>;
}

function concatenate(parts: (Uint32Array | Float32Array)[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let offset = 0;
  for (const part of parts) {
    out.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offset);
    offset += part.byteLength;
  }
  return out;
}
