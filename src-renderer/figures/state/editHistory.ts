/** Edits of the same kind within this time are one step, such as the letters of a word. In milliseconds. */
const TOGETHER = 1000;
const MOST = 200;

/** States that can be gone back to, and forth again. The states themselves are never changed. */
export class EditHistory<T> {
  #past: T[] = [];
  #future: T[] = [];
  #kind: string | undefined;
  #at = -Infinity;

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  /**
   * Remembers the state before an edit.
   *
   * @param kind what is edited; edits that follow each other soon and are of one kind are taken back together
   */
  note(before: T, kind: string | undefined, now = Date.now()): void {
    const together = kind !== undefined && kind === this.#kind && now - this.#at < TOGETHER;
    this.#kind = kind;
    this.#at = now;
    this.#future = [];
    if (!together) this.#past = [...this.#past, before].slice(-MOST);
  }

  /** The state before the last edit, given the present one. */
  undo(present: T): T | undefined {
    const before = this.#past.pop();
    if (before !== undefined) this.#future.push(present);
    this.#kind = undefined;
    return before;
  }

  /** The state that was gone back from, given the present one. */
  redo(present: T): T | undefined {
    const after = this.#future.pop();
    if (after !== undefined) this.#past.push(present);
    this.#kind = undefined;
    return after;
  }
}
