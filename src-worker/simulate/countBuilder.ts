import { sharedArray, type SparseMatrix } from '../data/arrays.ts';

/** Collects the nonzero counts of a cells × genes matrix, cell by cell, without knowing how many there will be. */
export class CountBuilder {
  private readonly cols: number;
  private readonly indptr: Uint32Array;
  private indices: Uint32Array;
  private data: Float32Array;
  private filled = 0;
  private row = 0;

  constructor(rows: number, cols: number) {
    this.cols = cols;
    this.indptr = sharedArray('u32', rows + 1);
    const guess = Math.max(1024, Math.ceil((rows * cols) / 4));
    this.indices = new Uint32Array(guess);
    this.data = new Float32Array(guess);
  }

  /** Columns must ascend within a row. */
  push(column: number, count: number): void {
    if (this.filled === this.indices.length) this.grow();
    this.indices[this.filled] = column;
    this.data[this.filled++] = count;
  }

  endRow(): void {
    this.indptr[++this.row] = this.filled;
  }

  /** The matrix, on shared memory of just its size. */
  finish(): SparseMatrix<Float32Array> {
    const indices = sharedArray('u32', this.filled);
    indices.set(this.indices.subarray(0, this.filled));
    const data = sharedArray('f32', this.filled);
    data.set(this.data.subarray(0, this.filled));
    return { kind: 'sparse', rows: this.row, cols: this.cols, indptr: this.indptr, indices, data };
  }

  private grow(): void {
    const length = Math.ceil(this.indices.length * 1.5);
    const indices = new Uint32Array(length);
    indices.set(this.indices);
    this.indices = indices;
    const data = new Float32Array(length);
    data.set(this.data);
    this.data = data;
  }
}
