/** Changes that follow each other faster than this belong to one movement, in milliseconds. */
const TOGETHER = 250;

/**
 * Marks on the page's timeline that tell how long a picture takes: `embedding-drawn` once, then `embedding-changed` with the first
 * picture after a change, and `embedding-complete` when it shows all cells. While the picture is moved about, which changes it in
 * every frame, only the first change is marked.
 */
export class PictureMarks {
  #drawn = false;
  #changes = false;
  #awaited = false;

  /**
   * Learns of a frame.
   *
   * @param changes Whether it showed a new picture of the cells.
   * @param complete Whether that has all of them.
   * @param elapsed Milliseconds since the frame before.
   */
  note(changes: boolean, complete: boolean, elapsed: number): void {
    if (!this.#drawn) performance.mark('embedding-drawn');
    this.#drawn = true;
    const moves = changes && this.#changes && elapsed < TOGETHER;
    this.#changes = changes;
    if (changes && !moves) {
      markAnew('embedding-changed');
      this.#awaited = true;
    }
    if (!complete || !this.#awaited) return;
    markAnew('embedding-complete');
    this.#awaited = false;
  }
}

/** Puts a mark in place of the one before, since they would pile up. */
function markAnew(name: string): void {
  performance.clearMarks(name);
  performance.mark(name);
}
