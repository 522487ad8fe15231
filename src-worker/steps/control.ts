/**
 * The few shared words through which a running step is watched and stopped from another thread: a cancel flag and the
 * progress, readable at any time without a message.
 */
export interface StepControl {
  readonly memory: SharedArrayBuffer;
  cancel(): void;
  cancelled(): boolean;
  setProgress(fraction: number): void;
  /** Until `endTiles`, progress moves through the part [from, to] as tiles are done. */
  beginTiles(tiles: number, part?: [from: number, to: number]): void;
  tileDone(): void;
  endTiles(): void;
  /** The share done, 0 … 1. */
  progress(): number;
}

const CANCEL = 0;
const DONE = 1;
const TILES = 2;
const INTEGERS_BYTES = 16;

export function createControl(memory = new SharedArrayBuffer(INTEGERS_BYTES + 3 * 8)): StepControl {
  const integers = new Int32Array(memory, 0, 4);
  const reals = new Float64Array(memory, INTEGERS_BYTES, 3); // fraction, from, to
  return {
    memory,
    cancel: () => void Atomics.store(integers, CANCEL, 1),
    cancelled: () => Atomics.load(integers, CANCEL) !== 0,
    setProgress(fraction) {
      reals[0] = fraction;
    },
    beginTiles(tiles, part) {
      Atomics.store(integers, DONE, 0);
      reals[1] = part ? part[0] : reals[0];
      reals[2] = part ? part[1] : reals[0];
      Atomics.store(integers, TILES, tiles);
    },
    tileDone: () => void Atomics.add(integers, DONE, 1),
    endTiles() {
      reals[0] = reals[2];
      Atomics.store(integers, TILES, 0);
    },
    progress() {
      const tiles = Atomics.load(integers, TILES);
      if (tiles === 0) return reals[0];
      return reals[1] + (reals[2] - reals[1]) * Math.min(1, Atomics.load(integers, DONE) / tiles);
    },
  };
}
