import { sharedArray, type SparseMatrix } from '../../data/arrays.ts';
import { canonical } from './canonical.ts';

const CHUNK_BYTES = 1 << 22;

/** The longest that one entry can be: two differences of 33 bits and a count of 24 bits, 7 bits a byte. */
const ENTRY_BYTES = 16;

/**
 * Gathers the nonzero counts of a matrix in whatever order a file has them, and makes a CSR matrix of them.
 *
 * The entries wait as differences to the one before, in 7-bit bytes: about 3 bytes each in a file that is sorted
 * either way, beside the 8 of the finished matrix.
 */
export class CountCollector {
  /** Values gathered so far. */
  entries = 0;
  /** Their sum. */
  total = 0;
  private readonly cells: number;
  private readonly genes: number;
  private readonly ofCell: Uint32Array;
  private readonly chunks: { bytes: Uint8Array; used: number }[] = [];
  private bytes = new Uint8Array(0);
  private used = 0;
  private lastCell = 0;
  private lastGene = 0;

  constructor(cells: number, genes: number) {
    this.cells = cells;
    this.genes = genes;
    this.ofCell = sharedArray('u32', cells + 1);
  }

  /** Takes one count, a whole number below 2²⁴; zeros are left out, and several for one place add up. */
  add(cell: number, gene: number, count: number): void {
    if (count === 0) return;
    if (this.used + ENTRY_BYTES > this.bytes.length) this.newChunk();
    this.put(zigzag(cell - this.lastCell));
    this.put(zigzag(gene - this.lastGene));
    this.put(count);
    this.lastCell = cell;
    this.lastGene = gene;
    this.ofCell[cell + 1]++;
    this.entries++;
    this.total += count;
  }

  /** Everything that was gathered, cells × genes, on shared memory; the collector is empty after that. */
  finish(): SparseMatrix<Float32Array> {
    const { cells, genes, entries, ofCell: indptr, chunks } = this;
    if (chunks.length > 0) chunks[chunks.length - 1].used = this.used;
    for (let c = 0; c < cells; c++) indptr[c + 1] += indptr[c];
    const next = indptr.slice();
    const indices = sharedArray('u32', entries);
    const data = sharedArray('f32', entries);
    this.bytes = new Uint8Array(0);
    let cell = 0;
    let gene = 0;
    while (chunks.length > 0) {
      const { bytes, used } = chunks.shift()!;
      let at = 0;
      // Multiplied, not shifted: a difference can have 33 bits.
      const take = (): number => {
        let value = 0;
        for (let scale = 1; ; scale *= 128) {
          const byte = bytes[at++];
          value += (byte & 127) * scale;
          if (byte < 128) return value;
        }
      };
      while (at < used) {
        cell += unzigzag(take());
        gene += unzigzag(take());
        const place = next[cell]++;
        indices[place] = gene;
        data[place] = take();
      }
    }
    return canonical({ kind: 'sparse', rows: cells, cols: genes, indptr, indices, data });
  }

  private put(value: number): void {
    let rest = value;
    while (rest > 127) {
      this.bytes[this.used++] = (rest & 127) | 128;
      rest = Math.floor(rest / 128);
    }
    this.bytes[this.used++] = rest;
  }

  private newChunk(): void {
    if (this.chunks.length > 0) this.chunks[this.chunks.length - 1].used = this.used;
    this.bytes = new Uint8Array(CHUNK_BYTES);
    this.used = 0;
    this.chunks.push({ bytes: this.bytes, used: 0 });
  }
}

/** Small whole numbers of either sign as small ones without: 0, −1, 1, −2 become 0, 1, 2, 3. */
function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function unzigzag(value: number): number {
  return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
}
