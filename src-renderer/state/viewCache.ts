import type { ViewArguments, ViewName, ViewSource } from '../../src-main/views/contract.ts';
import { viewAddress, type Frame } from './frame.ts';
import { fetchView } from './views.ts';

type Fetch = typeof fetchView;

interface Entry {
  source: ViewSource;
  frame: Promise<Frame<ViewName>>;
  bytes: number;
}

/**
 * Views of one project, of which the least recently used are let go of once their arrays weigh too much. A view that is
 * under way is not asked for twice; failures are not kept.
 */
export class ViewCache {
  readonly #project: string;
  readonly #most: number;
  readonly #fetch: Fetch;
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  /** @param most how much may be kept, in bytes; the newest view is kept in any case. */
  constructor(project: string, most: number, fetch: Fetch = fetchView) {
    this.#project = project;
    this.#most = most;
    this.#fetch = fetch;
  }

  /** The view, fetched where it is not kept. @throws AppError as `fetchView` does. */
  get<N extends ViewName>(view: N, args: ViewArguments<N>): Promise<Frame<N>> {
    const key = viewAddress(view, args);
    const known = this.#entries.get(key);
    if (known) {
      this.#entries.delete(key);
      this.#entries.set(key, known);
      return known.frame as Promise<Frame<N>>;
    }
    const frame = this.#fetch(this.#project, view, args);
    const entry: Entry = { source: args.source, frame, bytes: 0 };
    this.#entries.set(key, entry);
    frame.then(
      (loaded) => this.#weigh(key, entry, loaded),
      () => this.#drop(key, entry),
    );
    return frame;
  }

  /** Lets go of everything drawn from a run or dataset, for instance because the run went on. */
  forget(source: ViewSource): void {
    for (const [key, entry] of this.#entries)
      if (JSON.stringify(entry.source) === JSON.stringify(source)) this.#drop(key, entry);
  }

  #weigh(key: string, entry: Entry, frame: Frame<ViewName>): void {
    if (this.#entries.get(key) !== entry) return;
    const arrays = Object.values(frame.arrays) as (ArrayBufferView | undefined)[];
    entry.bytes = arrays.reduce((sum, array) => sum + (array?.byteLength ?? 0), 0);
    this.#bytes += entry.bytes;
    for (const [oldest, other] of this.#entries) {
      if (this.#bytes <= this.#most || oldest === key) return;
      this.#drop(oldest, other);
    }
  }

  #drop(key: string, entry: Entry): void {
    if (this.#entries.get(key) !== entry) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }
}
