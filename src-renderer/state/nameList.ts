const NEWLINE = 10;

/** Many names, one a line of UTF-8, of which each becomes a string only when it is asked for. */
export class NameList {
  readonly #bytes: Uint8Array;
  /** Where each name starts, and the end of the last, one beyond its last byte and its line's end. */
  readonly #starts: Uint32Array;
  readonly #decoder = new TextDecoder();

  constructor(bytes: Uint8Array, count: number) {
    this.#bytes = bytes;
    this.#starts = new Uint32Array(count + 1);
    let name = 0;
    for (let b = 0; b < bytes.length && name + 1 < count; b++)
      if (bytes[b] === NEWLINE) this.#starts[++name] = b + 1;
    this.#starts[count] = bytes.length + 1;
  }

  get count(): number {
    return this.#starts.length - 1;
  }

  /** The name at that place; empty beyond the ends. */
  at(place: number): string {
    if (!(place >= 0) || place >= this.count) return '';
    return this.#decoder.decode(this.#bytes.subarray(this.#starts[place], this.#starts[place + 1] - 1));
  }
}
