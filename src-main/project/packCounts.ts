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
/** Each time the rows are gone over the counts of several blocks are taken, since every look at a row is a wait for memory. */
const ROUND_BYTES = 4 * BLOCK_BYTES;
/** Blocks that are compressed at the same time. */
const AT_ONCE = 3;
/** Rows between two looks at the clock, and their entries. */
const ROWS_A_SLICE = 2000;
const ENTRIES_A_SLICE = 1_000_000;

/**
 * Counts (cells × genes) by blocks of genes, so that one gene is read without the rest; made one after another, so that only
 * a few blocks are in memory beside the counts.
 */
export async function* packCounts(
  counts: SparseMatrix<Float32Array>,
  pace: Pace,
): AsyncGenerator<CountChunk> {
  const geneStart = await geneStarts(counts, pace);
  /** The first entry of each row that is not yet in a block: genes ascend within a row. */
  const next = counts.indptr.slice(0, counts.rows);
  const taken: Taken = { first: 0, cells: new Uint32Array(), values: new Float32Array() };
  const rooms = Array.from({ length: AT_ONCE }, () => new Uint8Array());
  const packing: Promise<CountChunk>[] = [];
  for (let geneFrom = 0, block = 0; geneFrom < counts.cols;) {
    const geneTo = lastGene(geneStart, geneFrom, ROUND_BYTES, Infinity);
    await takeGenes(counts, geneStart, next, geneFrom, geneTo, taken, pace);
    for (; geneFrom < geneTo; block++) {
      const last = Math.min(geneTo, lastGene(geneStart, geneFrom, BLOCK_BYTES, MOST_GENES));
      if (packing.length === AT_ONCE) yield await packing.shift()!;
      packing.push(pack(blockOf(taken, geneStart, geneFrom, last, rooms, block % AT_ONCE)));
      geneFrom = last;
      await pace();
    }
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

interface Block {
  geneFrom: number;
  geneTo: number;
  nonzero: number;
  /** Starts of the genes, cells, counts. */
  raw: Uint8Array<ArrayBuffer>;
}

async function pack({ raw, ...block }: Block): Promise<CountChunk> {
  return { ...(await packBlobAside(raw)), ...block };
}

/** The counts of some genes, gene after gene, in room that is used again: to wait for a collector would take ten times of it. */
interface Taken {
  /** Of all genes' entries, the first that is here. */
  first: number;
  cells: Uint32Array;
  values: Float32Array;
}

/** Takes the genes from `geneFrom` to `geneTo` out of the rows to `taken`, and moves `next` behind them. */
async function takeGenes(
  counts: SparseMatrix<Float32Array>,
  geneStart: Uint32Array,
  next: Uint32Array,
  geneFrom: number,
  geneTo: number,
  taken: Taken,
  pace: Pace,
): Promise<void> {
  const { rows, indptr, indices, data } = counts;
  const first = (taken.first = geneStart[geneFrom]);
  if (taken.cells.length < geneStart[geneTo] - first) {
    taken.cells = new Uint32Array(geneStart[geneTo] - first);
    taken.values = new Float32Array(geneStart[geneTo] - first);
  }
  const { cells, values } = taken;
  const place = geneStart.slice(geneFrom, geneTo);
  for (let from = 0; from < rows; from += ROWS_A_SLICE) {
    const to = Math.min(rows, from + ROWS_A_SLICE);
    for (let r = from; r < to; r++) {
      let p = next[r];
      for (const end = indptr[r + 1]; p < end && indices[p] < geneTo; p++) {
        const q = place[indices[p] - geneFrom]++ - first;
        cells[q] = r;
        values[q] = data[p];
      }
      next[r] = p;
    }
    await pace();
  }
}

/** Some of the genes that were taken, in one of the rooms, which grows where it is too small. */
function blockOf(
  { first, cells, values }: Taken,
  geneStart: Uint32Array,
  geneFrom: number,
  geneTo: number,
  rooms: Uint8Array<ArrayBuffer>[],
  room: number,
): Block {
  const from = geneStart[geneFrom] - first;
  const to = geneStart[geneTo] - first;
  const starts = geneStart.slice(geneFrom, geneTo + 1).map((start) => start - first - from);
  const bytes = starts.byteLength + 8 * (to - from);
  if (rooms[room].length < bytes) rooms[room] = new Uint8Array(bytes);
  const raw = rooms[room].subarray(0, bytes);
  let at = 0;
  for (const part of [starts, cells.subarray(from, to), values.subarray(from, to)]) {
    raw.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  return { geneFrom, geneTo, nonzero: to - from, raw };
}

/** Where a block of genes that starts with `geneFrom` ends: it has one gene at least, and no more than so many bytes. */
function lastGene(geneStart: Uint32Array, geneFrom: number, mostBytes: number, mostGenes: number): number {
  const last = Math.min(geneStart.length - 1, geneFrom + mostGenes);
  const bytesTo = (geneTo: number): number => 8 * (geneStart[geneTo] - geneStart[geneFrom]);
  let geneTo = geneFrom + 1;
  while (geneTo < last && bytesTo(geneTo + 1) <= mostBytes) geneTo++;
  return geneTo;
}

/** Where each gene would start if the counts lay gene after gene. */
async function geneStarts({ cols, indices }: SparseMatrix, pace: Pace): Promise<Uint32Array> {
  const starts = new Uint32Array(cols + 1);
  for (let from = 0; from < indices.length; from += ENTRIES_A_SLICE) {
    const to = Math.min(indices.length, from + ENTRIES_A_SLICE);
    for (let p = from; p < to; p++) starts[indices[p] + 1]++;
    await pace();
  }
  for (let c = 0; c < cols; c++) starts[c + 1] += starts[c];
  return starts;
}
