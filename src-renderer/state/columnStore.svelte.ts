import type { Frame } from './frame.ts';

export type Codes = Int16Array | Int32Array;

/** Columns of values a cell that panels read; each is fetched when it is first read. */
export class ColumnStore {
  #frames: Record<string, Frame<'column'>> = $state.raw({});
  #asked: Record<string, true> = {};
  readonly #fetch: (id: string) => Promise<Frame<'column'>>;

  /** @param fetch gives a column; one that it refuses stays unknown until {@link refresh}. */
  constructor(fetch: (id: string) => Promise<Frame<'column'>>) {
    this.#fetch = fetch;
  }

  /** Numbers a cell; undefined until they are there, and where the column is none of numbers. */
  numbers(id: string): Float32Array | undefined {
    const arrays = this.#get(id)?.arrays;
    return arrays && 'values' in arrays ? arrays.values : undefined;
  }

  /** Places among the categories, −1 where a cell has none; undefined until they are there. */
  codes(id: string): Codes | undefined {
    const arrays = this.#get(id)?.arrays;
    return arrays && 'codes' in arrays ? arrays.codes : undefined;
  }

  /** Fetches again what was read, since the source changed; what is here stays in sight until then. */
  refresh(): void {
    const ids = Object.keys(this.#asked);
    this.#asked = {};
    for (const id of ids) this.#need(id);
  }

  #get(id: string): Frame<'column'> | undefined {
    this.#need(id);
    return this.#frames[id];
  }

  #need(id: string): void {
    if (Object.hasOwn(this.#asked, id)) return;
    const asked = this.#asked;
    asked[id] = true;
    this.#fetch(id).then(
      (frame) => {
        if (asked === this.#asked) this.#frames = { ...this.#frames, [id]: frame };
      },
      // What shows the column says so in its own place; here it is only not known.
      () => undefined,
    );
  }
}
