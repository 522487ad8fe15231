/** The answer that was asked for last; the one before it stays in sight until then. */
export class Loaded<T> {
  value: T | undefined = $state.raw();
  error: unknown = $state.raw();
  busy = $state(false);
  #turn = 0;

  /** Waits for an answer; one that was asked for earlier and comes later is passed over. */
  async take(answer: Promise<T>): Promise<void> {
    const turn = ++this.#turn;
    this.busy = true;
    try {
      const value = await answer;
      if (turn !== this.#turn) return;
      this.value = value;
      this.error = undefined;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.error = error;
    }
    this.busy = false;
  }

  clear(): void {
    this.#turn++;
    this.value = undefined;
    this.error = undefined;
    this.busy = false;
  }
}
