/** A frame that takes longer than this is felt as a stutter, in milliseconds. */
const LONG = 24;
/** Up to this, more can be drawn. */
const SHORT = 19;

/** How many things can be drawn in one frame, learnt from the time that frames take. */
export class FrameBudget {
  #count: number;
  readonly #least: number;
  readonly #most: number;

  constructor(first: number, least: number, most: number) {
    this.#count = first;
    this.#least = least;
    this.#most = most;
  }

  get count(): number {
    return Math.round(this.#count);
  }

  /** Learns that `milliseconds` passed between two frames, of which the first drew `drawn` things. */
  learn(milliseconds: number, drawn: number): void {
    // A frame that drew little says nothing of what could be drawn, unless it was too slow even so.
    if (milliseconds > LONG && drawn > 0) {
      const slower = Math.max(SHORT / milliseconds, 0.3);
      this.#count = Math.max(this.#least, Math.min(this.#count, drawn) * slower);
    } else if (milliseconds < SHORT && this.#count < this.#most && drawn >= 0.9 * this.#count)
      this.#count = Math.min(this.#most, this.#count * 1.2);
  }
}
