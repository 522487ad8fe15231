/** Longer ago than any trail reaches. */
const NEVER = 1e6;

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
   */
  constructor(layers: number, span: number) {
    this.ago = new Float32Array(layers).fill(NEVER);
    this.interval = span / (layers - 2);
  }

  reset(): void {
    this.ago.fill(NEVER);
    this.newest = 0;
    this.#since = 0;
  }

  /** Lets `dt` seconds pass. True if the places before them are to be kept, in layer `newest`. */
  advance(dt: number): boolean {
    this.#since += dt;
    const keep = this.#since >= this.interval;
    if (keep) {
      this.#since %= this.interval;
      this.newest = (this.newest + 1) % this.ago.length;
      this.ago.copyWithin(1, 0, this.ago.length - 1);
      this.ago[0] = 0;
    }
    for (let k = 0; k < this.ago.length; k++) this.ago[k] += dt;
    return keep;
  }
}
