import { boundsOf } from '../../src-worker/drawing/view.ts';

/** Finds the cell nearest to a point, by a grid of buckets over the embedding. */
export class PickIndex {
  readonly #positions: Float32Array;
  readonly #left: number;
  readonly #bottom: number;
  readonly #side: number;
  readonly #columns: number;
  readonly #rows: number;
  /** Where each bucket starts in `#members`. */
  readonly #starts: Uint32Array;
  readonly #members: Uint32Array;

  /** @param positions (x, y) a cell. */
  constructor(positions: Float32Array) {
    const count = positions.length / 2;
    const box = boundsOf(positions);
    const [width, height] = [Math.max(box.right - box.left, 1e-9), Math.max(box.top - box.bottom, 1e-9)];
    this.#positions = positions;
    this.#left = box.left;
    this.#bottom = box.bottom;
    // About two cells a bucket, and never more than a thousand buckets a side.
    this.#side = Math.max(
      Math.sqrt((2 * width * height) / Math.max(count, 1)),
      Math.max(width, height) / 1000,
    );
    this.#columns = Math.floor(width / this.#side) + 1;
    this.#rows = Math.floor(height / this.#side) + 1;
    this.#starts = new Uint32Array(this.#columns * this.#rows + 1);
    this.#members = new Uint32Array(count);
    const buckets = new Uint32Array(count);
    for (let i = 0; i < count; i++) this.#starts[(buckets[i] = this.#bucket(i)) + 1]++;
    for (let b = 0; b + 1 < this.#starts.length; b++) this.#starts[b + 1] += this.#starts[b];
    const next = this.#starts.slice();
    for (let i = 0; i < count; i++) this.#members[next[buckets[i]]++] = i;
  }

  /** The nearest accepted cell within `radius` of the point, or −1. */
  nearest(x: number, y: number, radius: number, accept: (cell: number) => boolean): number {
    const column = (value: number): number => Math.floor((value - this.#left) / this.#side);
    const row = (value: number): number => Math.floor((value - this.#bottom) / this.#side);
    let best = -1;
    let bestSquared = radius * radius;
    for (let r = Math.max(row(y - radius), 0); r <= Math.min(row(y + radius), this.#rows - 1); r++) {
      const last = Math.min(column(x + radius), this.#columns - 1);
      for (let c = Math.max(column(x - radius), 0); c <= last; c++) {
        const bucket = r * this.#columns + c;
        for (let m = this.#starts[bucket]; m < this.#starts[bucket + 1]; m++) {
          const cell = this.#members[m];
          const dx = this.#positions[2 * cell] - x;
          const dy = this.#positions[2 * cell + 1] - y;
          const squared = dx * dx + dy * dy;
          // Also false for a cell without a place.
          if (!(squared <= bestSquared) || !accept(cell)) continue;
          best = cell;
          bestSquared = squared;
        }
      }
    }
    return best;
  }

  #bucket(cell: number): number {
    const x = this.#positions[2 * cell];
    const y = this.#positions[2 * cell + 1];
    if (!Number.isFinite(x) || !Number.isFinite(y)) return 0;
    const column = Math.min(Math.floor((x - this.#left) / this.#side), this.#columns - 1);
    const row = Math.min(Math.floor((y - this.#bottom) / this.#side), this.#rows - 1);
    return row * this.#columns + column;
  }
}
