/** Longer ago than any trail reaches. */
const NEVER = 1e6;
/** So much earlier than due, places are kept too: sums of steps miss whole numbers of them by a hair. */
const EARLY = 1e-5;

/** Tells when the particles' places are to be kept, in which layer of a ring, and how long ago each layer was kept. */
export class TrailClock {
  /** Seconds between two kept places. */
  readonly interval: number;
  /** Seconds since each place, newest first. {@link NEVER} where none was kept yet. */
  readonly ago: Float32Array;
  /** The layer last written. */
  newest = 0;
  #since = 0;

  /**
   * @param layers Places kept, at least 3.
   * @param span Seconds that they must reach back, whatever the time within an interval.
   * @param period Seconds that a whole number of intervals fills, so that places are kept at the same times in each.
   */
  constructor(layers: number, span: number, period?: number) {
    this.ago = new Float32Array(layers).fill(NEVER);
    const shortest = span / (layers - 2);
    this.interval = period === undefined ? shortest : period / Math.max(1, Math.floor(period / shortest));
  }

  reset(): void {
    this.ago.fill(NEVER);
    this.newest = 0;
    this.#since = 0;
  }

  /** Lets `dt` seconds pass. True if the places before them are to be kept, in layer `newest`. */
  advance(dt: number): boolean {
    this.#since += dt;
    const passed = Math.floor((this.#since + EARLY) / this.interval);
    const keep = passed > 0;
    if (keep) {
      this.#since -= passed * this.interval;
      this.newest = (this.newest + 1) % this.ago.length;
      this.ago.copyWithin(1, 0, this.ago.length - 1);
      this.ago[0] = 0;
    }
    for (let k = 0; k < this.ago.length; k++) this.ago[k] += dt;
    return keep;
  }
}
