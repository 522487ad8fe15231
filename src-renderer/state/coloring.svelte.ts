import type { ColumnInfo } from '../../src-main/views/contract.ts';
import { NEUTRAL } from '../../src-worker/drawing/colors/categorical.ts';
import { Loaded } from './loaded.svelte.ts';
import {
  columnColors,
  geneOf,
  genePainting,
  hideIn,
  numberPainting,
  paint,
  type LabelColumn,
  type Painting,
} from '../../src-worker/drawing/painting.ts';
import type { SourceState } from './sourceState.svelte.ts';

const UNKNOWN: Painting = { kind: 'labels', id: '', codes: new Int16Array(0) };

/** The colours of the cells, after what the user colours by. Made in a component: it has effects. */
export class Coloring {
  /** What is painted; the one before it until it is there. */
  readonly painting = new Loaded<Painting>();
  /** RGBA a cell, alpha 0 where hidden. Another array after every change; empty until the picture is there. */
  colors: Uint8Array = $state.raw(new Uint8Array(0));
  readonly #shown: SourceState;
  #buffers: Uint8Array[] = [];

  constructor(shown: SourceState, theme: () => 'light' | 'dark') {
    this.#shown = shown;
    $effect(() => {
      const id = this.id;
      void this.#shown.version;
      if (id !== undefined) void this.painting.take(this.#load(id));
    });
    $effect(() => this.#paint(theme()));
  }

  /** The column or gene to colour by; undefined where there is nothing to colour by. */
  readonly id: string | undefined = $derived.by(() => {
    const { columns, kept, clusters } = this.#shown;
    const chosen = kept.value.colorBy;
    if (chosen !== null && (geneOf(chosen) || columns.some(({ id }) => id === chosen))) return chosen;
    return (clusters ?? columns.at(0))?.id;
  });

  /** The column that is painted; undefined for a gene. */
  readonly column: ColumnInfo | undefined = $derived.by(() => {
    const id = this.painting.value?.id;
    return this.#shown.columns.find((column) => column.id === id);
  });

  /** Values by which cells lie above each other. */
  readonly order: Float32Array | undefined = $derived.by(() => {
    const painting = this.painting.value;
    return painting?.kind === 'numbers' && painting.values.length === this.#shown.cells
      ? painting.values
      : undefined;
  });

  async #load(id: string): Promise<Painting> {
    const { cache, source } = this.#shown;
    const chosen = geneOf(id);
    if (chosen) {
      const { header, arrays } = await cache.get('gene', { source, ...chosen });
      return genePainting(chosen, header, arrays.values);
    }
    const frame = await cache.get('column', { source, id });
    if ('codes' in frame.arrays) {
      const { codes } = frame.arrays;
      if (id !== 'fates' || !('run' in source)) return { kind: 'labels', id, codes };
      const fates = await cache.get('fates', { source });
      return { kind: 'labels', id, codes, probabilities: fates.arrays.probabilities };
    }
    const { header, arrays } = frame;
    if (header.kind !== 'numbers') return UNKNOWN;
    return numberPainting(id, header, arrays.values);
  }

  /** The colours on a ground of that theme, in memory of their own; undefined while they are not there. */
  on(theme: 'light' | 'dark'): Uint8Array | undefined {
    return this.#painted(theme, () => new Uint8Array(4 * this.#shown.cells));
  }

  #paint(theme: 'light' | 'dark'): void {
    const colors = this.#painted(theme, () => this.#buffer(4 * this.#shown.cells));
    if (colors) this.colors = colors;
  }

  #painted(theme: 'light' | 'dark', memory: () => Uint8Array): Uint8Array | undefined {
    const { cells, kept, columns, clusters } = this.#shown;
    const painting = this.painting.value;
    const length = painting ? (painting.kind === 'labels' ? painting.codes : painting.values).length : -1;
    // While a run goes on, its picture and its columns may be of different cells for a moment.
    if (!painting || length !== cells) return undefined;
    const own = columns.find(
      (column): column is LabelColumn => column.id === painting.id && column.kind === 'labels',
    );
    const { map, ranges } = kept.value;
    const choice = { map, range: ranges[painting.id], neutral: NEUTRAL[theme] };
    const colors = paint(painting, own ? columnColors(own, clusters) : [], choice, memory());
    hideIn(colors, columns, own, (id) => this.#shown.values.codes(id));
    return colors;
  }

  /** Memory for the next colours: that of the colours before the last, so that what is shown is never written to. */
  #buffer(bytes: number): Uint8Array {
    if (this.#buffers[0]?.length !== bytes) this.#buffers = [0, 1, 2].map(() => new Uint8Array(bytes));
    const [next, ...others] = this.#buffers;
    this.#buffers = [...others, next];
    return next;
  }
}
